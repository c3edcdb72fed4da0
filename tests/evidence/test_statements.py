"""Statements from our own sentences: one row a rule, and promises that hold on any text."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talleyrand.evidence.actors import ActorExtractor
from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.language import load, parse
from talleyrand.evidence.records import Statement
from talleyrand.evidence.statements import StatementExtractor
from talleyrand.ids import sha256
from talleyrand.reading.document import Document
from tests.support.labels import load_all, load_first, load_seed
from tests.support.shared import SHARED, needs_shared


def read(text: str, rules_only: bool = False, actors: bool = False) -> Reading:
    document = Document(sha256=sha256(text.encode("utf-8", "surrogatepass")), text=text)
    reading = Reading(document, parse(document, load()))
    if actors:
        reading = ActorExtractor().propose(reading)
    return StatementExtractor(None if rules_only else "shipped").propose(reading)


def told(text: str, **how: bool) -> list[tuple[str | None, str]]:
    """Return speaker and content of every outermost statement."""
    return [
        (s.speaker.text if s.speaker else None, " / ".join(p.text for p in s.content))
        for s in read(text, **how).of(Statement)
        if s.nested_in is None
    ]


ROWS = [
    ("The minister said that talks would resume.", "The minister", "talks would resume"),
    ("The minister said on Friday he would resign.", "The minister", "he would resign"),
    ("Talks will resume, the minister said.", "the minister", "Talks will resume"),
    ("The talks, the minister said, will resume.", "the minister", "The talks / will resume"),
    ('"We agree," the minister said. "We sign today."', "the minister", "We agree, / We sign today."),
    ('"We agree," said Ada Lund, a former judge. "We sign."', "Ada Lund, a former judge", "We agree, / We sign."),
    ('The talks are "dead and buried," the envoy said.', "the envoy", 'The talks are "dead and buried,"'),
    ("According to the agency, the dam will be closed.", "the agency", "the dam will be closed"),
    ("The dam will be closed, according to the agency.", "the agency", "The dam will be closed"),
    ("The envoy accused the army of shelling a village.", "The envoy", "the army of shelling a village"),
    ("The envoy urged both sides to stop.", "The envoy", "both sides to stop"),
    ("The union threatened to walk out.", "The union", "to walk out"),
    ("The union called for an inquiry.", "The union", "an inquiry"),
    ("The ministry fears losing its seat.", "The ministry", "losing its seat"),
    ("The proposal was rejected by the union.", "the union", "The proposal"),
    ("The union expressed doubt that the mine would reopen.", "The union", "the mine would reopen"),
    ("The envoy is confident that the truce will hold.", "The envoy", "the truce will hold"),
    ("The truce, in her view, is dead.", "her", "The truce / is dead"),
    ("Brussels waits; in the view of the envoy, the truce is dead.", "the envoy", "the truce is dead"),
    ("Its envoy asked them, in the words of an aide, to “stop waiting.”", "an aide", "to “stop waiting.”"),
    ("The dam would run dry, its keeper, Ada Lund, has said.", "its keeper, Ada Lund", "The dam would run dry"),
    (
        "The envoy dismissed as a farce the plan to move the border.",
        "The envoy",
        "as a farce the plan to move the border",
    ),
    ("Analysts put the odds of a deal at one in five.", "Analysts", "the odds of a deal at one in five"),
    ("The envoy appealed to both sides to stay.", "The envoy", "both sides to stay"),
    ("The minister repeated an offer: grain for gas.", "The minister", "grain for gas"),
    ("The minister put it bluntly: no grain, no gas.", "The minister", "no grain, no gas"),
    ("His offer, unchanged since spring, is a federation of two states.", "His", "a federation of two states"),
    ("The envoy ended the row. Lund pictured the call: “You are on your own now.”", "Lund", "You are on your own now."),
    ("The fear in Seoul that the truce will fail is real.", "Seoul", "the truce will fail"),
]


@pytest.mark.parametrize(("text", "speaker", "content"), ROWS)
@pytest.mark.parametrize("rules_only", [True, False])
def test_each_rule_takes_its_example(text: str, speaker: str, content: str, rules_only: bool) -> None:
    assert (speaker, content) in told(text, rules_only=rules_only)


def test_a_verb_that_goes_with_the_speaker_is_cut_off_and_has_its_own_statement() -> None:
    found = told("He said the talks were dead and accused Kyiv of lying.")
    assert found == [("He", "the talks were dead"), ("He", "Kyiv of lying")]


def test_silence_is_no_statement() -> None:
    assert told("The spokesman declined to comment.") == []


def test_a_deed_is_no_statement() -> None:
    assert told("The army attacked the village.", rules_only=True) == []
    assert told("The rebels released 21 prisoners.", rules_only=True) == []


def test_a_quotation_runs_on_into_the_next_paragraph() -> None:
    text = '"We agree," Lund said. "We sign."\n\n"And then we go home."'
    assert told(text) == [("Lund", "We agree, / We sign. / And then we go home.")]


def test_a_new_reporting_verb_starts_a_new_statement() -> None:
    text = '"We agree," Lund said. The envoy added: "We sign."'
    assert [who for who, _ in told(text)] == ["Lund", "The envoy"]


def test_a_paragraph_that_ends_with_a_colon_introduces_the_quotation_after_it() -> None:
    assert told("The envoy went on:\n\n“The river belongs to all of us.”") == [
        ("The envoy", "The river belongs to all of us.")
    ]


def test_a_byline_after_a_dash_speaks() -> None:
    assert told("“We shall not move.” — Ada Lund") == [("Ada Lund", "We shall not move.")]


def test_a_transcript_gives_each_paragraph_to_its_name_and_one_colon_gives_nothing() -> None:
    assert told("LUND: The dam will hold all winter.\n\nBERG: It will not hold a week.") == [
        ("LUND", "The dam will hold all winter."),
        ("BERG", "It will not hold a week."),
    ]
    assert told("The river rose.\n\nOslo: The dam above the town broke at night.") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('"We agree," she said.', "direct"),
        ('She said the plan was "dead".', "mixed"),
        ("She said the plan was dead.", "indirect"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert [s.kind for s in read(text).of(Statement)] == [kind]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The envoy said the dam was safe.", "made"),
        ("The envoy never said the dam was safe.", "denied"),
        ("The envoy might say the dam is safe.", "hypothetical"),
        ("The envoy will announce that the dam is safe.", "planned"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert [s.status for s in read(text, rules_only=True).of(Statement)] == [status]


def test_an_imagined_quotation_is_nested_and_hypothetical_and_not_its_subjects_words() -> None:
    text = "“The prime minister could sell it as, ‘Look, I gave up nothing, and they came to me,’” Lund said."
    outer, inner = read(text).of(Statement)
    assert outer.speaker is not None and outer.speaker.text == "Lund" and outer.status == "made"
    assert inner.speaker is not None and inner.speaker.text == "The prime minister"
    assert (inner.status, inner.nested_in, inner.by.name) == ("hypothetical", outer.id, "imagined")


def test_what_a_speaker_says_that_others_fear_is_a_statement_inside() -> None:
    outer, inner = read("Ankara fears that the truce will fail, Lund said.").of(Statement)
    assert outer.content[0].text == "Ankara fears that the truce will fail"
    assert inner.nested_in == outer.id and inner.content[0].text == "the truce will fail"


def inside(text: str) -> list[tuple[str | None, str, str]]:
    """Return speaker, content and status of every statement inside another."""
    return [
        (s.speaker and s.speaker.text, " / ".join(p.text for p in s.content), s.status)
        for s in read(text).of(Statement)
        if s.nested_in is not None
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Lund said the White House wants to be asked.", "the White House", "to be asked"),
        ("According to Lund, Kabul resents that Dushanbe shelters its opponents.", "Kabul", "Dushanbe shelters its opponents"),
        ("Ottawa fears, Lund added, a concession on milk would cost it Quebec.", "Ottawa", "a concession on milk would cost it Quebec"),
        ("The guards, Lund said, are afraid that Moscow will trade them away.", "The guards", "Moscow will trade them away"),
        ("Ankara, in her view, believes that the talks will fail.", "Ankara", "the talks will fail"),
    ],
)  # fmt: skip
def test_what_others_believe_fear_or_want_stands_inside_a_speakers_words(text: str, speaker: str, content: str) -> None:
    assert (speaker, content, "made") in inside(text)


def test_what_a_speaker_says_of_himself_is_no_statement_inside() -> None:
    assert inside("Lund said he wants to go home.") == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“I can hear the minister telling us, ‘Buy your melons from me,’” Lund said.", "the minister"),
        ("“If I were in charge, I would send one line: ‘Come in, bring the whole crew,’” Lund said.", "I"),
        ("“I will not be the one who tells him, ‘They have gone and I let them go,’” Lund said.", "who"),
        ("“The worst case is that China walks out and says, ‘Come here and we shall talk,’” Lund said.", "China"),
        ("“What I long to hear from Ankara is, ‘Give me the port and I go home,’” Lund said.", "Ankara"),
    ],
)
def test_quotations_made_up_within_quoted_words_are_hypothetical_and_somebodys(text: str, speaker: str) -> None:
    assert [(who, status) for who, _, status in inside(text)] == [(speaker, "hypothetical")]


def test_i_inside_quoted_words_is_their_speaker() -> None:
    text = "“If I were in charge, I would send one line: ‘Come in, bring the whole crew,’” Vladimir Putin said."
    outer, inner = read(text, actors=True).of(Statement)
    assert outer.speaker and inner.speaker and outer.speaker.actor is not None
    assert inner.speaker.actor == outer.speaker.actor


def test_a_denial_before_a_quotation_of_its_own_is_no_imagined_one() -> None:
    found = told("Asked whether the rebels would disarm, he replied: “Not before the land is divided.”")
    assert found == [("he", "Not before the land is divided.")]


def test_addressee_and_medium() -> None:
    def around(text: str) -> tuple[str | None, str | None]:
        [s] = read(text).of(Statement)
        return s.addressee and s.addressee.text, s.medium and s.medium.text

    assert around("Lund told reporters that the dam was safe.") == ("reporters", None)
    assert around("Lund told Reuters that the dam was safe.") == (None, "Reuters")
    assert around('"The dam is safe," Lund said via email.') == (None, "email")
    assert around('"The dam is safe," Lund wrote in a note to clients.') == ("clients", "a note")
    assert (
        around("In an interview with Swedish media, Lund said the dam was safe.")[1]
        == "an interview with Swedish media"
    )
    assert around('"The dam is safe," Lund said, according to state news agencies.')[1] == "state news agencies"


def test_joint_speakers_of_two_states_speak_each_for_itself() -> None:
    found = read("Both Russia and Turkey said they were starting talks.", actors=True).of(Statement)
    assert [(s.speaker.text, s.party) for s in found if s.speaker and s.nested_in is None] == [
        ("Russia", "RUS"),
        ("Turkey", "TUR"),
    ]


def test_a_spokesman_is_not_the_person_he_speaks_for() -> None:
    [statement] = read("Vladimir Putin's barber said the talks had failed.", actors=True).of(Statement)
    putin = next(
        a
        for a in read("Vladimir Putin's barber said the talks had failed.", actors=True).actors.actors
        if "Putin" in a.name
    )
    assert statement.speaker is not None and statement.speaker.actor != putin.id


def test_an_odd_mark_is_a_warning_of_the_document_with_its_line() -> None:
    reading = read('Fine.\n\nHe said "never closed.\n\nShe said no.')
    assert [w.line for w in reading.document.warnings] == [3]


# --- promises on any text --------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def base_texts() -> tuple[str, ...]:
    return tuple(report.text[:1500] for report in load_all(held_out=False))


MUTATIONS = {
    "as it is": lambda t: t,
    "straight": lambda t: t.translate(str.maketrans("“”‘’", "\"\"''")),
    "swapped": lambda t: t.translate(str.maketrans("“”\"'", "”“'\"")),
    "joined": lambda t: t.replace("\n\n", " "),
    "crlf": lambda t: t.replace("\n", "\r\n"),
    "guillemets": lambda t: t.translate(str.maketrans("“”", "«»")),
    "emoji": lambda t: t.replace(" said", " 😀 said").replace("the ", "th\u0301e "),
    "scripts": lambda t: t.replace("Moscow", "Москва").replace("talks", "会談"),
    "upper": str.upper,
}


@pytest.mark.parametrize("name", sorted(MUTATIONS))
def test_every_span_equals_the_text_at_its_offsets_and_twice_the_same(name: str) -> None:
    for text in base_texts():
        changed = MUTATIONS[name](text)
        reading = read(changed)
        found = reading.of(Statement)
        for statement in found:
            for span in statement.spans():
                assert changed[span.start : span.end] == span.text
            assert statement.by.confidence is not None
        ids = [s.id for s in found]
        assert len(set(ids)) == len(ids)
        assert {s.nested_in for s in found} - {None} <= set(ids)
        assert [s.as_json() for s in read(changed).of(Statement)] == [s.as_json() for s in found]


WORDS = st.lists(
    st.sampled_from(
        ["said", "Lund", "he", "that", "the talks", "failed", '"', "“", "”", "‘", "’", ",", ".", ":", "\n\n", "urged", "to",
         "according to", "accused", "of", "and", "who", "fears", "if", "would", "—", "é", "漢字", "😀", "not", "in her view",
         "in the words of", "as", "is", "has", "-", "offer", "put it", "Somebody", "at one in five", "I", "one"]
    ),
    max_size=40,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_word_salad_never_breaks_it(words: list[str]) -> None:
    text = " ".join(words)
    for statement in read(text).of(Statement):
        for span in statement.spans():
            assert text[span.start : span.end] == span.text


# --- labelled reports -------------------------------------------------------------------------------------------


def test_own_reports_hold_what_the_guiding_report_must() -> None:
    for report in load_first():
        near, right, core = _core(report)
        assert near >= 0.8 * core, report.name
        assert right >= 0.7 * core, report.name


@needs_shared
def test_guiding_report_gives_its_core_statements_with_their_speakers() -> None:
    near, right, core = _core(load_seed(SHARED / "gold/seed/latimes-2018-06-08.json"))
    assert core == 20
    assert near >= 19
    assert right >= 19


def _core(report: object) -> tuple[int, int, int]:
    from talleyrand.evidence.matching import match

    labels = [s for s in report.statements if s.tier == "core"]
    reading = read(report.text, actors=True)
    found = reading.of(Statement)
    gold = [[[(p.start, p.end) for p in pieces] for pieces in (s.contents, *s.alternatives)] for s in labels]
    pairs = match(report.text, gold, [[p.place for p in s.content] for s in found], 0.5)
    right = 0
    for i, j in pairs:
        speaker, actor = found[j].speaker, None
        if speaker is not None:
            actor = reading.actors.get(speaker.actor)
        names = {m.text.lower() for m in actor.mentions} | {actor.name.lower(), actor.key.lower()} if actor else set()
        right += any(name.lower() in names for name in labels[i].actor)
    return len(pairs), right, len(labels)
