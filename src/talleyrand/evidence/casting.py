"""Records after it was decided who is who: actors merged, split and renamed, and all that names them following suit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from talleyrand.evidence.identities import Identities, Place, is_own
from talleyrand.evidence.records import Actor, AnyRecord, Event, Party, Position, Ref, Speaker, Statement
from talleyrand.evidence.review import Reviewed, Status
from talleyrand.ids import record_id
from talleyrand.reading.span import Span

_CODES = ("party", "holder", "over")
"""Fields that hold the code of a party."""
_MODELLED = ("name", "kind", "party", "role", "office", "state")
"""What a record takes over from the actor that it was led to."""


@dataclass(frozen=True)
class Casting:
    """How records follow from `Identities`.

    Parameters
    ----------
    before, after
        Id of an actor's record -> the record as read and as decided, where they differ.
    parted
        Records of mentions that a split took from another actor, by the id of the one that they were taken from.
    into
        Id of an actor's record -> id of the one in the same document that it is now part of.
    codes
        Code of a party -> the one that stands for it now.
    """

    before: Mapping[str, Actor] = field(default_factory=dict)
    after: Mapping[str, Actor] = field(default_factory=dict)
    parted: Mapping[str, tuple[Actor, ...]] = field(default_factory=dict)
    into: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.after)

    def record(self, record: AnyRecord, proposal: AnyRecord) -> AnyRecord:
        """Return any record but an actor's as it stands now; a party that a reviewer gave it by hand stays."""
        changes: dict[str, Any] = {}
        if isinstance(record, Statement):
            changes |= self._said(record)
        if isinstance(record, Event):
            for name in ("source", "target"):
                changes[name] = tuple(self._side(side, record.evidence) for side in getattr(record, name))
            changes["positions"] = tuple(self._moved(p, record, changes["source"]) for p in record.positions)
        for name in _CODES:
            value = getattr(record, name, None)
            if name not in changes and value and value in self.codes:
                changes[name] = self.codes[value]
        changes = {
            name: value
            for name, value in changes.items()
            if value != getattr(record, name) and (name not in (*_CODES, "role") or _untouched(record, proposal, name))
        }
        return record.model_copy(update=changes) if changes else record

    def _said(self, statement: Statement) -> dict[str, Any]:
        changes: dict[str, Any] = {}
        speaker = statement.speaker
        for name in ("speaker", "addressee", "medium"):
            ref = getattr(statement, name)
            if ref is not None and ref.actor is not None:
                changes[name] = self._ref(ref, statement.document)
        was, now = self._pair(speaker.actor if speaker else None, changes.get("speaker"))
        if was and now:
            if statement.party == was.party:
                changes["party"] = now.party
            if statement.role == was.role:
                changes["role"] = now.role
        changes["positions"] = tuple(self._position(p, was, now) for p in statement.positions)
        return changes

    def _position(self, position: Position, was: Actor | None, now: Actor | None) -> Position:
        holder = position.holder
        if position.own and was and now and holder == was.party:
            holder = now.party
        holder = self.codes.get(holder or "", holder)
        return position if holder == position.holder else position.model_copy(update={"holder": holder})

    def _moved(self, position: Position, event: Event, source: tuple[Party, ...]) -> Position:
        """Return the position of a deed with the party that now stands for whoever did it."""
        pairs = zip(event.source, source, strict=True)
        now = next((after.party for before, after in pairs if before.party == position.holder), position.holder)
        return position if now == position.holder else position.model_copy(update={"holder": now})

    def _ref(self, ref: Ref | Speaker, document: str) -> Ref | Speaker:
        actor = self._actor(ref.actor, [(document, ref.start, ref.end)])
        return ref if actor == ref.actor else ref.model_copy(update={"actor": actor})

    def _side(self, side: Party, evidence: Iterable[Span]) -> Party:
        """Return a side of an event; it follows a split where all its actor's mentions in the words do."""
        was = self.before.get(side.actor or "")
        named = [(m.document, m.start, m.end) for m in was.mentions if _within(m, evidence)] if was else []
        actor = self._actor(side.actor, named)
        before, now = self._pair(side.actor, actor)
        party = now.party if before and now and side.party == before.party else side.party
        return Party(actor=actor, party=self.codes.get(party or "", party))

    def _actor(self, actor: str | None, named: Iterable[Place]) -> str | None:
        """Return the record that a reference on some words leads to."""
        places = set(named)
        for other in self.parted.get(actor or "", ()):
            if places and places <= {(m.document, m.start, m.end) for m in other.mentions}:
                actor = other.id
        return self.into.get(actor or "", actor)

    def _pair(self, before: str | None, now: Ref | Speaker | str | None) -> tuple[Actor | None, Actor | None]:
        after = now if isinstance(now, str) or now is None else now.actor
        return self.before.get(before or ""), self.after.get(after or "")


def _untouched(record: AnyRecord, proposal: AnyRecord, name: str) -> bool:
    return bool(getattr(record, name) == getattr(proposal, name))


def _within(mention: Span, spans: Iterable[Span]) -> bool:
    return any(s.start <= mention.start and mention.end <= s.end for s in spans)


def cast(reviewed: Mapping[str, Reviewed], known: Identities) -> Casting:
    """Work out what identities make of the actors of all reports."""
    if not known:
        return Casting()
    actors = {r.id: r for item in reviewed.values() if isinstance(r := item.record, Actor) and item.status != "merged"}
    models = _models(actors.values(), known)
    after: dict[str, Actor] = {}
    parted: dict[str, tuple[Actor, ...]] = {}
    for actor in actors.values():
        if is_own(actor):
            continue
        rest, *others = (_named(piece, actor.key, models, known) for piece in _split(actor, known))
        if rest != actor or others:
            after[actor.id] = rest
        if others:
            parted[actor.id] = tuple(others)
            after |= {other.id: other for other in others}
    into = _one_a_document((actors | after).values(), actors, after)
    after |= {name: actors[name] for name in into.values() if name not in after}
    before = {name: actors[name] for name in after if name in actors}
    return Casting(before, after, parted, into, _codes(before, after))


def _split(actor: Actor, known: Identities) -> list[Actor]:
    """Cut a record where mentions mean somebody else: first what stays under its id, then one for each other actor."""
    moves = known.moved.get(actor.key, {})
    groups: dict[tuple[str, str], list[int]] = {}
    for n, span in enumerate(actor.mentions):
        groups.setdefault(moves.get((span.document, span.start, span.end), (actor.key, actor.name)), []).append(n)
    stays = groups.pop((actor.key, actor.name), None)
    pieces = [_piece(actor, stays)] if stays else []
    for (key, name), group in sorted(groups.items()):
        made = record_id("actor", actor.document, [actor.mentions[group[0]].place], key, "split")
        more = {"key": key, "name": name, "office": None}
        pieces.append(_piece(actor, group, **more, id=made if pieces else actor.id))
    return pieces


def _piece(actor: Actor, numbers: list[int], **more: Any) -> Actor:
    why = tuple(actor.why[n] for n in numbers if n < len(actor.why))
    return actor.model_copy(update={"mentions": tuple(actor.mentions[n] for n in numbers), "why": why, **more})


def _models(actors: Iterable[Actor], known: Identities) -> dict[str, Actor]:
    """Choose for each key that mentions were led to the record that shows best who it is: the one mentioned most."""
    wanted = {known.end(key) for key in (*known.merged, *known.names)}
    found: dict[str, Actor] = {}
    for actor in actors:
        if actor.key in wanted and len(actor.mentions) > len(found[actor.key].mentions if actor.key in found else ()):
            found[actor.key] = actor
    return found


def _named(piece: Actor, read_as: str, models: Mapping[str, Actor], known: Identities) -> Actor:
    """Return a record under the key, name and party that were decided."""
    key = known.end(piece.key)
    changes: dict[str, Any] = {"key": key}
    if key != read_as and (model := models.get(key)):
        changes |= {name: getattr(model, name) for name in _MODELLED}
    elif key in known.names:
        changes["name"] = known.names[key]
    return piece.model_copy(update=changes | dict(known.changes.get(key, {})))


def _one_a_document(actors: Iterable[Actor], before: Mapping[str, Actor], after: Mapping[str, Actor]) -> dict[str, str]:
    """Lead the records that a decision made one actor of one document to one of them."""
    groups: dict[tuple[str, str], list[Actor]] = {}
    for actor in actors:
        groups.setdefault((actor.document, actor.key), []).append(actor)
    found: dict[str, str] = {}
    for group in groups.values():
        if len(group) > 1 and any(a.id in after for a in group):
            # The one that bore the key before keeps its place; else the first in the text.
            first = min(group, key=lambda a: (a.id not in before or before[a.id].key != a.key, a.mentions[0].start))
            found |= {a.id: first.id for a in group if a is not first}
    return found


def _codes(before: Mapping[str, Actor], after: Mapping[str, Actor]) -> dict[str, str]:
    """Return the parties that are now called otherwise: those whose own actor was merged or given another party."""
    return {
        was.party: after[name].party or was.party
        for name, was in before.items()
        if name in after and was.party and was.key == was.party and after[name].party not in (None, was.party)
    }


def recast(reviewed: Mapping[str, Reviewed], casting: Casting) -> dict[str, Reviewed]:
    """Return all records as they stand after it was decided who is who, in their order."""
    return dict(_recast(reviewed, casting)) if casting else dict(reviewed)


def _recast(reviewed: Mapping[str, Reviewed], casting: Casting) -> Iterator[tuple[str, Reviewed]]:
    gained: dict[str, list[Actor]] = {}
    for name, target in casting.into.items():
        gained.setdefault(target, []).append(casting.after[name])
    for name, item in reviewed.items():
        yield name, recast_one(item, casting, gained.get(name, ()))
        for other in casting.parted.get(name, ()):
            into = casting.into.get(other.id)
            record = _with(other, gained.get(other.id, ()))
            status: Status = "merged" if into else item.status
            yield other.id, Reviewed(record, status, other, into, parted_from=name)


def recast_one(item: Reviewed, casting: Casting, gained: Collection[Actor] = ()) -> Reviewed:
    """Return one record as it stands after it was decided who is who."""
    record = item.record
    if not isinstance(record, Actor):
        return replace(item, record=casting.record(record, item.proposal))
    now = _with(casting.after.get(record.id, record), gained)
    if (target := casting.into.get(record.id)) and item.status != "rejected":
        return replace(item, record=now, status="merged", into=target)
    return replace(item, record=now)


def _with(actor: Actor, others: Collection[Actor]) -> Actor:
    """Return an actor with the mentions of those that are now part of it."""
    if not others:
        return actor
    pairs = dict(zip(actor.mentions, actor.why or ("",) * len(actor.mentions), strict=False))
    for other in others:
        pairs |= {span: "merged" for span in other.mentions if span not in pairs}
    spans = sorted(pairs, key=lambda span: span.place)
    why = tuple(pairs[span] for span in spans) if actor.why else ()
    return actor.model_copy(update={"mentions": tuple(spans), "why": why})
