"""Names, offices and clusters: each line is a form that reports use, with whom it must come to."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talleyrand.evidence.actors import ActorExtractor
from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.language import load, parse
from tests.support.labels import load_first, load_seed
from tests.support.reading import actor_at, document, reading
from tests.support.shared import SHARED, needs_shared


@pytest.mark.parametrize(
    ("text", "name", "party", "role", "office"),
    [
        ("Russian Foreign Minister Sergei Lavrov met them.", "Sergei Lavrov", "RUS", "official", "foreign minister"),
        ("North Korean leader Kim Jong Un agreed.", "Kim Jong Un", "PRK", "official", "leader"),
        ("Ukraine's former president, Petro Hrytsenko, refused.", "Petro Hrytsenko", None, "former_official", "former president"),
        ("The U.N. special envoy for Syria, Jens Holmberg, warned both sides.", "Jens Holmberg", "UN", "international_official", None),
        ("Houthi spokesman Nasser al-Amri denied it.", "Nasser al-Amri", "HOUTHI", "armed_group", "spokesman"),
        ("EU foreign policy chief Marta Lindqvist wrote.", "Marta Lindqvist", "EU", "international_official", "foreign policy chief"),
        ("U.S. Secretary of State Thomas Ridley flew home.", "Thomas Ridley", "USA", "official", "secretary of state"),
        ("Kremlin spokesman Pavel Sorokin said no.", "Pavel Sorokin", "RUS", "official", "spokesman"),
        ("Acting Defence Minister Ali Rezvani of Iran spoke.", "Ali Rezvani", "IRN", "official", "acting defence minister"),
        ("Liesbeth Aarde, who chairs the talks for the OSCE, is hopeful.", "Liesbeth Aarde", "OSCE", "international_official", None),
        ("Duncan Feather, who represented New Zealand there until 2019, shrugged.", "Duncan Feather", None, "former_official", None),
        ("Karin Holt, who represents the farmers, shrugged.", "Karin Holt", None, "unknown", None),
        ("Rosalind Acht, the Australian who chairs the meeting, waited.", "Rosalind Acht", "AUS", "official", None),
        ("Hamas refused, and its spokesman, Nabil Abu-Rish, said so.", "Nabil Abu-Rish", "HAMAS", "armed_group", "spokesman"),
        ("The African Union waits, and its Commissioner for Agriculture, Fatou Sow, knows it.", "Fatou Sow", "AU", "international_official", None),
        ("Paula Undurraga, the biologist who leads the Chilean team, waited.", "Paula Undurraga", "CHL", "official", None),
        ("Samuel Feather, who resigned as the north's economy minister in 2025, doubts it.", "Samuel Feather", None, "former_official", None),
        ("Sudanese army spokesman Mutasim Abdelrahim-Hajj spoke.", "Mutasim Abdelrahim-Hajj", "SDN", "official", "spokesman"),
        ("The Australian commissioner, Martha Wells, objected.", "Martha Wells", "AUS", "official", "commissioner"),
        ("Jens Okker, who heads the World Food Programme’s office in Aden, spoke.", "Jens Okker", "UN", "international_official", None),
        ("Boris Kunin, a former deputy foreign minister of Russia, doubted it.", "Boris Kunin", None, "former_official", "former deputy foreign minister"),
        ("Ivan Frolenko, a former Russian diplomat who's now an independent analyst, wrote.", "Ivan Frolenko", None, "former_official", "former diplomat"),
        ("Anna Gabriel, a senior fellow at the Carnegie Moscow Center, agreed.", "Anna Gabriel", None, "expert", "senior fellow"),
        ("Peter Hollins of the Debt Observatory in Nairobi expects delays.", "Peter Hollins", None, "expert", None),
        ("Farid Lubis, who was Indonesia's trade minister, laughed.", "Farid Lubis", None, "former_official", "former trade minister"),
        ("Its ambassador to the WTO, Caio Sampaio, left.", "Caio Sampaio", None, "official", "ambassador"),
        ("Reuters correspondent Daniel Okoro was there.", "Daniel Okoro", None, "media", "correspondent"),
        ("Gen. Mark Millbrook visited.", "Mark Millbrook", None, "official", "gen."),
    ],
)  # fmt: skip
def test_titles_and_appositions_say_who_somebody_is(text, name, party, role, office):
    found = actor_at(text, name, None)
    assert found is not None
    assert (found.name, found.party, found.role) == (name, party, role)
    assert office is None or found.office == office


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Russian Foreign Minister Sergei Lavrov came. Lavrov left.", "Sergei Lavrov", "Lavrov left"),
        ("The Trump-Kim summit is on. North Korean leader Kim Jong Un said so.", "Kim summit", "Kim Jong Un"),
        ("Kim Jong-un spoke. Kim Jong Un smiled.", "Kim Jong-un", "Kim Jong Un"),
        ("Moscow refused. Russia would not sign.", "Moscow", "Russia"),
        ("The Kremlin said so. The Russians knew.", "The Kremlin", "Russians"),
        ("South Korean President Moon Jae-in called. Moon was glad.", "Moon Jae-in", "Moon was"),
        ("Syrian President Bashar al-Assad spoke. Bashar Assad left.", "Bashar al-Assad", "Bashar Assad"),
        ("Turkish President Recep Tayyip Erdogan came. Mr. Erdogan spoke.", "Recep Tayyip Erdogan", "Erdogan spoke"),
        ("The Unites States agreed. Washington was pleased.", "Unites States", "Washington"),
        (
            "The European Commission met. The bloc is split, said the Commission.",
            "European Commission",
            "the Commission",
        ),
        ("North Korea tested a missile. The North said nothing.", "North Korea", "The North"),
        (
            "“No,” said the Peruvian army spokesman, Mutasim Hajj. The brigadier named no date.",
            "Mutasim Hajj",
            "The brigadier",
        ),
        ("Iraq waits. Its spokesman, Haider Rashid, said so.", "Its spokesman", "Haider Rashid"),
    ],
)
def test_names_of_one_actor_are_joined(text, first, second):
    one, two = (actor_at(text, words.split(" came")[0], None) for words in (first, second))
    assert one is not None
    assert two is not None
    assert one.id == two.id


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Kim Jong Un and his sister Kim Yo Jong came.", "Kim Jong Un", "Kim Yo Jong"),
        ("Niger and Nigeria signed.", "Niger", "Nigeria"),
        (
            "The Republic of the Congo and the Democratic Republic of Congo met.",
            "Republic of the Congo",
            "Democratic Republic of Congo",
        ),
        ("Bill Carter met Sarah Carter.", "Bill Carter", "Sarah Carter"),
    ],
)
def test_names_of_two_actors_stay_apart(text, first, second):
    one, two = actor_at(text, first, None), actor_at(text, second, None)
    assert one is not None
    assert two is not None
    assert one.id != two.id


def test_a_state_that_only_says_where_is_marked_as_a_place():
    text = "Lavrov met Kim in Pyongyang. Pyongyang agreed."
    hows = {m.start: m.how for m in reading(text).actors.mentions}
    assert hows[text.index("Pyongyang")] == "place"
    assert hows[text.index("Pyongyang agreed")] == "capital"


def test_georgia_beside_atlanta_is_no_state():
    assert actor_at("Voters in Georgia and Florida stayed home.", "Georgia") is None
    assert actor_at("Georgia and Armenia signed.", "Georgia").key == "GEO"
    assert actor_at("Georgia and Florida signed in Tbilisi.", "Georgia").key == "GEO"


def test_a_person_named_like_a_state_is_no_state():
    assert actor_at("Michael Jordan visited Amman.", "Michael Jordan").kind == "person"


@pytest.mark.parametrize(
    ("published", "role", "party"),
    [
        (date(2018, 6, 8), "official", "USA"),
        (date(2022, 1, 3), "former_official", None),
        (date(2010, 1, 1), "unknown", None),
        (None, "unknown", None),
    ],
)
def test_office_holders_are_known_by_the_day_of_the_report(published, role, party):
    found = actor_at("Trump praised the deal.", "Trump", published)
    assert (found.role, found.party, found.key, found.state) == (role, party, "donald trump", "USA")


def test_the_text_goes_before_the_list_of_office_holders():
    found = actor_at("Analyst Donald Trump praised the deal.", "Donald Trump")
    assert (found.role, found.party) == ("expert", None)


def test_a_minister_without_a_country_is_of_the_state_that_the_report_is_about():
    text = (
        "Laos suspended payments. Laos owes China billions, and Laos has no reserves. Vientiane hopes for relief. "
        "Finance Minister Bounmy Keovi told Laos to wait."
    )
    assert actor_at(text, "Bounmy Keovi").party == "LAO"
    assert actor_at("Finance Minister Bounmy Keovi spoke. Laos and China listened.", "Bounmy Keovi").party is None


def test_the_opposition_speaks_for_no_state():
    found = actor_at("Venezuelan opposition leader Juan Palacio spoke.", "Juan Palacio")
    assert (found.role, found.party) == ("official", None)


def test_the_president_of_a_body_that_we_do_not_know_is_no_head_of_state():
    text = "France, France, France and France again. Acme Widgets President Cecile Rich spoke in France."
    assert actor_at(text, "Cecile Rich").party is None


@given(
    st.lists(
        st.sampled_from(
            [
                "Putin",
                "met",
                "the minister",
                "in Moscow",
                "“",
                "”",
                "he",
                "said",
                ",",
                ".",
                "\n\n",
                "Russian",
                "President",
                "-",
            ]
        ),
        max_size=25,
    )
)
@settings(max_examples=40, deadline=None)
def test_any_words_give_an_index_that_holds(words):
    text = " ".join(words)
    result = reading(text)
    mentions = result.actors.mentions
    assert [(m.start, m.end) for m in mentions] == sorted({(m.start, m.end) for m in mentions})
    for actor in result.actors.actors:
        assert all(result.document.text[s.start : s.end] == s.text for s in actor.mentions)
        assert len(actor.why) == len(actor.mentions)
    assert len({a.id for a in result.actors.actors}) == len(result.actors.actors)


def test_the_same_document_gives_the_same_records():
    report = document("Russian President Vladimir Putin met Xi. He praised the Chinese leader. “No,” Xi said.")
    once, again = (ActorExtractor().propose(Reading(report, parse(report, load()))) for _ in range(2))
    assert [a.as_json() for a in once.records] == [a.as_json() for a in again.records]


def test_development_reports_are_read_as_their_labels_say():
    right, parties, resolved = [], [], []
    for report in load_first():
        index = reading(report.text, report.published).actors
        for actor in report.actors:
            got = index.at(actor.mentions[0].start, actor.mentions[0].end)
            right.append(got is not None and (got.kind, got.role) == (actor.kind, actor.role))
            parties.append(got is not None and got.party == actor.party)
            if got is not None and actor.kind == "person":
                resolved += [index.at(p.start, p.end) == got for p in actor.mentions]
    assert sum(right) >= 0.95 * len(right)
    assert sum(parties) >= 0.95 * len(parties)
    assert sum(resolved) >= 0.95 * len(resolved)


@needs_shared
def test_the_guiding_report():
    report = load_seed(SHARED / "gold/seed/latimes-2018-06-08.json")
    index = reading(report.text, report.published).actors
    by_key = {a.key: a for a in index.actors}
    for key, party, role in [
        ("vladimir putin", "RUS", "official"),
        ("sergei lavrov", "RUS", "official"),
        ("kim jong un", "PRK", "official"),
        ("vladimir frolov", None, "former_official"),
        ("georgy kunadze", None, "former_official"),
        ("alexander gabuev", None, "expert"),
        ("UN", "UN", "international_official"),
    ]:
        assert (by_key[key].party, by_key[key].role) == (party, role)
    found = [
        index.at(p.start, p.end) is not None for a in report.actors if a.kind in {"person", "state"} for p in a.mentions
    ]
    assert sum(found) >= 0.96 * len(found)
