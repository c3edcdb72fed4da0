"""Events: classes and sides by frame, status, place and date, told once, and the statement that claims them."""

from __future__ import annotations

from datetime import date

import pytest

from talleyrand.evidence.events import EventExtractor
from talleyrand.evidence.records import Event
from talleyrand.evidence.statements import StatementExtractor
from tests.support import scoring
from tests.support.labels import load_all, load_first, load_sentences
from tests.support.reading import reading
from tests.support.seed_labels import load_seed
from tests.support.shared import SHARED, needs_shared

DAY = date(2018, 6, 8)


def events(text: str, published: date | None = DAY) -> tuple[Event, ...]:
    return EventExtractor().propose(StatementExtractor().propose(reading(text, published))).of(Event)


def told(event: Event) -> tuple[str, list[str | None], list[str | None], str]:
    return event.plover, [p.party for p in event.source], [p.party for p in event.target], event.status


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya accused Somalia of piracy.", ("ACCUSE", ["KEN"], ["SOM"], "happened")),
        ("Kenya was accused of piracy by Somalia.", ("ACCUSE", ["SOM"], ["KEN"], "happened")),
        ("Peru threatened to cut off gas to Chile.", ("THREATEN", ["PER"], ["CHL"], "happened")),
        ("Peru issued an ultimatum to Chile.", ("THREATEN", ["PER"], ["CHL"], "happened")),
        ("Norway offered to send monitors to Sudan.", ("AGREE", ["NOR"], ["SDN"], "happened")),
        ("Norway said on Monday that Sudan must free the pilots.", ("REQUEST", ["NOR"], ["SDN"], "happened")),
        ("Mexico refused to talk with Guatemala.", ("REJECT", ["MEX"], ["GTM"], "happened")),
        ("Egypt praised the Ethiopian offer.", ("SUPPORT", ["EGY"], ["ETH"], "happened")),
        ("Japan suspended aid to Myanmar.", ("SANCTION", ["JPN"], ["MMR"], "happened")),
        ("Chad closed its border with Libya.", ("SANCTION", ["TCD"], ["LBY"], "happened")),
        ("Canada imposed tariffs on Brazil.", ("COERCE", ["CAN"], ["BRA"], "happened")),
        ("Ghana expelled 40 Togolese workers.", ("COERCE", ["GHA"], ["TGO"], "happened")),
        ("Ethiopian jets bombed a village in Eritrea.", ("ASSAULT", ["ETH"], ["ERI"], "happened")),
        ("Spain provided 200 tons of food to Niger.", ("AID", ["ESP"], ["NER"], "happened")),
        ("France forgave half of the Senegalese debt.", ("AID", ["FRA"], ["SEN"], "happened")),
        ("Angola withdrew its troops from Zambia.", ("RETREAT", ["AGO"], ["ZMB"], "happened")),
        ("Russia shared intelligence with Armenia.", ("COOPERATE", ["RUS"], ["ARM"], "happened")),
        ("India massed troops along the Chinese border.", ("MOBILIZE", ["IND"], ["CHN"], "happened")),
        ("Thousands of Serbs demonstrated against Croatia.", ("PROTEST", ["SRB"], ["HRV"], "happened")),
        ("Finland yielded to Swedish pressure.", ("CONCEDE", ["FIN"], ["SWE"], "happened")),
        ("Spain has not imposed sanctions on Cuba.", ("COERCE", ["ESP"], ["CUB"], "denied")),
        ("Peru never accused Chile of spying.", ("ACCUSE", ["PER"], ["CHL"], "denied")),
        ("Turkey could cut gas supplies to Greece.", ("SANCTION", ["TUR"], ["GRC"], "hypothetical")),
        ("Turkey invaded Cyprus in 1974.", ("ASSAULT", ["TUR"], ["CYP"], "historical")),
        ("Norway will host talks between Chad and Sudan.", ("CONSULT", ["NOR"], ["TCD", "SDN"], "planned")),
    ],
)
def test_a_sentence_gives_one_event(text: str, expected: tuple[str, list[str], list[str], str]) -> None:
    assert [told(event) for event in events(text)] == [expected]


def test_control_reaches_over_participles_and_coordination() -> None:
    found = events("Japan condemned the Russian raid while forgiving half of Mongolia's debt.")
    assert ("AID", ["JPN"], ["MNG"], "happened") in [told(event) for event in found]


def test_what_a_threat_speaks_of_is_no_event_of_its_own() -> None:
    assert [e.plover for e in events("Iran threatened to attack Iraq and to bomb Basra.")] == ["THREATEN"]


def test_joint_subjects_stand_on_both_sides() -> None:
    event = events("Chile and Bolivia signed a treaty.")[0]
    assert {p.party for p in event.source} == {p.party for p in event.target} == {"CHL", "BOL"}


def test_a_denial_turns_the_act_and_not_the_denying() -> None:
    assert [told(e) for e in events("Rwanda denied that it had attacked Burundi.")] == [
        ("ASSAULT", ["RWA"], ["BDI"], "denied")
    ]


def test_date_and_place_are_those_of_the_act() -> None:
    text = "Kenyan Foreign Minister Amina Otieno met with Sudanese President Omar Idris in Nairobi in late May."
    event = events(text)[0]
    assert (event.plover, event.place) == ("CONSULT", "Nairobi")
    assert event.date is not None
    assert event.date.from_ == date(2018, 5, 21)


def test_one_act_told_twice_is_one_event_with_two_spans() -> None:
    text = (
        "Chad expelled the Libyan envoys on Monday. The quarrel had grown for months. Chad expelled the Libyan envoys."
    )
    assert [len(e.evidence) for e in events(text) if e.plover == "COERCE"] == [2]


def test_an_event_knows_the_statement_that_claims_it() -> None:
    text = "Cuban President Raul Vega said that Haiti had bombed a Cuban port."
    made = StatementExtractor().propose(reading(text, DAY))
    event = EventExtractor().propose(made).of(Event)[0]
    assert event.plover == "ASSAULT"
    assert event.statement is not None


def test_both_sides_means_the_parties_of_the_main_talks() -> None:
    text = (
        "Talks between Chad and Sudan resume in Doha. Qatar hosts them. Both sides rejected a Libyan plan. "
        "The weather is hot. Nobody expects much. Chad rejected the demand."
    )
    found = [told(e) for e in events(text) if e.plover == "REJECT"]
    assert ("REJECT", ["SDN", "TCD"], ["LBY"], "happened") in found
    assert ("REJECT", ["TCD"], ["SDN"], "happened") in found


@pytest.mark.parametrize("text", ["", "Nothing happened.", "The minister declined to comment.", "Talks."])
def test_no_event_is_made_up(text: str) -> None:
    assert events(text) == () if text else True


def test_evidence_is_words_of_the_text() -> None:
    for report in load_all(held_out=False):
        made = scoring.reading_of(report.text, report.published, report.outlet)
        for event in made.of(Event):
            assert all(report.text[s.start : s.end] == s.text for s in event.evidence)


def _found(reports: list) -> tuple[float, float]:
    total = {"found": scoring.Score(0, 0), "status": scoring.Score(0, 0)}
    for report in reports:
        made = scoring.events(report, scoring.reading_of(report.text, report.published, report.outlet))
        total = {key: total[key] + made[key] for key in total}
    return total["found"].share, total["status"].share


def test_our_sentences_are_read() -> None:
    found, status = _found(load_sentences(held_out=False))
    assert found >= 0.75
    assert status >= 0.95


def test_our_reports_are_read() -> None:
    found, status = _found(load_first())
    assert found >= 0.6
    assert status >= 0.88


@needs_shared
@pytest.mark.shared
def test_the_guiding_report_is_read() -> None:
    report = load_seed(SHARED / "gold" / "seed" / "latimes-2018-06-08.json")
    found, status = _found([report])
    assert found >= 0.8
    assert status >= 0.9
    made = [told(e) for e in scoring.reading_of(report.text, report.published, report.outlet).of(Event)]
    for expected in [
        ("CONSULT", ["RUS"], ["PRK"], "happened"),
        ("COERCE", ["RUS"], ["PRK"], "happened"),
        ("AID", ["RUS"], ["PRK"], "happened"),
        ("ACCUSE", ["UN"], ["PRK"], "happened"),
        ("RETREAT", ["RUS"], ["UKR"], "denied"),
        ("RETREAT", ["RUS"], ["SYR"], "denied"),
    ]:
        assert expected in made
    assert not [e for e in made if e[0] == "RETREAT" and e[1] == ["RUS"] and e[3] == "happened"]


@pytest.mark.parametrize(
    ("text", "plover", "source", "target"),
    [
        ("Chad accused Peru of theft. Lima rejected the charge.", "REJECT", "PER", "TCD"),
        ("Chad imposed tariffs on Peru. Bolivia condemned the measures.", "ACCUSE", "BOL", "TCD"),
        ("Kenya recalled its envoy from Paris and halted the deliveries.", "SANCTION", "KEN", "FRA"),
        ("Chad gave Peru until Friday to pull its boats back.", "THREATEN", "TCD", "PER"),
        ("Kenya called off a visit to France.", "SANCTION", "KEN", "FRA"),
        ("An American carrier was dispatched to the Gulf.", "MOBILIZE", "USA", None),
        ("Swiss diplomats carried messages between Riyadh and Tehran.", "CONSULT", "CHE", "SAU"),
        ("Peru branded the Bolivian plan blackmail.", "ACCUSE", "PER", "BOL"),
        ("An ultimatum from Vienna to Belgrade came in July.", "THREATEN", "AUT", "SRB"),
        ("Romanian and Bulgarian police have patrolled the river together since January.", "COOPERATE", "ROU", "BGR"),
    ],
)
def test_an_act_finds_its_target_where_the_words_only_imply_it(text, plover, source, target):
    found = [e for e in events(text) if e.plover == plover]
    assert (source, target) in [
        (e.source[0].party if e.source else None, e.target[0].party if e.target else None) for e in found
    ]


def test_a_planned_round_is_between_the_parties() -> None:
    text = "A summit between Peru and Chile is planned for May. " + "The ministers have said little so far. " * 5
    event = EventExtractor().propose(reading(text)).of(Event)[0]
    assert event.plover == "CONSULT"
    assert event.source
    assert event.target
