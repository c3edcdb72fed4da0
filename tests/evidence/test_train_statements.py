"""The trainer: what it learns from, that it learns, and that it learns the same twice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from talleyrand.errors import InputError
from talleyrand.evidence.language import load
from talleyrand.evidence.scoring import Model, load_weights, shipped
from talleyrand.evidence.standoff import Article, Label, parse_standoff, read_articles
from talleyrand.evidence.train_statements import Example, examples, read_article, save, train, train_on

TEXT = "The envoy said that the dam would hold. The army shelled a village."
LABEL = Label(((0, 9),), ((10, 14),), ((20, 38),))


def test_a_candidate_is_right_where_a_label_matches_its_content() -> None:
    article = Article("a", TEXT, (LABEL,))
    found = read_article(article, load()).candidates
    names = [[a.rule] for a in found]
    right = {found[i].lemma: e.right for i, e in enumerate(examples(article, found, names))}
    assert right["say"] is True
    assert right["shell"] is False


def test_training_separates_and_repeats() -> None:
    data = [Example(("bias", "cue=say"), True), Example(("bias", "cue=shell"), False)] * 20
    first, second = train(data), train(data)
    assert first.probability(["bias", "cue=say"]) > 0.85
    assert first.probability(["bias", "cue=shell"]) < 0.15
    assert first == second
    assert train(data, seed=1).weights != first.weights


def test_unknown_features_leave_even_odds() -> None:
    assert Model({}).probability(["cue=say"]) == pytest.approx(0.5)


def test_the_shipped_model_knows_saying_and_no_names() -> None:
    model = shipped()
    assert model is not None
    assert model.weights["cue=say"] > 0
    assert not [name for name in model.weights if any(word in name for word in ("clinton", "obama", "cruz"))]


def test_the_shipped_edges_hold_single_words_and_no_names() -> None:
    model = shipped()
    assert model is not None and model.edges
    for name in model.edges:
        assert name.startswith(("left ", "right ")), name
        assert len(name.split()) <= 7 and max(map(len, name.split())) <= 30, name
        assert not any(word in name for word in ("clinton", "obama", "cruz")), name


def test_standoff_reads_discontinuous_pieces_and_survives_missing_ones() -> None:
    lines = "T1\tContent 9 11;12 14\tno no\nE1\tAttribution:T9 Source:T8 Content:T1\n"
    assert parse_standoff(lines) == (Label((), (), ((9, 11), (12, 14))),)


def folder_with(folder: Path, labels: str, text: str = TEXT * 4) -> Path:
    for name in ("text", "attributions"):
        (folder / name).mkdir()
    (folder / "text" / "a.txt").write_text(text, encoding="utf-8")
    (folder / "attributions" / "a_1.ann").write_text(labels, encoding="utf-8")
    (folder / "attributions" / "a_2.ann").write_text("", encoding="utf-8")
    return folder


LABELS = (
    "T1\tSource 0 9\tThe envoy\nT2\tCue 10 14\tsaid\nT3\tContent 20 38\tthe dam would hold\n"
    "E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3\n"
)


def test_the_first_annotator_counts_and_weights_come_back_from_the_disk(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, LABELS)
    [article] = read_articles(folder)
    assert len(article.labels) == 1
    steps: list[tuple[int, int, str]] = []
    trained = train_on(folder, progress=lambda *step: steps.append(step))
    assert steps == [(0, 1, "a")]
    assert trained.right >= 1 and trained.candidates > trained.right
    files = save(trained.model, tmp_path / "weights.json", trained.about)
    assert [file.name for file in files] == ["weights.json", "weights.npz"]
    back = load_weights(*files)
    assert back.weights == trained.model.weights
    assert back.tagger is not None and trained.model.tagger is not None
    assert np.allclose(back.tagger.weights, trained.model.tagger.weights, atol=0.02)


def test_a_folder_without_labels_says_what_belongs_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="attributions/NAME_ANNOTATOR"):
        train_on(tmp_path)


def test_labels_without_a_text_or_beyond_its_end_are_named(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, LABELS, text="Short.")
    with pytest.raises(InputError, match=r"a_1\.ann: a label ends at 38 and the text at 6"):
        list(read_articles(folder))
    (folder / "text" / "a.txt").unlink()
    with pytest.raises(InputError, match="these labels have no text; put it into text/a"):
        list(read_articles(folder))


def test_labels_that_nothing_matches_are_no_data(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no label matches"):
        train_on(folder_with(tmp_path, ""))


def test_weights_of_another_kind_are_refused(tmp_path: Path) -> None:
    (tmp_path / "weights.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(InputError, match="holds no weights"):
        load_weights(tmp_path / "weights.json")
    (tmp_path / "weights.json").write_text('{"weights": {"bias": 1}}', encoding="utf-8")
    with pytest.raises(InputError, match="holds no tagger"):
        load_weights(tmp_path / "weights.json", tmp_path / "weights.json")


def test_the_shipped_weights_hold_single_words_only() -> None:
    """A feature is a word at most, with a rule or a tag beside it; only auxiliaries and negations stand in groups."""
    model = shipped()
    assert model is not None
    groups = {word for name in model.weights if name.startswith("helpers=") for word in name[8:].split()}
    assert len(groups) < 50
    for name in model.weights:
        kind, _, value = name.partition("=")
        beside = 2 if kind == "rule,complement class" else kind == "above" or "," in kind
        if kind not in ("helpers", "vote", "rule,vote"):
            assert len(value.split(" ")) <= 1 + beside, name
        assert max(map(len, value.split(" "))) <= 20, name
