"""Which state a report is about, and where it was written."""

from __future__ import annotations

from collections import Counter
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
_BROKERS = frozenset(
    form
    for verb in ("mediat", "broker", "host", "facilitat", "arbitrat")
    for form in (verb, *(f"{verb}{ending}" for ending in ("e", "es", "s", "ed", "ing")))
)
_HOSTS = frozenset({"host", "venue", "mediator", "broker", "go-between"})
_MOVES = frozenset({"to", "from", "into", "via", "through", "towards", "toward"})


def home_state(ground: Ground) -> str | None:
    """Return the state that a report is about: the one named most, or the first one named if it is hardly behind.

    A state that only brokers or hosts is not. Names in the dateline, and capitals where somebody is or goes, do not
    count.
    """
    counted: Counter[str] = Counter()
    hosts, line = hosts_of(ground), dateline(ground)
    for found in ground.found:
        entity = entity_of(found)
        if (
            entity is not None
            and entity.kind == "state"
            and entity.code not in hosts
            and not line[0] <= found.start < line[1]
            and not _only_where(ground, found)
        ):
            counted[entity.code] += 1
    ranked = [*sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])), ("", 0), ("", 0)]
    (state, most), (_, second) = ranked[:2]
    if most >= _ENOUGH and most >= _LEAD * second:
        return state
    first = next(iter(counted), "")
    return first if counted[first] >= _ENOUGH and counted[first] >= most / _LEAD else None


def _only_where(ground: Ground, found: Found) -> bool:
    token = ground.doc[ground.tokens(found.start, found.end)[1] - 1]
    goes = found.form.how == "capital" and token.dep_ == "pobj" and token.head.lower_ in _MOVES
    return goes or is_place(token)


def hosts_of(ground: Ground) -> frozenset[str]:
    """Return the states that broker or host: "Norway, which has mediated", "talks brokered by Qatar", "host Oman"."""
    found = set()
    for token in tokens_of(ground.doc, _BROKERS | _HOSTS):
        doers: list[Token] = []
        word = token.lower_
        if word in _BROKERS and token.pos_ == "VERB":
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
