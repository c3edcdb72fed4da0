import pytest

from talleyrand.errors import InputError
from talleyrand.evidence.actor_file import load_actors
from talleyrand.evidence.actors import ActorExtractor
from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.language import load, parse
from tests.support.reading import document

TEXT = "Russian Foreign Minister Sergei Lavrov spoke. The quiet diplomat left. Lavrov slept. Acme Group paid."


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "actors.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def read(path):
    report = document(TEXT)
    return ActorExtractor(path).propose(Reading(report, parse(report, load()))).actors


def test_the_users_actor_wins(file):
    path = file("- name: Sergei Lavrov\n  names: [The quiet diplomat]\n  party: XXX\n  role: expert\n  office: poet\n")
    index = read(path)
    found = index.at(TEXT.index("The quiet"), TEXT.index(" left"))
    assert (found.party, found.role, found.office, found.name) == ("XXX", "expert", "poet", "Sergei Lavrov")
    assert [s.text for s in found.mentions] == ["Sergei Lavrov", "The quiet diplomat", "Lavrov"]
    assert found.why == ("user", "user", "surname")
    assert index.at(TEXT.index("Lavrov slept"), TEXT.index(" slept")) == found


def test_the_users_words_are_taken_from_others(file):
    index = read(file("- name: Acme\n  names: [Acme Group]\n  kind: organisation\n  party: ACME\n"))
    found = index.at(TEXT.index("Acme"), TEXT.index(" paid"))
    assert (found.key, found.kind, found.party) == ("acme", "organisation", "ACME")


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("- nme: x\n", ":1:3", "needs a name"),
        ("- name: A\n  rle: official\n", ":2:3", 'did you mean "role"'),
        ("- name: A\n  role: oficial\n", ":2:3", 'did you mean "official"'),
        ("- name: A\n  names: x\n", ":2:3", "names: [first, second]"),
        ("name: A\n", ":1:1", "list of actors"),
        ("- name: [x\n", ":2:1", "no YAML"),
    ],
)
def test_mistakes_name_their_place_and_remedy(file, text, place, message):
    with pytest.raises(InputError) as caught:
        load_actors(file(text))
    assert place in str(caught.value)
    assert message in str(caught.value)


def test_all_mistakes_are_told_at_once(file):
    with pytest.raises(InputError) as caught:
        load_actors(file("- name: A\n  kind: ghost\n- name: B\n  role: king\n"))
    assert len(caught.value.problems) == 2


def test_a_missing_file_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        load_actors(tmp_path / "none.yaml")
