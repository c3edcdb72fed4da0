"""Issues: the catalogue, matching on lemmas, positions on scales, what is contested."""

from __future__ import annotations

from pathlib import Path

import pytest

from talleyrand.errors import InputError
from talleyrand.evidence.issue_catalogue import catalogue, load_catalogue
from talleyrand.evidence.issue_matching import Matcher, our_matcher
from talleyrand.evidence.issues import IssueExtractor
from talleyrand.evidence.language import load
from talleyrand.evidence.records import Contest, Statement
from talleyrand.evidence.statements import StatementExtractor
from tests.support import scoring
from tests.support.labels import load_first
from tests.support.reading import reading
from tests.support.seed_labels import load_seed
from tests.support.shared import SHARED, needs_shared


def statements(text: str) -> tuple[Statement, ...]:
    return IssueExtractor().propose(StatementExtractor().propose(reading(text))).of(Statement)


def placed(text: str, issue: str) -> tuple[str | None, float | None, float | None, bool]:
    return next((p.holder, p.low, p.high, p.own) for s in statements(text) for p in s.positions if p.issue == issue)


def test_the_catalogue_is_whole() -> None:
    assert len(catalogue()) >= 40
    for issue in catalogue().values():
        assert issue.title
        assert issue.zero != issue.hundred
        assert issue.cues
        assert issue.up
        assert issue.down
        assert not issue.up & issue.down, issue.key


MINISTER = "Iranian Foreign Minister Ali Rezai"


@pytest.mark.parametrize(
    ("text", "issue", "expected"),
    [
        (f"{MINISTER} demanded that all sanctions be lifted.", "sanctions_relief", ("IRN", 70, 100, True)),
        (f"{MINISTER} refused to limit enrichment.", "enrichment", ("IRN", 0, 30, True)),
        (f"{MINISTER} offered to release two prisoners.", "prisoners", ("IRN", 30, 80, True)),
        (
            f"{MINISTER} said Iran would release the prisoners only if the sanctions were lifted.",
            "prisoners",
            ("IRN", 30, 80, True),
        ),
        (
            f"{MINISTER} said Iran would release the prisoners only if the sanctions were lifted.",
            "sanctions_relief",
            ("IRN", 70, 100, True),
        ),
        (
            f"{MINISTER} said Iran would extend maturities but would not cut principal.",
            "debt_haircut",
            ("IRN", 0, 30, True),
        ),
        (f"{MINISTER} demanded a haircut of 60 percent.", "debt_haircut", ("IRN", 45, 75, True)),
        (f"{MINISTER} demanded an amnesty for 60 percent of the rebels.", "amnesty", ("IRN", 70, 100, True)),
        (f"{MINISTER} threatened to expel the inspectors.", "monitoring", ("IRN", 0, 30, True)),
        (f"{MINISTER} said that the troops had trained.", "monitoring", None),
        (f"{MINISTER} said Iran would not pay for the gas.", "labour", None),
        (f"{MINISTER} threatened to expel the inspectors if the sanctions stayed.", "monitoring", (None, None)),
        (f"{MINISTER} said Iran was ready to free the hostages.", "prisoners", ("IRN", 30, 80, True)),
        (
            f"{MINISTER} rejected as baseless an allegation that ships had been stopped in the strait.",
            "transport_links",
            (None, None),
        ),
    ],
)
def test_positions(text: str, issue: str, expected: tuple[str, float, float, bool] | None) -> None:
    if expected is None:
        assert all(p.issue != issue for s in statements(text) for p in s.positions)
    elif expected == (None, None):
        assert all(p.low is None for s in statements(text) for p in s.positions if p.issue == issue)
    else:
        assert placed(text, issue) == expected


def test_hearsay_places_the_one_spoken_about_and_more_widely() -> None:
    text = "“Iran wants the sanctions lifted,” said Maria Lind, a senior fellow at the Nordic Institute."
    assert placed(text, "sanctions_relief") == ("IRN", 55.0, 100.0, False)


def test_words_without_a_side_give_no_range() -> None:
    text = f"{MINISTER} said that the sanctions were a subject of the talks."
    assert placed(text, "sanctions_relief")[1:3] == (None, None)


def test_two_negations_cancel() -> None:
    text = f"{MINISTER} insisted that no deal is possible without the lifting of sanctions."
    assert placed(text, "sanctions_relief")[1] == 70.0


def test_a_refusal_takes_over_the_issue_it_refuses() -> None:
    text = f"{MINISTER} demanded that all sanctions be lifted. France rejected the demand."
    assert placed(text, "sanctions_relief") == ("IRN", 70.0, 100.0, True)
    french = [p for s in statements(text) if s.party == "FRA" for p in s.positions]
    assert [(p.issue, p.low, p.high) for p in french] == [("sanctions_relief", 0.0, 30.0)]


@pytest.mark.parametrize(
    ("text", "issues"),
    [
        ("the embargo on arms", ["arms_supplies", "sanctions_relief"]),
        ("She sanctioned the visit.", []),
        ("The tariffs and the gas price stay.", ["energy", "tariffs"]),
        ("They pulled their troops back.", ["troop_withdrawal"]),
        ("They fed the troops.", []),
    ],
)
def test_cues_match_words_and_not_parts_of_words(text: str, issues: list[str]) -> None:
    found = {h.issue for h in our_matcher().find(load()(text))}
    assert found <= set(issues) if issues else found == set()
    assert not issues or found


def test_a_cue_lists_alternatives(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "whaling: {title: Whaling, zero: none, hundred: all, cues: [catch|hunt of whale & ban|end]}", encoding="utf-8"
    )
    own = load_catalogue(path, extend=False)
    assert len(own["whaling"].cues) == 4
    matcher = Matcher.of(own)
    assert [hit.issue for hit in matcher.find(load()("They want to end the hunt of whales."))] == ["whaling"]
    assert matcher.find(load()("They want to end the hunt of seals.")) == []


def test_a_catalogue_of_ones_own_extends_or_replaces(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "salt:\n  title: Salt\n  zero: none\n  hundred: all\n  cues: [salt pan, salt & lake]\n", encoding="utf-8"
    )
    assert len(load_catalogue(path)) == len(catalogue()) + 1
    own = load_catalogue(path, extend=False)
    assert list(own) == ["salt"]
    assert [h.issue for h in Matcher.of(own).find(load()("The lake holds salt."))] == ["salt"]


def test_mistakes_in_a_catalogue_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("salt:\n  titel: Salt\n  zero: none\n  hundred: all\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_catalogue(path)
    text = str(caught.value)
    assert "`title` is missing" in text
    assert 'did you mean "title"?' in text
    assert "`cues` is missing" in text


def test_a_broken_catalogue_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("salt:\n  title: [\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"mine.yaml:\d+:\d+"):
        load_catalogue(path)


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("The two sides disagree over the definition of denuclearization.", "denuclearization"),
        ("Nobody knows what a ceasefire means to each of them.", "ceasefire"),
        ("They have different readings of autonomy.", "status_autonomy"),
    ],
)
def test_contests(text: str, issue: str) -> None:
    made = IssueExtractor().propose(reading(text))
    assert [c.issue for c in made.of(Contest)] == [issue]


def test_a_definition_that_nobody_disputes_is_no_contest() -> None:
    assert IssueExtractor().propose(reading("The treaty has a definition of the ceasefire.")).of(Contest) == ()


def test_our_reports_raise_the_issues_that_we_labelled() -> None:
    found = of = 0
    for report in load_first():
        made = scoring.reading_of(report.text, report.published, report.outlet)
        keys = {p.issue for s in made.of(Statement) for p in s.positions}
        found += sum(bool(keys & set(issue.names)) for issue in report.issues)
        of += len(report.issues)
    assert found / of >= 0.75


@needs_shared
@pytest.mark.shared
def test_the_guiding_report() -> None:
    report = load_seed(SHARED / "gold" / "seed" / "latimes-2018-06-08.json")
    made = scoring.reading_of(report.text, report.published, report.outlet)
    keys = {p.issue for s in made.of(Statement) for p in s.positions}
    assert keys >= {"sanctions_relief", "security_guarantees", "denuclearization", "format_of_talks"}
    assert [c.issue for c in made.of(Contest)] == ["denuclearization"]
    imagined = [s for s in made.of(Statement) if s.status == "hypothetical"]
    assert all(p.low is None for s in imagined for p in s.positions)


def test_a_worry_about_exclusion_wants_a_seat() -> None:
    text = "Chad's concerns about being left out of the talks were addressed."
    assert placed(text, "format_of_talks") == ("TCD", 70.0, 100.0, True)
