"""Records that contradict each other: what each rule finds, what it leaves alone, and what follows from a decision."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.case.checks.doubts import rests_on_doubts
from talleyrand.case.yamlfile import case_from_text
from talleyrand.errors import InputError
from talleyrand.evidence.contradiction_rules import figures
from talleyrand.evidence.contradictions import Contradiction, decide_between, find
from talleyrand.evidence.ledger import Ledger
from talleyrand.evidence.records import (
    By,
    Contest,
    DateRange,
    Event,
    Magnitude,
    Negotiation,
    Party,
    Position,
    Seat,
    Statement,
    Tie,
)
from talleyrand.evidence.review import decide
from talleyrand.reading.span import Span

RULE = By(name="test")
DAYS = {"one": date(2018, 6, 1), "two": date(2018, 6, 5), "late": date(2018, 9, 1), "undated": None}


def words(text, document="one", start=0):
    return Span(document=document, start=start, end=start + len(text), text=text)


def on(day, document="one"):
    return DateRange(**{"from": day, "to": day}, granularity="day", text="then", start=0, end=4)


def event(
    name, document, *, plover="CONSULT", status="happened", text="the ministers met", sides=("NOR", "QAT"), **more
):
    return Event(
        id=f"event-{name}",
        document=document,
        source=(Party(party=sides[0]),),
        target=tuple(Party(party=side) for side in sides[1:]),
        plover=plover,
        status=status,
        evidence=(words(text, document),),
        by=RULE,
        **more,
    )


def statement(name, document, text, party, **more):
    fields = {"role": "official", "kind": "indirect", "status": "made", "speaker": None, "cue": None} | more
    return Statement(
        id=f"statement-{name}", document=document, party=party, content=(words(text, document, 100),), by=RULE, **fields
    )


def seat(name, document, kind, party="QAT"):
    evidence = words("Qatar", document)
    return Seat(
        id=f"seat-{name}",
        document=document,
        negotiation=f"n-{document}",
        party=party,
        seat=kind,
        evidence=evidence,
        by=RULE,
    )


def talks(document, title="the strait talks"):
    return Negotiation(
        id=f"n-{document}", document=document, title=title, evidence=(words("talks", document),), by=RULE
    )


def tie(name, document, value, unit="percent"):
    magnitude = Magnitude(value=value, unit=unit, text=f"{value:g} {unit}")
    evidence = (words("gas", document),)
    fields = {"holder": "QAT", "over": "NOR", "kind": "lever", "means": ("energy",)}
    return Tie(id=f"tie-{name}", document=document, **fields, magnitude=magnitude, evidence=evidence, by=RULE)


def placed(name, document, low, high, holder="NOR"):
    position = Position(issue="passage", holder=holder, low=low, high=high, own=True, cue=words("open", document))
    return statement(name, document, "the strait", holder, positions=(position,))


def found(*records, days=DAYS):
    return {(c.rule, frozenset(c.records), c.words) for c in find(records, days).values()}


def rules(*records):
    return [c.rule for c in find(records, DAYS).values()]


@pytest.mark.parametrize("more", [{}, {"text": "spoke", "place": "Oslo"}, {"text": "spoke", "context": ("passage",)}])
def test_an_event_that_one_report_denies(more):
    told = (event("a", "one", **more), event("b", "two", status="denied", **more))
    assert found(*told) == {("status", frozenset({"event-a", "event-b"}), "happened and denied")}


@pytest.mark.parametrize(
    "other",
    [
        event("b", "two", status="planned"),
        event("b", "late", status="denied"),
        event("b", "two", status="denied", sides=("NOR", "OMN")),
        event("b", "two", status="denied", plover="AGREE"),
        event("b", "two", status="denied", sides=("NOR",)),
        event("b", "two", status="denied", date=on(date(2018, 6, 3))),
        event("b", "two", status="denied", text="never saw the king"),
    ],
)
def test_events_that_do_not_contradict(other):
    assert rules(event("a", "one", date=on(date(2018, 6, 1))), other) == []


def test_one_event_on_two_days_within_a_week():
    one = event("a", "one", date=on(date(2018, 6, 1)))
    assert found(one, event("b", "two", date=on(date(2018, 6, 3)))) == {
        ("date", frozenset({"event-a", "event-b"}), "2018-06-01 and 2018-06-03")
    }
    assert rules(one, event("b", "two", date=on(date(2018, 6, 20)))) == []
    assert rules(one, event("b", "one", date=on(date(2018, 6, 3)))) == []
    assert rules(one, event("b", "two", date=on(date(2018, 6, 3)), place="Oslo")) == ["date"]
    assert (
        rules(one.model_copy(update={"place": "Doha"}), event("b", "two", date=on(date(2018, 6, 3)), place="Oslo"))
        == []
    )


SEATS = [
    (("one", "in"), ("two", "out"), True),
    (("one", "in"), ("two", "mediator"), True),
    (("one", "invited"), ("two", "out"), True),
    (("one", "out"), ("two", "in"), True),
    (("one", "invited"), ("two", "in"), False),
    (("one", "in"), ("two", "left"), False),
    (("one", "left"), ("two", "in"), True),
    (("one", "in"), ("two", "host"), False),
    (("one", "out"), ("two", "host"), False),
    (("one", "in"), ("late", "out"), False),
]


@pytest.mark.parametrize(("one", "other", "contradict"), SEATS)
def test_two_places_at_one_table(one, other, contradict):
    told = [talks(one[0], "The planned strait talks"), talks(other[0]), seat("a", *one), seat("b", *other)]
    assert rules(*told) == (["seat"] if contradict else [])


def test_places_at_two_tables_do_not_contradict():
    assert rules(talks("one"), talks("two", "the gas talks"), seat("a", "one", "in"), seat("b", "two", "out")) == []


def test_two_figures_for_one_thing():
    assert found(tie("a", "one", 30), tie("b", "two", 40)) == {
        ("number", frozenset({"tie-a", "tie-b"}), "30 percent and 40 percent")
    }
    assert rules(tie("a", "one", 30), tie("b", "two", 31)) == []
    assert rules(tie("a", "one", 30), tie("b", "two", 40, unit="million")) == []
    told = [
        event(name, document, plover="SANCTION", text=f"expelled {n} diplomats")
        for name, document, n in (("a", "one", "755"), ("b", "two", "60"))
    ]
    assert found(*told) == {("number", frozenset({"event-a", "event-b"}), "755 and 60 diplomats")}


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("1,200 troops and 3 ships", {"troops": 1200, "ships": 3}),
        ("two ships", {}),
        ("5 ships, then 7 ships", {}),
        ("2.5 billion dollars", {"dollars": 2.5e9}),
    ],
)
def test_figures_are_read_with_what_they_count(text, counted):
    assert figures(text) == counted


def test_a_party_on_both_sides_of_an_issue():
    assert found(placed("a", "one", 0, 30), placed("b", "two", 60, 90)) == {
        ("position", frozenset({"statement-a", "statement-b"}), "passage: 0–30 and 60–90")
    }
    assert rules(placed("a", "one", 0, 30), placed("b", "two", 30, 60)) == []
    assert rules(placed("a", "one", 0, 30), placed("b", "two", 60, 90, holder="QAT")) == []
    assert rules(placed("a", "one", 0, 30), placed("b", "late", 60, 90)) == []


CLAIM = "Qatari vessels blocked the northern passage"
DENIED = "that its vessels had blocked the northern passage"


def denial(name, document, text, party, cue="denied", **more):
    return statement(name, document, text, party, cue=words(cue, document), **more)


def test_what_another_party_denies():
    claim = statement("a", "one", CLAIM, "NOR")
    assert found(claim, denial("b", "two", DENIED, "QAT")) == {
        ("denial", frozenset({"statement-a", "statement-b"}), "QAT denies it")
    }
    assert rules(claim, denial("b", "two", DENIED, "NOR")) == []
    assert rules(claim, denial("b", "two", DENIED, "QAT", cue="confirmed")) == []
    assert rules(claim, denial("b", "late", DENIED, "QAT")) == []
    assert rules(claim, denial("b", "two", "that anybody had been invited to Geneva", "QAT")) == []


def test_an_event_that_a_party_denies():
    told = event("a", "one", plover="COERCE", text=CLAIM, sides=("QAT", "NOR"))
    assert rules(told, denial("b", "two", DENIED, "QAT")) == ["denial"]


def test_words_that_somebody_is_said_not_to_have_said():
    claim = statement("a", "one", CLAIM, "NOR")
    not_said = denial("b", "two", DENIED, "NOR", cue="say", status="denied")
    assert rules(claim, not_said) == ["denial"]
    assert rules(claim, not_said.model_copy(update={"party": "OMN"})) == []


def test_a_term_that_parties_use_differently():
    contest = Contest(id="contest-1", document="one", issue="passage", evidence=(words("means"),), by=RULE)
    told = [placed("a", "one", 10, 40), placed("b", "two", 20, 50, holder="QAT"), contest]
    (one,) = find(told, DAYS).values()
    assert (one.rule, set(one.records), one.ground) == ("meaning", {"statement-a", "statement-b"}, "contest-1")
    assert rules(told[0], contest) == []


def test_each_record_stands_beside_the_nearest_in_time_and_not_beside_all():
    told = [talks("one")] + [
        seat(f"{n}", "one", "in" if n % 2 else "out").model_copy(update={"date": on(date(2018, 6, n + 1))})
        for n in range(10)
    ]
    assert len(find(told, DAYS)) <= 10


RECORDS = [
    event("a", "one"),
    event("b", "two", status="denied"),
    talks("one"),
    talks("two"),
    seat("a", "one", "in"),
    seat("b", "two", "out"),
    tie("a", "one", 30),
    tie("b", "two", 40),
    placed("c", "one", 0, 30),
    placed("d", "two", 60, 90),
    statement("e", "one", CLAIM, "NOR"),
    denial("f", "two", DENIED, "QAT"),
]


@given(st.permutations(RECORDS))
def test_the_order_of_the_records_does_not_matter(records):
    assert list(find(records, DAYS).items()) == list(find(RECORDS, DAYS).items())
    assert {c.rule for c in find(records, DAYS).values()} == {"status", "seat", "number", "position", "denial"}


PAIR = Contradiction("seat", "seat-a", "seat-b", "in and out")


def ledger(*decisions):
    records = {r.id: r for r in (talks("one"), talks("two"), seat("a", "one", "in"), seat("b", "two", "out"))}
    documents = {name: {"id": name, "published": str(DAYS[name])} for name in ("one", "two")}
    return Ledger(documents=documents, proposals=records, decisions=decisions)


def test_a_record_that_is_not_preferred_is_set_aside_and_stays():
    assert set(ledger().contradictions) == {PAIR.id} and ledger().undecided() == 1
    chosen = decide_between(PAIR, (), "prefer", by="AB", into="seat-b")
    decided = ledger(chosen)
    assert decided.aside == {"seat-a": "seat-b"} and decided.undecided() == 0
    assert "seat-a" in {r.id for r in decided.current()} and "seat-a" not in {r.id for r in decided.used()}
    assert decided.fingerprint() != ledger().fingerprint()
    back = decide_between(PAIR, (chosen,), "withdraw", by="AB")
    assert ledger(chosen, back).aside == {}


@pytest.mark.parametrize("verdict", ["both", "unrelated"])
def test_both_may_stand(verdict):
    decided = ledger(decide_between(PAIR, (), verdict, by="AB"))
    assert (decided.aside, decided.undecided(), decided.doubts) == ({}, 0, {})


def test_a_rejected_record_contradicts_nothing():
    assert ledger(decide(ledger().reviewed, "seat-a", "reject", by="AB")).contradictions == {}


@pytest.mark.parametrize(
    ("verdict", "more", "message"),
    [("prefer", {"into": "seat-c"}, "neither"), ("prefer", {}, "neither"), ("withdraw", {}, "nothing was decided")],
)
def test_what_cannot_be_decided_is_refused(verdict, more, message):
    with pytest.raises(InputError, match=message):
        decide_between(PAIR, (), verdict, by="AB", **more)


def test_entries_that_rest_on_records_in_doubt_are_told():
    case = case_from_text(
        """
        title: Talks
        parties: {QAT: {name: Qatar, capability: {value: 40, because: [seat-a], contradicted: [seat-b]}}}
        """
    )
    (problem,) = rests_on_doubts(case, ledger().doubts)
    assert problem.where == "parties/QAT/capability" and problem.severity == "warning"
    assert "is contradicted by seat-b (in and out)" in problem.message
    decided = ledger(decide_between(PAIR, (), "prefer", by="AB", into="seat-b"))
    assert "is set aside: seat-b is used" in next(rests_on_doubts(case, decided.doubts)).message
    preferred = ledger(decide_between(PAIR, (), "prefer", by="AB", into="seat-a"))
    assert list(rests_on_doubts(case, preferred.doubts)) == []
