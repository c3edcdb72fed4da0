import pytest

from talleyrand.case.check import check, summary
from talleyrand.evidence.records import By, Position, Statement
from talleyrand.reading.span import Span
from talleyrand.solvers.graph_model.parser import parse
from tests.support.cases import RECORDS, SMALL, edited, small_case


def told(old, new):
    """Return the problems that this edit makes."""
    return check(edited(old, new), RECORDS, parse_expression=parse)


def test_the_small_case_has_nothing_to_correct():
    assert told("title: Tolls", "title: Tolls") == []


EDITS = [
    ("others: 3", "others: -1", "fewer than none", "0 or more"),
    ("quota: 4\n", "quota: 4\n    blocking_minority: 0\n", "block nothing", "1 or more"),
    ("quota: 4\n", "quota: 4\n    weights: {SWE: -2}\n", "-2 is no weight", "0 or more"),
    ("quota: 4\n", "quota: 4\n    weights: {SWE: 2}\n", "further members have no weights", "list them"),
    ("members: [NOR, SWE]", "members: [NOR, SWE, SWE]", '"SWE" stands twice', "keep one"),
    ("    main: true", "    main: true\n    gatekeepers: [DNK]", "DNK decides on admission and has no seat", "check"),
    ("    main: true", "    main: true\n    admission: counsel", 'unknown decision rule "counsel"', "council"),
    (
        "    means: [trade]",
        "    means: [trade]\n    since: 2020-02-01\n    until: 2019-01-01",
        "ends (2019-01-01) before",
        "correct one",
    ),
    ("because: [tie-1]", "because: [tie-1]\n    contradicted: [tie-1]", "cited for and against", "keep it"),
    (
        "{value: 0.4, range: [0.2, 0.6], because: [statement-2]}\n    ferries: {value: 0.3, range: [0, 0.6]",
        "{value: 0, because: [statement-2]}\n    ferries: {value: 0",
        "SWE cares for no issue at all",
        "raise one",
    ),
    ("  DNK:\n        SWE: {value: 2", "  DNK:\n        SWD: {value: 2", 'unknown party "SWD"', 'did you mean "SWE"?'),
    ("granted_by: [SWE]", "granted_by: [Swedan]", 'unknown party "Swedan"', 'did you mean "SWE" (Sweden)?'),
    ("    issues: [tolls]", "    issues: [toll]", 'unknown issue "toll"', '"tolls"'),
    ("owner: NOR", "owner: NRW", 'unknown party "NRW"', "NOR"),
    ("admits: DNK", "admits: FIN", 'unknown party "FIN"', "declare it"),
    ("admits: DNK", "admits: NOR", "NOR has its seat already", "drop"),
    ("vetoes: [SWE]", "vetoes: [FRA]", 'unknown member "FRA"', "NOR, SWE"),
    ("members: [NOR, SWE]", "members: [NOR, SWE, Denmark]", 'unknown party "Denmark"', '"DNK"'),
    ("quota: 4", "quota: 6", "cannot be reached: all members together have 5", "at most 5"),
    ("quota: 4", "quota: 0", "met by nobody", "1 or more"),
    ("others: 3", "others: -1", "fewer than none", None),
    ("{value: 60, range: [40, 80],", "{value: 160, range: [40, 180],", "160 is outside 0–100", None),
    ("{value: 0, range: [0, 20]", "{value: 0, range: [-5, 20]", "-5 is outside 0–100", None),
    ("{value: 0.8, range: [0.6, 1]", "{value: 80, range: [60, 100]", "80 is outside 0–1", "write 0.8"),
    ("{value: 5, range: [0, 10]", "{value: 5, range: [-2, 10]", "-2 is below 0", None),
    ("quota: 4\n", "quota: 4\n    blocking_minority: 0\n", "block nothing", None),
    ("SWE: {value: 2, range: [0, 4]", "DNK: {value: 2, range: [0, 4]", "DNK cannot dislike its own seat", "seat_worth"),
    ("    over: NOR", "    over: SWE", "over itself", "two parties"),
    ("    means: [trade]", "    means: [trade]\n    since: 2020-02-01\n    until: 2019-01-01", "ends (2019", None),
    ("hundred: hourly", "hundred: None", "0 and 100 mean the same", "each end"),
    ("{statement: lower_tolls,", "{statement: lower_tols,", 'no option is called "lower_tols"', "lower_tolls"),
    ("{statement: lower_tolls,", "{statement: lower_tolls and,", "“lower_tolls and”", None),
    (
        "when: lower_tolls and buy_ferries",
        "when: not lower_tolls",
        "the status quo is a state that cannot be",
        "status_quo",
    ),
    ("when: lower_tolls and buy_ferries", 'when: "true"', "no state is feasible", "drop a rule"),
    ("because: [seat-2]", "because: [seat-9]", 'no record "seat-9"', '"seat-1"'),
    ("DNK: {seat: out, because: [seat-2]}", "DNK: {seat: out}", "no citation and no assumption", "because: […]"),
    (
        "DNK: {seat: out, because: [seat-2]}",
        'DNK: {seat: out, assumption: " "}',
        "no citation and no assumption",
        "add",
    ),
    ("    granted_by: [SWE]", "    readings: {NOR: one thing}", "nothing says what shows it", "contested"),
    ("    main: true", "    main: true\n    gatekeepers: [DNK]", "DNK decides on admission and has no seat", None),
    ("  ferry_talks:\n", "  other: {title: x, main: true}\n  ferry_talks:\n", "the main negotiation already", "one"),
    ("  buy_ferries: {title", "  buy ferries: {title", "no plain name", "letters"),
    (
        '    ferries: {value: 0.3, range: [0, 0.6], assumption: "It has not said."}\n',
        "",
        "a position and no salience",
        "add",
    ),
]
ELSEWHERE = (
    "SWE cares for no issue at all",
    "cited for and against",
    "no state is feasible",
    "a position and no salience",
    "the main negotiation already",
)


@pytest.mark.parametrize(("old", "new", "message", "remedy"), EDITS)
def test_each_mistake_is_told_with_its_line_and_remedy(old, new, message, remedy):
    found = [p for p in told(old, new) if message in p.message]
    assert found, f"not told: {message}; told: {told(old, new)}"
    problem = found[0]
    assert problem.file == "case.yaml" and problem.line and problem.column and problem.where
    assert remedy is None or remedy in problem.remedy
    if message not in ELSEWHERE:
        first = SMALL[: SMALL.index(old)].count("\n") + 1
        assert first <= problem.line <= first + max(new.count("\n"), old.count("\n"))


def test_a_place_is_that_of_the_number_or_the_word():
    (problem,) = told("{value: 0, range: [0, 20]", "{value: 0, range: [0, 120]")
    line = SMALL[: SMALL.index("tolls: {value: 0, range")].count("\n") + 1
    assert (problem.line, problem.column) == (line, "    tolls: {value: 0, range: [0, 120]".index("120") + 1)
    assert problem.where == "positions/NOR/tolls/range/1"


def test_all_are_told_at_once_and_counted():
    file = edited("DNK: {seat: out, because: [seat-2]}", "DNX: {seat: out}")
    found = check(file, [], parse_expression=parse)
    counts = summary(found)
    assert sum("no record" in p.message for p in found) == SMALL.count("because:") - 1
    assert counts.endswith("1 gap") and [p.line for p in found] == sorted(p.line for p in found)


def test_without_places_the_order_is_that_of_the_sections():
    case = small_case().model_copy(update={"positions": {"XXX": {}}, "saliences": {"YYY": {}}})
    assert [p.where for p in check(case)] == ["positions/XXX", "saliences/YYY"]


def words_against(own=True, status="made", low=60.0):
    span = Span(document="document-1", start=0, end=4, text="Full")
    return Statement(
        id="statement-9",
        document="document-1",
        speaker=None,
        party="NOR",
        role="official",
        kind="direct",
        status=status,
        content=(span,),
        cue=None,
        positions=(Position(issue="tolls", holder="NOR", low=low, high=100, own=own, cue=span),),
        by=By(name="test"),
    )


def test_own_words_against_an_estimate_are_not_hidden():
    (problem,) = check(edited("title: Tolls", "title: Tolls"), records=[words_against()])
    assert problem.severity == "warning" and "contradicted: [statement-9]" in problem.remedy
    shown = edited(
        "tolls: {value: 0, range: [0, 20],", "tolls: {value: 0, range: [0, 20], contradicted: [statement-9],"
    )
    assert check(shown, records=[words_against()]) == []
    for other in (words_against(own=False), words_against(status="hypothetical"), words_against(low=15.0)):
        assert check(small_case(), records=[other]) == []


def test_a_case_called_reviewed_has_no_drafted_entries_left():
    file = edited("DNK: {seat: out, because: [seat-2]}", "DNK: {seat: out, because: [seat-2], drafted: true}")
    assert check(file) == []
    reviewed = file.case.model_copy(update={"reviewed": True})
    (problem,) = check(reviewed)
    assert problem.severity == "gap" and "negotiations/ferry_talks/seats/DNK first" in problem.message


def test_nobody_with_a_seat_no_capability_and_preferences_without_options():
    case = small_case()
    talks = case.negotiations["ferry_talks"]
    seats = {party: entry.model_copy(update={"seat": "out"}) for party, entry in talks.seats.items()}
    empty = {
        p: e.model_copy(update={"capability": e.capability.model_copy(update={"value": 0, "range": (0, 0)})})
        for p, e in case.parties.items()
    }
    changed = case.model_copy(
        update={
            "negotiations": {"ferry_talks": talks.model_copy(update={"seats": seats})},
            "parties": empty,
            "options": {},
            "infeasible": (),
        }
    )
    told = {p.message for p in check(changed)}
    assert {"nobody has a seat", "no party has any capability", "there are preferences and no options"} <= told


def test_who_owns_options_says_what_it_wants():
    case = small_case()
    preferences = {"NOR": case.preferences["NOR"]}
    (problem,) = check(case.model_copy(update={"preferences": preferences}))
    assert problem.message == "SWE owns options and has no preferences" and problem.severity == "gap"
