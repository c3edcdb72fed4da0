"""Who is meant without a name: descriptions, groups, bodies of a state, pronouns."""

import pytest

from tests.support.reading import actor_at, reading

LAVROV = "Russian Foreign Minister Sergei Lavrov met Chinese President Xi Jinping. "


@pytest.mark.parametrize(
    ("text", "words", "key"),
    [
        (LAVROV + "The minister left.", "The minister", "sergei lavrov"),
        (LAVROV + "The Russian minister left.", "The Russian minister", "sergei lavrov"),
        (LAVROV + "The senior diplomat left.", "The senior diplomat", "sergei lavrov"),
        (LAVROV + "The Chinese leader stayed.", "The Chinese leader", "xi jinping"),
        (LAVROV + "The Chinese president stayed.", "The Chinese president", "xi jinping"),
        ("Boris Kunin, a former envoy, spoke. The former envoy laughed.", "The former envoy", "boris kunin"),
        ("Anna Gabriel, an analyst in Baku, spoke. The analyst laughed.", "The analyst", "anna gabriel"),
    ],
)
def test_a_description_means_the_person_who_holds_the_office(text, words, key):
    assert actor_at(text, words).key == key


def test_a_description_of_somebody_else_is_not_joined():
    text = LAVROV + "The German minister left."
    found = actor_at(text, "The German minister")
    assert (found.key, found.party, found.role, found.kind) == ("DEU minister", "DEU", "official", "person")


@pytest.mark.parametrize(
    ("text", "words", "kind", "party", "role", "state"),
    [
        ("Many analysts and observers say no.", "Many analysts and observers", "group", None, "expert", None),
        (
            "According to Russian state news agencies, he left.",
            "Russian state news agencies",
            "group",
            None,
            "media",
            "RUS",
        ),
        ("He told Chinese media.", "Chinese media", "group", None, "media", "CHN"),
        ("Two senior U.S. officials denied it.", "Two senior U.S. officials", "group", "USA", "official", "USA"),
        ("A senior Iranian official denied it.", "A senior Iranian official", "person", "IRN", "official", "IRN"),
        ("Taliban fighters attacked.", "Taliban fighters", "group", "TALIBAN", "armed_group", "AFG"),
        ("Russia expelled North Korean workers.", "North Korean workers", "group", None, "civilian", "PRK"),
        ("The Syrian government refused.", "The Syrian government", "state", "SYR", "official", "SYR"),
        ("The government of Georgia refused.", "The government of Georgia", "state", "GEO", "official", "GEO"),
        ("Armenian forces fired.", "Armenian forces", "organisation", "ARM", "official", "ARM"),
        (
            "The Chinese foreign ministry objected.",
            "The Chinese foreign ministry",
            "organisation",
            "CHN",
            "official",
            "CHN",
        ),
        ("Iran said its negotiators would stay.", "its negotiators", "group", "IRN", "official", "IRN"),
    ],
)
def test_groups_and_bodies(text, words, kind, party, role, state):
    found = actor_at(text, words)
    assert (found.kind, found.party, found.role) == (kind, party, role)
    assert state is None or found.state == state


def test_former_officials_belong_to_a_state_and_speak_for_nobody():
    found = actor_at("Boris Kunin, a former Russian diplomat, doubted it.", "Boris Kunin")
    assert (found.party, found.state) == (None, "RUS")


@pytest.mark.parametrize(
    ("text", "pronoun", "key"),
    [
        ("Putin arrived on Friday. He praised Trump.", "He", "vladimir putin"),
        (LAVROV + "He left.", "He left", "sergei lavrov"),
        ("“Trump may fail,” Boris Kunin said. He added that it was early.", "He", "boris kunin"),
        ("“Putin won't give Crimea back, he will not pull out,” Boris Kunin said.", "he", "vladimir putin"),
        ("Nino Beridze met Levan Abashvili. She left early.", "She", "nino beridze"),
        ("Russia says it will not sign.", "it", "RUS"),
        ("Moscow's room is limited because it has to cater to China.", "it", "RUS"),
        ("Many analysts say they expect no deal.", "they", "analysts"),
        ("Levan Abashvili, who left, was tired.", "who", "levan abashvili"),
        ("Putin arrived in China, which sells food.", "which", "CHN"),
        ("Merkel met Putin. She was glad.", "She", "angela merkel"),
    ],
)
def test_pronouns(text, pronoun, key):
    assert actor_at(text, pronoun.split(" left")[0]).key == key


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("It is understood that Russia will sign.", "It"),
        ("The economy collapsed because it was old.", "it"),
        ("Nobody knows what he wants.", "he"),
        ("Putin praised him.", "him"),
    ],
)
def test_pronouns_that_stay_open(text, pronoun):
    start = text.index(pronoun)
    assert all(m.start != start or m.how != "pronoun" for m in reading(text).actors.mentions)


def test_every_mention_says_what_joined_it():
    text = LAVROV + "The minister left. He was tired. Moscow regrets it."
    whys = {why for actor in reading(text).actors.actors for why in actor.why}
    assert {"title", "description", "pronoun", "demonym", "capital"} <= whys
