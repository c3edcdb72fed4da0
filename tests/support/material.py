"""A small case with every kind of record, on a source full of markup, for tests of what is made from them."""

from datetime import date
from functools import cache

from talleyrand.analyses.base import registry
from talleyrand.analyses.examples import two_party_case
from talleyrand.analyses.robustness import with_robustness
from talleyrand.brief.material import Material
from talleyrand.case.model import Case, EventEntry, ExpectationEntry, TieEntry
from talleyrand.evidence.records import (
    Actor,
    By,
    Contest,
    DateRange,
    Event,
    Expectation,
    Negotiation,
    Party,
    Record,
    Seat,
    Speaker,
    Statement,
    Tie,
)
from talleyrand.ids import sha256
from talleyrand.reading.document import Document
from talleyrand.reading.span import Span

TEXT = """A wants <script>alert("1")</script> peace & quiet

On Friday Mara Quill of Borland said: "We ask for {{ 7 * 7 }} per cent, javascript:alert(2), at once."

Corvia was left out of the talks between Ambria and Borland, which met on 1 March 2018.

Ambria depends on Borland's grain. What "the toll" means is open. Few believe in a deal.
"""
RULE = By(name="by hand", kind="person")


@cache
def document() -> Document:
    return Document(
        sha256=sha256(TEXT.encode()),
        text=TEXT,
        path="sources/<b>a</b>.txt",
        title="Talks & <i>tolls</i>",
        outlet='The "Gazette"',
        published=date(2018, 3, 2),
    )


def span(words: str) -> Span:
    start = TEXT.index(words)
    return document().span(start, start + len(words))


@cache
def records() -> tuple[Record, ...]:
    doc = document().id
    quill = Actor(
        id="actor-1",
        document=doc,
        key="mara quill",
        name="Mara Quill",
        kind="person",
        party="B",
        role="official",
        mentions=(span("Mara Quill"),),
    )
    said = span("Mara Quill of Borland")
    first_of_march = span("1 March 2018")
    day = DateRange(
        **{"from": date(2018, 3, 1), "to": date(2018, 3, 1)},
        granularity="day",
        text=first_of_march.text,
        start=first_of_march.start,
        end=first_of_march.end,
    )
    statement = Statement(
        id="statement-1",
        document=doc,
        speaker=Speaker(actor="actor-1", start=said.start, end=said.end, text=said.text),
        party="B",
        role="official",
        kind="direct",
        status="made",
        content=(span("We ask for {{ 7 * 7 }} per cent, javascript:alert(2), at once."),),
        cue=span("said"),
        stance="demand",
        issue="q",
        by=RULE,
    )
    met = Event(
        id="event-1",
        document=doc,
        source=(Party(party="A"),),
        target=(Party(party="B"),),
        plover="CONSULT",
        status="happened",
        date=day,
        evidence=(span("the talks between Ambria and Borland, which met on 1 March 2018"),),
        by=RULE,
    )
    again = met.model_copy(update={"id": "event-2", "status": "planned", "evidence": (span("Few believe in a deal"),)})
    talks = Negotiation(
        id="negotiation-1",
        document=doc,
        title="The talks",
        evidence=(span("the talks between Ambria and Borland"),),
        by=RULE,
    )
    out = Seat(
        id="seat-1",
        document=doc,
        negotiation="negotiation-1",
        party="C",
        seat="out",
        evidence=span("Corvia was left out of the talks"),
        by=RULE,
    )
    inside = out.model_copy(
        update={"id": "seat-2", "party": "A", "seat": "in", "evidence": span("the talks between Ambria and Borland")}
    )
    grain = Tie(
        id="tie-1",
        document=doc,
        holder="B",
        over="A",
        kind="dependence",
        means=("food",),
        evidence=(span("Ambria depends on Borland's grain"),),
        by=RULE,
    )
    doubt = Expectation(
        id="expectation-1",
        document=doc,
        holder=None,
        about="a deal",
        likelihood="unlikely",
        evidence=(span("Few believe in a deal"),),
        by=RULE,
    )
    open_term = Contest(
        id="contest-1", document=doc, issue="q", evidence=(span('What "the toll" means is open'),), by=RULE
    )
    return (quill, statement, met, again, talks, out, inside, grain, doubt, open_term)


@cache
def case() -> Case:
    base = two_party_case()
    asked = base.positions["B"]["q"].model_copy(update={"because": ("statement-1",), "assumption": None})
    seats = base.negotiations["talks"].seats
    seats = seats | {
        "A": seats["A"].model_copy(update={"because": ("seat-2",), "assumption": None}),
        "C": seats["C"].model_copy(update={"because": ("seat-1",), "assumption": None}),
    }
    talks = base.negotiations["talks"].model_copy(update={"seats": seats})
    return base.model_copy(
        update={
            "title": "Talks <on> tolls & more",
            "as_of": date(2018, 3, 2),
            "positions": base.positions | {"B": {"q": asked}},
            "negotiations": {"talks": talks},
            "ties": (TieEntry(holder="B", over="A", kind="dependence", means=("food",), because=("tie-1",)),),
            "expectations": (
                ExpectationEntry(holder="observers", about="a deal", likelihood="unlikely", because=("expectation-1",)),
            ),
            "events": (
                EventEntry(source=("A",), target=("B",), plover="CONSULT", status="happened", because=("event-1",)),
            ),
        }
    )


@cache
def material(reviewed: bool = False) -> Material:
    stated = case()
    analyses = list(registry().values())
    results = [analysis.run(stated, {}, 1) for analysis in analyses]
    return Material(
        case=stated,
        results=with_robustness(stated, analyses, results, 1, 128),
        records=records(),
        documents=(document(),),
        ledger="0" * 64,
        reviewed=reviewed,
    )
