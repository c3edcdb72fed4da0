"""Merging: nothing is lost, nothing is told twice."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from talleyrand.evidence.event_merge import merged
from talleyrand.evidence.records import By, DateRange, Event, Party
from talleyrand.reading.span import Span

CODES = st.sampled_from(["TCD", "SDN", "LBY"])


@st.composite
def events(draw: st.DrawFn) -> list[Event]:
    rows = []
    for n in range(draw(st.integers(0, 8))):
        day = draw(st.none() | st.dates(date(2018, 1, 1), date(2018, 1, 4)))
        when = DateRange(**{"from": day, "to": day}, text="day", start=0, end=3) if day else None
        rows.append(
            Event(
                id=f"event-{n}",
                document="d",
                source=(Party(party=draw(CODES)),),
                target=(Party(party=draw(CODES)),),
                plover=draw(st.sampled_from(["CONSULT", "ACCUSE"])),
                status=draw(st.sampled_from(["happened", "planned"])),
                date=when,
                evidence=(Span(document="d", start=n * 10, end=n * 10 + 4, text="acts"),),
                by=By(name=draw(st.sampled_from(["events: frame", "events: noun"]))),
            )
        )
    return rows


@given(events())
def test_every_telling_is_kept_once(made: list[Event]) -> None:
    places = [s.place for e in merged(made) for s in e.evidence]
    assert sorted(places) == sorted(s.place for e in made for s in e.evidence)


@given(events())
def test_merging_never_adds(made: list[Event]) -> None:
    assert len(merged(made)) <= len(made)


def test_different_days_are_different_acts() -> None:
    def event(day: int, start: int) -> Event:
        when = DateRange(**{"from": date(2018, 1, day), "to": date(2018, 1, day)}, text="day", start=0, end=3)
        return Event(
            id=f"event-{day}",
            document="d",
            source=(Party(party="TCD"),),
            target=(Party(party="SDN"),),
            plover="CONSULT",
            status="happened",
            date=when,
            evidence=(Span(document="d", start=start, end=start + 3, text="met"),),
            by=By(name="events: frame"),
        )

    assert len(merged([event(1, 0), event(2, 9)])) == 2
    assert len(merged([event(1, 0), event(1, 9)])) == 1
