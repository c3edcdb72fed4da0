"""Actors over all reports: their names, and those that may be one."""

import pytest

from talleyrand.evidence.actor_file import load_actors
from talleyrand.evidence.identities import Identities
from talleyrand.evidence.own_actors import as_yaml
from talleyrand.evidence.records import Actor
from talleyrand.evidence.review import Reviewed
from talleyrand.evidence.who_is_who import candidates, figures
from talleyrand.reading.span import Span
from tests.support.cast import cast


def actor(name, *, key=None, document="one", why="name", kind="person", words=None, times=1, **more):
    words = words or name
    spans = tuple(
        Span(document=document, start=n * 99, end=n * 99 + len(words), text=words) for n in range(1, times + 1)
    )
    fields = {"party": None, "role": "unknown", "office": None, "state": None} | more
    key = key or name.casefold()
    made = f"actor-{document}-{key}"
    return Actor(
        id=made, document=document, key=key, name=name, kind=kind, mentions=spans, why=(why,) * times, **fields
    )


def known(*actors):
    return figures(Reviewed(a, "proposed", a) for a in actors)


def pairs(*actors, apart=()):
    return {(c.one, c.into, c.rule) for c in candidates(known(*actors), apart)}


def test_an_actor_has_all_its_names_with_how_often_and_why():
    one = actor("Anna Berg", times=2, office="minister")
    other = actor("Anna Berg", document="two", words="Berg", why="surname", times=3, office="minister")
    rejected = Reviewed(actor("Anna Berg", document="three"), "rejected", one)
    found = figures([Reviewed(one, "proposed", one), Reviewed(other, "accepted", other), rejected])["anna berg"]
    assert found.names == {("Berg", "surname"): 3, ("Anna Berg", "name"): 2}
    assert (found.documents, found.mentions, found.office) == (("one", "two"), 5, "minister")


SURNAMES = [
    (actor("Berg", office="minister", state="NOR"), actor("Anna Berg", office="minister", state="NOR"), True),
    (actor("Berg", state="NOR"), actor("Anna Berg", office="minister", state="NOR"), True),
    (actor("A. Berg", state="NOR"), actor("Anna Berg", state="NOR"), True),
    (actor("Ola Berg", state="NOR"), actor("Anna Berg", state="NOR"), False),
    (actor("Berg", state="SWE"), actor("Anna Berg", state="NOR"), False),
    (actor("Berg"), actor("Anna Berg"), False),
    (actor("Lind", state="NOR"), actor("Anna Berg", state="NOR"), False),
    (actor("Kim", state="PRK"), actor("Kim Jong-un", state="PRK"), True),
    (actor("Jong-un Kim", state="USA"), actor("Kim", state="USA"), True),
]


@pytest.mark.parametrize(("one", "other", "may_be"), SURNAMES)
def test_one_surname_and_the_same_office_or_state(one, other, may_be):
    assert any(rule == "surname" for _, _, rule in pairs(one, other)) == may_be


def test_names_spelled_alike():
    assert pairs(actor("Mohammad Zarif"), actor("Mohamad Zarif", times=2)) == {
        ("mohammad zarif", "mohamad zarif", "spelling")
    }
    assert pairs(actor("Mohammad Zarif", state="IRN"), actor("Mohamad Zarif", state="IRQ")) == set()
    assert pairs(actor("Rand"), actor("Rant")) == set()
    assert pairs(actor("Mohammad Zarif"), actor("Mohamad Zarif", kind="organisation")) == set()


def test_one_organ_of_one_state():
    russia = actor("Russia", kind="state", key="RUS", words="Russian")
    bodies = {"kind": "organisation", "state": "RUS", "party": "RUS"}
    one, other = actor("Russian Foreign Ministry", **bodies), actor("Foreign Ministry of Russia", times=2, **bodies)
    russia = russia.model_copy(update={"mentions": (*russia.mentions, *actor("Russia").mentions), "why": ("name",) * 2})
    assert pairs(russia, one, other) == {("russian foreign ministry", "foreign ministry of russia", "organ")}
    assert pairs(russia, one, actor("Russian Interior Ministry", **bodies)) == set()


def test_what_speaks_for_a_state_may_be_the_state_itself():
    norway = actor("Norway", kind="state", key="NOR")
    body = {"kind": "organisation", "state": "NOR"}
    assert pairs(norway, actor("Norwegian Government", **body)) == {("norwegian government", "NOR", "organ")}
    assert pairs(norway, actor("Norwegian Government", party="NOR", **body)) == set()
    assert pairs(norway, actor("Norwegian Supreme Court", **body)) == set()


def test_initials():
    iaea = actor("IAEA", kind="organisation", times=3)
    assert pairs(iaea, actor("International Atomic Energy Agency", kind="organisation")) == {
        ("international atomic energy agency", "iaea", "initials")
    }
    assert pairs(iaea, actor("Indian Army", kind="organisation")) == set()


def test_what_no_report_names_is_left_alone():
    assert pairs(actor("spokesman", why="description"), actor("spokesmen", why="description", times=2)) == set()


def test_what_was_kept_apart_is_not_offered_again_and_the_users_own_stays():
    one, other = actor("Mohammad Zarif", why="user"), actor("Mohamad Zarif", times=9)
    assert pairs(one, other) == {("mohamad zarif", "mohammad zarif", "spelling")}
    assert pairs(one, other, apart={frozenset(("mohammad zarif", "mohamad zarif"))}) == set()


def test_what_was_decided_can_be_read_as_the_users_own_file(tmp_path):
    found = figures(Reviewed(r, "proposed", r) for r in cast().values())
    path = tmp_path / "actors.yaml"
    path.write_text(as_yaml(found, Identities(merged={"berg": "anna berg"})), "utf-8")
    (own,) = load_actors(path)
    assert (own.key, own.name, own.party, own.office) == ("anna berg", "Anna Berg", "NOR", "foreign minister")
    assert own.names == ("Berg",)
    path.write_text(as_yaml(found, Identities()), "utf-8")
    assert load_actors(path) == ()
