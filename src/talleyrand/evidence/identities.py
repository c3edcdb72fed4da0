"""Who is who over all reports, as reviewers decided: actors that are one, mentions that mean another, names, parties.

An actor bears the same key in every report; what is decided on a key holds for all of them, and for reports that come
later. The user's own ``actors.yaml`` wins: what it names is left as it says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Literal

from talleyrand.errors import InputError, Problem
from talleyrand.evidence.clusters import folded
from talleyrand.evidence.decision import WHO, Decision, by_subject, made, standing
from talleyrand.evidence.records import Actor
from talleyrand.ids import digest

Place = tuple[str, int, int]
"""A mention: document, start, end."""
IdentityVerdict = Literal["merge", "amend", "split", "apart", "withdraw"]
CHANGED = ("name", "party")


@dataclass(frozen=True)
class Identities:
    """What stands of it.

    Parameters
    ----------
    merged
        Key -> key of the actor that it is.
    changes
        Key -> its name or party as a person gave them (`CHANGED`).
    moved
        Key -> mention -> key and name of the actor that it means.
    apart
        Pairs of keys that are two actors.
    """

    merged: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    moved: Mapping[str, Mapping[Place, tuple[str, str]]] = field(default_factory=dict)
    apart: frozenset[frozenset[str]] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.merged or self.changes or self.moved)

    @cached_property
    def names(self) -> dict[str, str]:
        """Key -> name of the actors that splits made."""
        return {key: name for moves in self.moved.values() for key, name in moves.values()}

    def end(self, key: str) -> str:
        """Return the key that an actor goes by after all merges."""
        seen = {key}
        while (key := self.merged.get(key, key)) not in seen:
            seen.add(key)
        return key


def identities(decisions: Iterable[Decision]) -> Identities:
    """Gather what stands of the decisions on actors.

    Examples
    --------
    >>> one = made([], record="actor:lavrov", verdict="merge", into="actor:sergei lavrov", by="AB")
    >>> identities([one]).end("lavrov")
    'sergei lavrov'
    """
    merged: dict[str, str] = {}
    changes: dict[str, dict[str, Any]] = {}
    moved: dict[str, dict[Place, tuple[str, str]]] = {}
    apart: set[frozenset[str]] = set()
    for subject, history in by_subject(d for d in decisions if d.record.startswith(WHO)).items():
        key = key_of(subject)
        for decision in standing(history):
            target = key_of(decision.into or "")
            if decision.verdict == "merge":
                merged[key] = target
            elif decision.verdict == "apart":
                apart.add(frozenset((key, target)))
            elif decision.verdict == "amend" and decision.changes:
                changes.setdefault(key, {}).update({k: v for k, v in decision.changes.items() if k in CHANGED})
            elif decision.verdict == "split" and decision.changes:
                to = (str(decision.changes["key"]), str(decision.changes["name"]))
                moved.setdefault(key, {}).update(dict.fromkeys(map(_place, decision.changes["mentions"]), to))
    return Identities(merged, changes, moved, frozenset(apart))


def key_of(subject: str) -> str:
    """Return the key of the actor that a decision is on."""
    return subject.removeprefix(WHO)


def _place(value: Iterable[Any]) -> Place:
    document, start, end = value
    return (str(document), int(start), int(end))


def decide_who(
    known: Identities,
    actors: Collection[Actor],
    history: Iterable[Decision],
    key: str,
    verdict: IdentityVerdict,
    *,
    by: str,
    at: datetime | None = None,
    **content: Any,
) -> Decision:
    """Return a decision on an actor over all reports.

    Parameters
    ----------
    known
        What stands.
    actors
        The actors as they were read, with the amendments to single records.
    history
        What was decided on this actor before, oldest first.
    key
        Its key.
    content
        ``into`` (the other's key), ``changes`` (``name``, ``party``), ``mentions`` and ``name`` (of a split), ``note``.

    Raises
    ------
    InputError
        Where there is no such actor, it is the user's own, or the decision would change nothing or run in a circle.
    """
    mine = [a for a in actors if a.key == key]
    if not mine and key not in known.names:
        raise InputError(Problem(f'there is no actor "{key}"', remedy="the list of actors has the keys"))
    if verdict not in ("apart", "withdraw") and any(is_own(a) for a in mine):
        raise InputError(Problem("this actor is in your actors.yaml", where=key, remedy="change it there"))
    subject, log = WHO + key, tuple(history)
    fields: dict[str, Any] = {"note": content.get("note")}
    if verdict == "withdraw" and not standing(log):
        raise InputError(Problem("nothing was decided on it that could be withdrawn", where=key))
    if verdict in ("merge", "apart"):
        fields["into"] = WHO + _target(known, actors, key, content.get("into"), verdict)
    elif verdict == "amend":
        fields["changes"] = _wanted(known, mine, key, content.get("changes") or {})
    elif verdict == "split":
        fields["changes"] = _parted(mine, key, content.get("mentions") or (), content.get("name"))
    return made(log, record=subject, verdict=verdict, by=by, at=at, **fields)


def is_own(actor: Actor) -> bool:
    """Tell whether an actor comes from the user's own file."""
    return "user" in actor.why


def _target(known: Identities, actors: Iterable[Actor], key: str, into: str | None, verdict: str) -> str:
    if not into or (into not in known.names and all(a.key != into for a in actors)):
        raise InputError(Problem(f'there is no actor "{into or ""}"', where=key, remedy="choose one from the list"))
    if verdict == "merge" and known.end(into) == known.end(key):
        raise InputError(Problem("the two are one already", where=key))
    return into


def _wanted(known: Identities, mine: Iterable[Actor], key: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    now = known.changes.get(key, {})
    first = next(iter(mine), None)
    before = {name: now.get(name, getattr(first, name, None)) for name in CHANGED}
    found = {name: value or None for name, value in changes.items() if name in CHANGED}
    found = {name: value for name, value in found.items() if value != before[name]}
    if "name" in found and not found["name"]:
        raise InputError(Problem("an actor needs a name", where=key))
    if not found:
        raise InputError(Problem("nothing was changed", where=key, remedy="write another name or party"))
    return found


def _parted(mine: Iterable[Actor], key: str, mentions: Iterable[Place], name: str | None) -> dict[str, Any]:
    """Return what a split changes: the mentions, and who they mean; a name that is known already means that actor."""
    if not name or not name.strip():
        raise InputError(Problem("say whom these mentions mean", where=key, remedy="write a name"))
    known = {(m.document, m.start, m.end) for actor in mine for m in actor.mentions}
    chosen = sorted(set(mentions))
    if lost := [place for place in chosen if place not in known]:
        raise InputError(Problem(f"it is not mentioned at {lost[0]}", where=key, remedy="load the page again"))
    if not chosen or len(chosen) == len(known):
        problem = "all mentions were chosen; rename the actor instead" if chosen else "no mention was chosen"
        raise InputError(Problem(problem, where=key))
    other = " ".join(folded(name.split()))
    if other == key:
        other = f"{key} {digest([list(place) for place in chosen])[:4]}"
    return {"mentions": [list(place) for place in chosen], "key": other, "name": " ".join(name.split())}
