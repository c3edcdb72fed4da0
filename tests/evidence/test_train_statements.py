"""The trainer: what it learns from, that it learns, and that it learns the same twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from talleyrand.evidence.language import load
from talleyrand.evidence.scoring import Model, shipped
from talleyrand.evidence.standoff import Article, Label, parse_standoff, read_articles
from talleyrand.evidence.train_statements import Example, candidates_of, examples, main, train

TEXT = "The envoy said that the dam would hold. The army shelled a village."
LABEL = Label(((0, 9),), ((10, 14),), ((20, 38),))


def test_a_candidate_is_right_where_a_label_matches_its_content() -> None:
    found, names = candidates_of(Article("a", TEXT, (LABEL,)), load())
    right = {found[i].lemma: e.right for i, e in enumerate(examples(Article("a", TEXT, (LABEL,)), found, names))}
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


def test_standoff_reads_discontinuous_pieces_and_survives_missing_ones() -> None:
    lines = "T1\tContent 9 11;12 14\tno no\nE1\tAttribution:T9 Source:T8 Content:T1\n"
    assert parse_standoff(lines) == (Label((), (), ((9, 11), (12, 14))),)


def test_the_command_trains_from_a_folder_and_the_first_annotator_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "a.txt").write_text(TEXT * 4, encoding="utf-8")
    (tmp_path / "attributions" / "a_1.ann").write_text(
        "T1\tSource 0 9\tThe envoy\nT2\tCue 10 14\tsaid\nT3\tContent 20 38\tthe dam would hold\n"
        "E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3\n",
        encoding="utf-8",
    )
    (tmp_path / "attributions" / "a_2.ann").write_text("", encoding="utf-8")
    [article] = read_articles(tmp_path)
    assert len(article.labels) == 1
    main(["--data", str(tmp_path), "--out", str(tmp_path / "weights.json")])
    assert set(json.loads((tmp_path / "weights.json").read_text(encoding="utf-8"))) == {"about", "weights"}
    assert "right" in capsys.readouterr().out
