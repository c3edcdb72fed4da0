"""Polarity towards a name: what the sentence does to it, whoever bears it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from talleyrand.errors import InputError
from talleyrand.evidence.language import load, parse
from talleyrand.evidence.polarity import (
    Polarity,
    PolarityModel,
    load_weights,
    polarity_of,
    polarity_towards,
    shipped,
)
from talleyrand.evidence.polarity_features import classes, features
from talleyrand.evidence.train_polarity import Example, read_targets, save, train
from talleyrand.ids import sha256
from talleyrand.reading.document import Document


def towards(text: str, name: str, model: PolarityModel | None = None) -> Polarity:
    start = text.index(name)
    doc = parse(Document(sha256=sha256(text.encode()), text=text), load())
    return polarity_towards(doc, start, start + len(name), model)


@pytest.mark.parametrize(
    ("text", "name", "sign"),
    [
        ("The committee denounced Ostrander as a reckless liar.", "Ostrander", -1),
        ("The committee praised Ostrander for his courage.", "Ostrander", 1),
        ("Ostrander, a brilliant and widely respected judge, won the award.", "Ostrander", 1),
        ("Ostrander met the envoy on Tuesday.", "Ostrander", 0),
        ("Ostrander accused Velkov of corruption.", "Velkov", -1),
    ],
)
def test_plain_sentences(text: str, name: str, sign: int) -> None:
    assert towards(text, name).sign == sign


def test_who_is_named_makes_no_difference() -> None:
    one = towards("The senator attacked Merrow over the scandal.", "Merrow")
    other = towards("The senator attacked Hollin over the scandal.", "Hollin")
    assert one == other


def test_no_feature_holds_a_name() -> None:
    text = "Marlow said that Ostrander had betrayed the voters of Springvale."
    doc = parse(Document(sha256=sha256(text.encode()), text=text), load())
    found = " ".join(features(doc, text.index("Ostrander"), text.index("Ostrander") + 9)).lower()
    assert not [name for name in ("marlow", "ostrander", "springvale") if name in found]
    model = shipped()
    assert model is not None
    words = {part for name in model.weights for part in name.lower().split(":")}
    assert not words & {"trump", "obama", "clinton", "putin", "comey", "pelosi"}


def test_only_the_sentence_of_the_name_counts() -> None:
    text = "Velkov is a criminal and a liar. Ostrander arrived."
    assert towards(text, "Ostrander") == towards("Ostrander arrived.", "Ostrander")


def test_the_lexicon_puts_no_verb_in_two_opposite_classes() -> None:
    both = [w for w, kinds in classes().items() if {"good", "bad"} <= kinds or {"hurts", "helps"} <= kinds]
    assert both == []


def test_a_model_of_nothing_is_undecided() -> None:
    assert PolarityModel({}).probabilities(["class:bad"]) == pytest.approx((1 / 3, 1 / 3, 1 / 3))


def test_training_separates_repeats_and_survives_its_file(tmp_path: Path) -> None:
    data = [Example(("bias", "class:bad"), -1), Example(("bias",), 0), Example(("bias", "class:good"), 1)] * 30
    model = train(data, shrink=0.1)
    assert train(data, shrink=0.1) == model
    for example in data[:3]:
        shares = model.probabilities(example.names)
        assert max(shares) == shares[example.sign + 1]
    save(model, tmp_path / "w.json", "a test")
    assert load_weights(tmp_path / "w.json") == model


def test_targets_are_read_and_mistakes_told_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    row = {"sentence_normalized": "Velkov lied.", "targets": [{"from": 0, "to": 6, "polarity": 2.0}]}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert [(t.start, t.end, t.sign) for t in read_targets(path)] == [(0, 6, -1)]
    path.write_text(json.dumps(row) + "\n{}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"t.jsonl:2"):
        list(read_targets(path))


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "w.json"
    path.write_text('{"weights": {"a": [1, 2]}}', encoding="utf-8")
    with pytest.raises(InputError, match="no weights of polarity"):
        load_weights(path)


def test_stances_point_the_way_that_they_are_taken() -> None:
    assert [polarity_of(s) for s in ("support", "accept", "offer", "promise")] == [1] * 4
    assert [polarity_of(s) for s in ("oppose", "refuse", "threaten", "accuse", "demand")] == [-1] * 5
    assert polarity_of("inform") == 0
