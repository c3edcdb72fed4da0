"""Survival, flips and what is carried by assumptions, on cases small enough to know the answer."""

import pytest

from talleyrand.analyses.base import registry
from talleyrand.analyses.examples import SAID, two_party_case
from talleyrand.analyses.result import Finding, Result
from talleyrand.analyses.robustness import Method, with_robustness
from talleyrand.case.estimate import Estimate
from talleyrand.case.model import Case


def findings(case: Case, n: int = 512) -> dict[str, Finding]:
    analyses = [registry()["seat"]]
    results = [analysis.run(case, {}, 1) for analysis in analyses]
    return {f.id: f for r in with_robustness(case, analyses, results, 1, n) for f in r.findings}


def with_position(case: Case, party: str, estimate: Estimate) -> Case:
    return case.model_copy(update={"positions": case.positions | {party: {"q": estimate}}})


def test_a_finding_that_no_range_touches_always_holds() -> None:
    worth = findings(two_party_case())["seat/C/worth"]
    assert worth.survival is not None
    assert (worth.survival.held, worth.survival.tried) == (512, 512)
    assert worth.survival.flips == ()
    assert worth.survival.low < 1  # sampling error remains


def test_the_estimate_that_flips_a_finding_is_found_with_its_point() -> None:
    # The table settles at 30 without C. For C at 30 or below the seat changes nothing for the better: with sigma 0
    # it is worth having above 30 only.
    case = two_party_case()
    talks = case.negotiations["talks"].model_copy(update={"seat_worth": {}})
    case = case.model_copy(update={"negotiations": {"talks": talks}})
    fixed = {p: {"q": Estimate(value=row["q"].value, assumption=SAID)} for p, row in case.positions.items()}
    saliences = {p: {"q": Estimate(value=0.5, assumption=SAID)} for p in case.parties}
    parties = {
        p: e.model_copy(update={"capability": Estimate(value=50, assumption=SAID)}) for p, e in case.parties.items()
    }
    case = case.model_copy(update={"positions": fixed, "saliences": saliences, "parties": parties})
    case = with_position(case, "C", Estimate(value=32, range=(30, 34), assumption=SAID))
    case = case.model_copy(update={"issues": {"q": case.issues["q"]}})
    worth = findings(case)["seat/C/price"]
    assert worth.survival is not None
    cost = findings(with_position(case, "C", Estimate(value=32, range=(20, 40), assumption=SAID)))["seat/C/cost"]
    assert cost.survival is not None
    flip = cost.survival.flips[0]
    assert flip.address == "positions/C/q"
    assert flip.point == pytest.approx(30, abs=0.1)
    assert flip.above is False
    assert cost.survival.share == pytest.approx(0.5, abs=0.02)


def test_what_citations_carry_is_told_from_what_assumptions_carry() -> None:
    case = two_party_case()
    everything_assumed = findings(case)["seat/C/worth"]
    assert everything_assumed.assumed == 1
    cited = {
        p: {"q": row["q"].model_copy(update={"because": ("statement-1",), "assumption": None})}
        for p, row in case.positions.items()
    }
    partly = findings(case.model_copy(update={"positions": cited}))["seat/C/worth"]
    assert partly.assumed is not None
    assert 0 < partly.assumed < 1


def test_nothing_to_vary_is_said() -> None:
    case = Case(title="Fixed", parties={})
    assert Method().needs(case) == ("no estimate has a range and no preference is open",)
    assert with_robustness(case, [], [], 1) == ()


def test_a_case_of_more_inputs_than_a_costly_method_answers_for() -> None:
    """Prices are worked out for the first so many combinations only; a large case has more inputs than that."""
    case = two_party_case()
    keys = [f"q{n}" for n in range(30)]
    case = case.model_copy(
        update={
            "issues": dict.fromkeys(keys, case.issues["q"]),
            "positions": {p: dict.fromkeys(keys, row["q"]) for p, row in case.positions.items()},
            "saliences": {p: dict.fromkeys(keys, row["q"]) for p, row in case.saliences.items()},
        }
    )
    price = findings(case, 16)["seat/C/price"]
    assert price.survival is not None
    assert price.survival.tried == 16


def trials(case: Case, n: int = 512) -> Result:
    analyses = [registry()["seat"]]
    return with_robustness(case, analyses, [analyses[0].run(case, {}, 1)], 1, n)[-1]


def test_what_the_trials_show_agrees_with_the_findings() -> None:
    case = two_party_case()
    shown = {e.id: e for e in trials(case).exhibits}
    by_text = {f.text: f for f in findings(case).values()}
    for text, held, tried, low, high, _ in shown["robustness/survival"].rows:
        survival = by_text[text].survival
        assert survival is not None
        assert (held, tried) == (survival.held, survival.tried)
        assert low <= 100 * held / tried <= high
    assert shown["robustness/survival"].links == tuple(by_text[row[0]].id for row in shown["robustness/survival"].rows)


def test_the_tornado_moves_one_input_at_a_time_around_the_leading_figure() -> None:
    swings = {e.id: e for e in trials(two_party_case()).exhibits}["robustness/swings"]
    rows = {row[0]: row[1:] for row in swings.rows}
    # Worth 15 = 5 as such + half of the 20 that the settlement comes nearer; the worth as such ranges from 3 to 7.
    assert rows["What a seat as such is worth to Party C"] == (13.0, 17.0, 15.0)
    sizes = [abs(row[2] - row[1]) for row in swings.rows]
    assert sizes == sorted(sizes, reverse=True)


def test_an_input_that_turns_several_findings_over_stands_once() -> None:
    flips = {e.id: e for e in trials(two_party_case()).exhibits}["robustness/flips"]
    inputs = [row[0] for row in flips.rows]
    assert len(set(inputs)) == len(inputs)


def test_the_course_of_a_share_ends_at_the_share() -> None:
    case = two_party_case()
    courses = {e.id: e for e in trials(case).exhibits}["robustness/convergence"]
    by_text = {f.text: f.survival for f in findings(case).values()}
    for text, *shares in courses.rows:
        last = [share for share in shares if share is not None][-1]
        assert last == pytest.approx(100 * by_text[text].share, abs=0.1)


def test_the_notes_say_what_varied_and_whether_it_was_enough() -> None:
    vary, certain, enough = trials(two_party_case()).notes
    assert "inputs were varied over 512 combinations" in vary
    assert "findings hold in every combination tried" in certain
    assert "half as many combinations give the same share to within 1 of 100" in enough
