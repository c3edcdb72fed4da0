"""Which state a report is about, and where it was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING

from talleyrand.evidence.ground import Ground, entity_of, is_place
from talleyrand.evidence.language import DATELINE
from talleyrand.evidence.lexicons import Found, names
from talleyrand.evidence.tree import children
from talleyrand.evidence.words import tokens_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_ENOUGH = 4
_LEAD = 1.3
"""A report has a home state if it names one at least so often, and so many times as often as the next."""
_TWICE = 2
"""Mentions of a state and of armed movements that fight there from which on a text is about its war."""
_BROKERS = frozenset(
    form
    for verb in ("mediat", "broker", "host", "facilitat", "arbitrat")
    for form in (verb, *(f"{verb}{ending}" for ending in ("e", "es", "s", "ed", "ing")))
)
_HELPS = frozenset(
    form
    for verb, past in (
        *(("pay", "paid"), ("fund", "funded"), ("finance", "financed"), ("sponsor", "sponsored"), ("lend", "lent")),
        *(("chair", "chaired"), ("guarantee", "guaranteed"), ("guard", "guarded"), ("observe", "observed")),
        *(("shelter", "sheltered"), ("house", "housed"), ("accommodate", "accommodated"), ("moderate", "moderated")),
        *(("oversee", "oversaw"), ("convene", "convened"), ("underwrite", "underwrote"), ("foot", "footed")),
    )
    for form in (verb, f"{verb}s", past, f"{verb.removesuffix('e')}ing")
)
"""What states do for others: they pay, chair, guard."""
_HOSTS = frozenset({"host", "venue", "mediator", "broker", "go-between", "guarantor", "guarantors", "hosts", "sponsor"})
_MOVES = frozenset({"to", "from", "into", "via", "through", "towards", "toward"})


def home_state(ground: Ground) -> str | None:
    """Return the state that a report is about: the one named most, or the first one named if it is hardly behind.

    A state that only brokers or hosts is not. Names in the dateline, and capitals where somebody is or goes, do not
    count. Armed movements that fight in one state count for it: a report on the ELN is at home in Colombia.
    """
    counted, fought = _counted(ground, hosts_of(ground))
    if (torn := _torn(counted, fought)) is not None:
        return torn
    ranked = [*sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])), ("", 0), ("", 0)]
    (state, most), (_, second) = ranked[:2]
    if most >= _ENOUGH and most >= _LEAD * second:
        return state
    first = next(iter(counted), "")
    return first if counted[first] >= _ENOUGH and counted[first] >= most / _LEAD else None


def _counted(ground: Ground, hosts: Collection[str]) -> tuple[Counter[str], Counter[str]]:
    """Count how often each state is named as somebody who acts, and its armed movements."""
    counted: Counter[str] = Counter()
    fought: Counter[str] = Counter()
    line = dateline(ground)
    for found in ground.found:
        entity = entity_of(found)
        if entity is None or line[0] <= found.start < line[1]:
            continue
        if entity.kind == "state" and entity.code not in hosts and not _only_where(ground, found):
            counted[entity.code] += 1
        elif entity.role == "armed_group" and entity.state is not None and found.form.how == "name":
            fought[entity.state] += 1
    return counted, fought


def bystanders(ground: Ground) -> frozenset[str]:
    """Return the states that a text brings in beside others: whose army it means, they do not tell.

    They broker, host, pay or guard; or they are first named with a clause of their own ("Niger, where the gang hides,
    was not told"), after another state; or the text is about the war of a state that it names twice as often.
    """
    found = set(hosts_of(ground, _HELPS | _BROKERS))
    counted, fought = _counted(ground, ())
    if (torn := _torn(counted, fought)) is not None:
        most = (counted[torn] + fought[torn]) / 2
        found |= {code for code, count in counted.items() if count <= most} - {torn}
    seen: set[str] = set()
    for form in ground.found:
        entity = entity_of(form)
        if entity is None or entity.kind != "state" or entity.code in seen:
            continue
        last = ground.doc[ground.tokens(form.start, form.end)[1] - 1]
        if seen and last.dep_ in {"nsubj", "nsubjpass"} and any(c.dep_ == "relcl" for c in last.rights):
            found.add(entity.code)
        seen.add(entity.code)
    return frozenset(found)


def _torn(counted: Counter[str], fought: Counter[str]) -> str | None:
    """Return the state whose own war a text is about: the only one that armed movements fight in, if it is named."""
    if len(fought) != 1:
        return None
    state, times = next(iter(fought.items()))
    most = max((count for code, count in counted.items() if code != state), default=0)
    named = counted[state]
    return state if named and named + times >= max(most, _TWICE) else None


def _only_where(ground: Ground, found: Found) -> bool:
    token = ground.doc[ground.tokens(found.start, found.end)[1] - 1]
    goes = found.form.how == "capital" and token.dep_ == "pobj" and token.head.lower_ in _MOVES
    return goes or is_place(token)


def hosts_of(ground: Ground, verbs: frozenset[str] = _BROKERS) -> frozenset[str]:
    """Return the states that broker or host: "Norway, which has mediated", "talks brokered by Qatar", "host Oman"."""
    found = set()
    for token in tokens_of(ground.doc, verbs | _HOSTS):
        doers: list[Token] = []
        word = token.lower_
        if word in verbs and token.pos_ == "VERB":
            doers = [token.head] if token.dep_ == "relcl" else []
            doers += [c for c in children(token) if c.dep_ == "nsubj"]
            doers += [w for c in children(token) if c.dep_ == "agent" for w in children(c)]
        elif word in _HOSTS and token.pos_ in {"NOUN", "PROPN"}:
            doers = [token.head] if token.dep_ in {"appos", "compound"} else []
            doers += [c for c in children(token) if c.dep_ == "appos"]
            doers += [c for c in children(token.head) if token.dep_ == "attr" and c.dep_ == "nsubj"]
        found |= {e.code for w in doers if (e := ground.entity(w.i)) is not None}
    return frozenset(found)


def dateline(ground: Ground) -> tuple[int, int]:
    """Return the offsets of the line that says where and when a report was written; (0, 0) where it has none."""
    match = DATELINE.search(ground.text)
    return match.span() if match else (0, 0)


def dateline_state(ground: Ground) -> str | None:
    """Return the state in which a report says it was written: "GEORGETOWN, Guyana (Agency) — …"."""
    start, end = dateline(ground)
    entities = names().entities
    codes = [found.form.code for found in names().find(ground.text[start:end])]
    return next((c for c in reversed(codes) if c and c in entities and entities[c].kind == "state"), None)
