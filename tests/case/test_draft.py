import random
from dataclasses import dataclass
from datetime import date

import pytest

from talleyrand.case.check import check
from talleyrand.case.draft import draft, words_of
from talleyrand.case.write import dump_case
from talleyrand.case.yamlfile import case_from_text
from talleyrand.solvers.graph_model.parser import parse
from tests.support.told import Report


@dataclass(frozen=True)
class Scale:
    title: str
    zero: str
    hundred: str


CATALOGUE = {
    "water": Scale("Water", "no water is released", "all water is released"),
    "sanctions_relief": Scale("Sanctions relief", "none", "all"),
    "border": Scale("The border", "as it was", "as it is"),
    "fishing": Scale("Fishing", "none", "free"),
}
TEXT = """\
Egypt and Ethiopia met in Khartoum over the dam, with Sudan as the broker and Uganda left out.
Egypt demanded of Ethiopia that all water be released, and the sanctions lifted.
Ethiopia refused to release more than a fifth.
Egypt called for water again.
An expert said that Ethiopia might give half of the water.
"Imagine Egypt saying, 'Keep the water'," the expert said.
What release means, the two do not agree. The United Nations watches. China, which voted, holds a veto.
China lent Ethiopia the money for the dam, and would call in the loan.
Uganda asked for a seat and sent envoys to Ethiopia on Monday.
Few believe in a deal. Kenya was named once. Ethiopia has to heed China.
"""


def report(published=date(2020, 7, 1), digest="0" * 64):
    r = Report(TEXT, published, digest)
    ethiopia = r.actor("Ethiopia", "ETH")
    r.actor("Egypt", "EGY")
    r.actor("The United Nations", "UN", kind="organisation")
    r.actor("China", "CHN")
    talks = r.talks("over the dam", "The dam talks", issues=["water"])
    r.seat("Egypt and", talks, "EGY", "in")
    r.seat("Ethiopia met", talks, "ETH", "in")
    r.seat("with Sudan as the broker", talks, "SDN", "mediator")
    r.seat("Uganda left out", talks, "UGA", "out")
    r.statement(
        "all water be released, and the sanctions lifted",
        "EGY",
        positions=[("water", "EGY", 80, 100), ("sanctions_relief", "EGY", 60, 100)],
        to=ethiopia,
    )
    r.statement("release more than a fifth", "ETH", positions=[("water", "ETH", 0, 20)], stance="refuse")
    r.statement("water again", "EGY", positions=[("water", "EGY", 70, 100)])
    r.statement("might give half of the water", None, positions=[("water", "ETH", 40, 60)], stance="assess")
    imagined = r.statement("Imagine Egypt saying", None, status="hypothetical", stance="other")
    r.statement("Keep the water", "EGY", positions=[("water", "EGY", 0, 10)], nested_in=imagined)
    r.contest("What release means", "water")
    r.tie("holds a veto", "CHN", None, "lever", ["veto"])
    r.tie("China lent Ethiopia the money", "CHN", "ETH", "lever", ["loans"])
    r.tie("would call in the loan", "CHN", "ETH", "lever", ["debt"])
    r.tie("has to heed China", "CHN", "ETH", "constraint", ["loans"])
    r.tie("Kenya was named once", "KEN", "ETH", "lever", ["trade"], status="denied")
    r.event("sent envoys to Ethiopia on Monday", "UGA", "ETH", day=date(2020, 6, 29))
    r.event("asked for a seat", "UGA", "ETH", "REQUEST")
    r.event("Kenya was named", "KEN", "ETH", status="denied")
    r.expectation("Few believe in a deal", None, "a deal", "unlikely")
    return r


def drafted(*reports, shuffle=None):
    records = [record for r in reports for record in r.records]
    if shuffle is not None:
        random.Random(shuffle).shuffle(records)
    return draft(records, {r.document.id: r.document.published for r in reports}, catalogue=CATALOGUE)


CASE = drafted(report())


def test_parties_are_those_who_sit_speak_and_hold_ties():
    assert list(CASE.parties) == ["EGY", "ETH", "SDN", "UGA", "CHN"]
    assert CASE.parties["EGY"].name == "Egypt"
    assert CASE.parties["SDN"].name == "SDN"
    assert CASE.parties["CHN"].capability.range == (5, 100)


def test_seats_come_from_seat_records_and_else_are_assumed_out():
    name, talks = CASE.main_negotiation()
    assert (name, talks.title, talks.main) == ("dam_talks", "The dam talks", True)
    assert {p: s.seat for p, s in talks.seats.items()} == {
        "EGY": "in",
        "ETH": "in",
        "SDN": "mediator",
        "UGA": "out",
        "CHN": "out",
    }
    assert talks.seats["UGA"].because and not talks.seats["CHN"].because and talks.seats["CHN"].assumption
    assert list(talks.seat_worth) == ["UGA"] and set(talks.seat_dislike["UGA"]) == {"EGY", "ETH"}


def test_issues_come_from_the_catalogue_and_contested_ones_carry_the_readings():
    assert list(CASE.issues) == ["water", "sanctions_relief"]
    water = CASE.issues["water"]
    assert (water.zero, water.hundred, water.outside) == ("no water is released", "all water is released", False)
    assert water.contested.because and water.readings["EGY"] == "water again"
    assert CASE.issues["sanctions_relief"].contested is None


def test_own_words_place_a_party_and_hearsay_apart_from_them_contradicts():
    egypt, ethiopia = CASE.positions["EGY"]["water"], CASE.positions["ETH"]["water"]
    assert (egypt.range, egypt.value, len(egypt.because)) == ((80, 100), 90, 2)
    assert (ethiopia.range, len(ethiopia.because), len(ethiopia.contradicted)) == ((0, 20), 1, 1)
    assert CASE.positions["ETH"]["sanctions_relief"].range == (0, 100)
    assert "CHN" not in CASE.positions


def test_what_somebody_imagines_never_counts():
    imagined = [
        r.id
        for r in report().records
        if (r.type == "statement" and r.nested_in) or getattr(r, "status", "") == "hypothetical"
    ]
    cited = {c for _, g in CASE.grounds() for c in (*g.because, *g.contradicted)}
    assert len(imagined) == 2 and not cited & set(imagined)


def test_salience_is_the_share_of_statements_with_its_interval():
    water, relief = (CASE.saliences["EGY"][q] for q in ("water", "sanctions_relief"))
    assert (water.value, relief.value) == (0.6, 0.4)  # (2 + 1) / (3 + 2), (1 + 1) / (3 + 2)
    assert water.low < 0.3 and water.high > 0.8 and len(water.because) == 2
    nothing = CASE.saliences["ETH"]["sanctions_relief"]
    assert nothing.assumption.startswith("0 of its 1") and not nothing.because


def test_options_are_what_is_demanded_of_those_who_can_grant_it():
    assert CASE.options["ETH_grants_water"].owner == "ETH"
    assert CASE.options["ETH_grants_sanctions_relief"].owner == "ETH"
    assert CASE.issues["water"].granted_by == ("ETH",)
    assert CASE.options["EGY_invites_UGA"].admits == "UGA"
    assert {"EGY_walks_out", "ETH_walks_out"} <= set(CASE.options)
    assert len(CASE.options["ETH_grants_water"].because) == 2


def test_preferences_are_as_partial_as_the_words():
    egypt, ethiopia, uganda = (CASE.preferences[p] for p in ("EGY", "ETH", "UGA"))
    assert set(egypt[0].any_order) == {"ETH_grants_water", "ETH_grants_sanctions_relief"}
    assert ethiopia[0].statement == "not ETH_grants_water" and not ethiopia[0].maybe
    asked = [step for step in ethiopia if step.statement == "not ETH_grants_sanctions_relief"]
    assert len(asked) == 1 and asked[0].maybe and asked[0].assumption
    assert uganda[0].statement == "EGY_invites_UGA or ETH_invites_UGA" and uganda[0].maybe
    assert egypt[-1].statement == "not ETH_walks_out" and egypt[-1].maybe


def test_ties_merge_and_what_is_denied_is_none():
    loans, constraint = CASE.ties
    assert (loans.holder, loans.over, loans.means, loans.tolerance) == ("CHN", "ETH", ("loans", "debt"), None)
    assert len(loans.because) == 2
    assert constraint.kind == "constraint" and constraint.tolerance.range == (0, 10)


def test_the_council_decides_where_its_sanctions_and_members_are_in_the_case():
    rule = CASE.decision_rules["security_council"]
    assert (rule.quota, len(rule.members) + rule.others, rule.issues) == (9, 15, ("sanctions_relief",))
    assert set(rule.vetoes) == {"CHN", "FRA", "GBR", "RUS", "USA"}
    silent = report()
    silent.records = [
        r for r in silent.records if getattr(r, "key", "") != "UN" and getattr(r, "means", ()) != ("veto",)
    ]
    assert drafted(silent).decision_rules == {}


def test_events_and_expectations_are_told_with_their_words():
    assert {(e.plover, e.date) for e in CASE.events} == {("CONSULT", "2020-06-29"), ("REQUEST", None)}
    (expected,) = CASE.expectations
    assert (expected.holder, expected.likelihood) == ("unnamed observers", "unlikely")


def test_every_entry_is_marked_and_rests_on_something():
    for address, grounds in CASE.grounds():
        assert grounds.drafted, address
        assert grounds.grounded, address
    for address, estimate in CASE.estimates():
        assert estimate.range is not None, address


def test_a_draft_has_nothing_to_correct_and_survives_the_file():
    ids = [record.id for record in report().records]
    assert [p for p in check(CASE, ids, records=report().records, parse_expression=parse) if p.severity != "gap"] == []
    text = dump_case(CASE, words_of(report().records))
    assert case_from_text(text) == CASE
    assert "“all water be released, and the sanctions lifted”" in text
    assert CASE.as_of == date(2020, 7, 1) and not CASE.reviewed


@pytest.mark.parametrize("seed", range(5))
def test_neither_order_nor_repetition_of_reports_changes_the_draft(seed):
    other = report(date(2020, 8, 1), "1" * 64)
    assert drafted(report(), other, report()) == drafted(other, report(), shuffle=seed)


def test_two_reports_on_the_same_talks_are_one_negotiation_and_the_later_seat_holds():
    later = Report("Uganda sat with Egypt and Ethiopia in the basin talks.", date(2020, 9, 1), "2" * 64)
    talks = later.talks("the basin talks", "the dam talks")
    later.seat("Uganda sat", talks, "UGA", "in")
    later.seat("Egypt", talks, "EGY", "in")
    later.seat("Ethiopia", talks, "ETH", "in")
    case = drafted(later, report())
    assert list(case.negotiations) == ["dam_talks"]
    uganda = case.negotiations["dam_talks"].seats["UGA"]
    assert (uganda.seat, len(uganda.because), len(uganda.contradicted)) == ("in", 1, 1)


def test_talks_under_another_title_are_the_same_where_their_seats_are_and_a_meeting_takes_in_nobody():
    def other(title, *seated):
        later = Report("Uganda sat with Egypt and Ethiopia in the basin talks.", date(2020, 9, 1), "4" * 64)
        talks = later.talks("the basin talks", title)
        for words, party in seated:
            later.seat(words, talks, party, "in")
        return list(drafted(report(), later).negotiations)

    two = (("Egypt", "EGY"), ("Ethiopia", "ETH"))
    three = (*two, ("Uganda sat", "UGA"))
    assert other("the basin talks", *two) == ["dam_talks"]
    assert other("the basin talks", *three) == ["dam_talks"]
    assert other("the basin summit", *three) == ["dam_talks", "basin_summit"]


def test_other_talks_stay_apart():
    other = Report("Kenya and Uganda discussed fishing at the lake summit.", date(2020, 9, 1), "3" * 64)
    talks = other.talks("the lake summit", issues=["fishing"])
    other.seat("Kenya", talks, "KEN", "in")
    other.seat("Uganda", talks, "UGA", "in")
    case = drafted(report(), other)
    assert list(case.negotiations) == ["dam_talks", "lake_summit"]
    assert case.negotiations["lake_summit"].seats.keys() <= case.parties.keys()


def test_no_records_draft_an_empty_case():
    case = draft([], catalogue=CATALOGUE)
    assert (case.title, case.parties, case.options) == ("Untitled negotiation", {}, {})
    assert case_from_text(dump_case(case)) == case


def test_two_hundred_reports_stay_a_case_that_can_be_read():
    reports = [report(date(2020, 7, 1 + n % 28), f"{n:012x}" + "0" * 52) for n in range(200)]
    case = drafted(*reports)
    assert list(case.parties) == list(CASE.parties)
    assert case.saliences["EGY"]["water"].high - case.saliences["EGY"]["water"].low < 0.1
