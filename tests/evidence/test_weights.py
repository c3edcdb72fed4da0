"""Weights of the user's own take the place of those that ship."""

from __future__ import annotations

from pathlib import Path

import pytest

from talleyrand.errors import InputError
from talleyrand.evidence.pipeline import default_extractors
from talleyrand.evidence.scoring import Model, lacking, own_digest, own_model, shipped
from talleyrand.evidence.train_statements import save


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Weights that let nothing through, with the tagger that ships."""
    model = shipped()
    assert model is not None
    save(Model({"bias": -9.0}, model.tagger, {"right cut": 1.0}), tmp_path / "statement_weights.json", "a test's")
    return tmp_path / "statement_weights.json"


def test_a_file_and_its_folder_are_the_same_weights(own: Path) -> None:
    assert own_model(own) is own_model(own.parent)
    assert own_model(own).edges == {"right cut": 1.0}
    assert own_digest(own) == own_digest(own.parent)
    assert lacking(own) is None


def test_the_reader_uses_them(own: Path) -> None:
    [statements] = [e for e in default_extractors(weights=own) if e.name == "statements"]
    assert statements.model is own_model(own)


def test_weights_trained_anew_are_read_anew(own: Path) -> None:
    before = own_digest(own)
    assert own_model(own).weights == {"bias": -9.0}
    save(Model({"bias": 2.0}, own_model(own).tagger), own, "a test's")
    import os

    os.utime(own, ns=(1, 1))
    assert own_model(own).weights == {"bias": 2.0}
    assert own_digest(own) != before


def test_what_is_missing_is_named(own: Path, tmp_path: Path) -> None:
    own.with_suffix(".npz").unlink()
    with pytest.raises(InputError, match=r"statement_weights\.npz.*no weights of statements"):
        own_model(own)
    with pytest.raises(InputError, match="talleyrand train statements"):
        own_model(tmp_path / "nowhere.json")
