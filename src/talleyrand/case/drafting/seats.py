"""Negotiations and seats: talks that several reports speak of become one, with what each says of the seats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from talleyrand.case.drafting.evidence import Evidence, cited
from talleyrand.case.estimate import Estimate
from talleyrand.case.model import NegotiationEntry, SeatEntry
from talleyrand.evidence.records import Negotiation, Seat

MOST_NEGOTIATIONS = 8
LONGEST_KEY = 40
SEAT_WORTH = (5.0, (0.0, 20.0))
SEAT_DISLIKE = (0.0, (0.0, 10.0))
LEAST_SEATED = 2
_LEANS = re.compile(r"(his|her|its|their|this|that|these|those|such)\b", re.IGNORECASE)
_SINGLE = re.compile(r"\b(meeting|summit|visit|call|phone|conversation|lunch|dinner)", re.IGNORECASE)
_OUTSIDE = ("out", "refused", "left", "invited")


@dataclass
class _Group:
    """Negotiation records taken to be about the same talks."""

    records: list[Negotiation] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    seated: set[str] = field(default_factory=set)
    first_in: int = 0

    def take(self, record: Negotiation, seats: Sequence[Seat], seated: set[str], *, about: bool) -> None:
        self.records.append(record)
        self.seats.extend(seats)
        self.seated |= seated
        self.first_in += about


def negotiation_entries(evidence: Evidence) -> dict[str, NegotiationEntry]:
    """Merge negotiations over documents; the main one is what most documents are about.

    Two records are the same talks where their titles agree, or where their seated parties do: the same ones, or, if
    neither is a single meeting, one set may hold the other (somebody has joined). Talks are called what reports call
    them most often. Where reports differ on a seat, the latest one holds (within it, what it says most often, then
    first); the others stand as contradicting it. The eight negotiations told of most are kept.
    """
    groups = sorted(_groups(evidence), key=lambda group: (-group.first_in, -len(group.records)))
    entries: dict[str, NegotiationEntry] = {}
    for n, group in enumerate(groups[:MOST_NEGOTIATIONS]):
        title = _title(group.records)
        entries[_fresh(_slug(title), entries)] = NegotiationEntry(
            title=title, seats=_seats(group.seats), main=n == 0 and bool(group.seats)
        )
    return entries


def complete_main(entry: NegotiationEntry, parties: Sequence[str], issues: Sequence[str]) -> NegotiationEntry:
    """Give every party a seat kind in the main talks, and those outside the worth of a seat as such.

    Where no report gives a party a seat, it has none: stated as an assumption. What a seat is worth as such
    (status, an agenda for other talks, a precedent) and how much others dislike it are wide assumptions, for those
    whom a report names as left out.
    """
    assumed = SeatEntry(seat="out", assumption="No report gives it a seat in these talks.", drafted=True)
    seats = {party: entry.seats.get(party, assumed) for party in parties}
    named_out = [party for party in parties if party in entry.seats and seats[party].seat in _OUTSIDE]
    inside = [party for party in parties if seats[party].seat == "in"]
    worth = _wide(SEAT_WORTH, "Being seen at the table may be worth something as such; no report measures it.")
    dislike = _wide(SEAT_DISLIKE, "No report says that it minds this seat as such.")
    return entry.model_copy(
        update={
            "seats": seats,
            "seat_worth": dict.fromkeys(named_out, worth),
            "seat_dislike": {party: dict.fromkeys(inside, dislike) for party in named_out},
            "issues": tuple(issues) or None,
        }
    )


def _wide(numbers: tuple[float, tuple[float, float]], assumption: str) -> Estimate:
    return Estimate(value=numbers[0], range=numbers[1], assumption=assumption, drafted=True)


def _groups(evidence: Evidence) -> list[_Group]:
    by_talks: dict[str, list[Seat]] = {}
    for seat in evidence.all(Seat):
        by_talks.setdefault(seat.negotiation, []).append(seat)
    about = set(evidence.about.values())
    titled: dict[str, _Group] = {}
    groups: list[_Group] = []
    for record in evidence.all(Negotiation):
        own = by_talks.get(record.id, [])
        seated = {seat.party for seat in own if seat.seat == "in"}
        group = titled.get(_folded(record.title)) or next((g for g in groups if _alike(g, record, seated)), None)
        if group is None:
            group = _Group()
            groups.append(group)
        titled.setdefault(_folded(record.title), group)
        group.take(record, own, seated, about=record.id in about)
    return groups


def _alike(group: _Group, record: Negotiation, seated: set[str]) -> bool:
    if len(group.seated & seated) < LEAST_SEATED:
        return False
    if group.seated == seated:
        return True
    single = any(_SINGLE.search(r.title) for r in (*group.records, record))
    return not single and (group.seated <= seated or seated <= group.seated)


def _title(records: Sequence[Negotiation]) -> str:
    """Choose the commonest title that can stand alone: one that begins with "his" or "their" cannot."""
    titles = [record.title for record in records]
    alone = [title for title in titles if not _LEANS.match(title)] or titles
    return max(dict.fromkeys(alone), key=alone.count)


def _seats(records: Sequence[Seat]) -> dict[str, SeatEntry]:
    by_party: dict[str, list[Seat]] = {}
    for record in records:
        by_party.setdefault(record.party, []).append(record)
    return {party: _latest(told) for party, told in sorted(by_party.items())}


def _latest(told: Sequence[Seat]) -> SeatEntry:
    last = [record.seat for record in told if record.document == told[-1].document]
    kind = Counter(last).most_common(1)[0][0]
    return SeatEntry(
        seat=kind,
        because=cited(record.id for record in told if record.seat == kind),
        contradicted=cited(record.id for record in told if record.seat != kind),
        drafted=True,
    )


def _folded(title: str) -> str:
    """Return a title as it is compared: its words, without the ones that only introduce it."""
    words = re.sub(r"[^\w]+", "_", title.casefold()).strip("_")
    return re.sub(r"^(the|a|an|planned|proposed)_", "", words)


def _slug(title: str) -> str:
    words = re.sub(r"_(the|between|among|and)(?=_)", "", _folded(title))
    words = words if words[:1].isalpha() else f"talks_{words}".strip("_")
    return words if len(words) <= LONGEST_KEY else words[: LONGEST_KEY + 1].rpartition("_")[0] or words[:LONGEST_KEY]


def _fresh(key: str, taken: Iterable[str]) -> str:
    known = set(taken)
    n = 2
    fresh = key
    while fresh in known:
        fresh = f"{key}_{n}"
        n += 1
    return fresh
