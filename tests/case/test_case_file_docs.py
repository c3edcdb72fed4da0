"""The reference page of the case file names every key, and its examples are cases."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from talleyrand.case import model
from talleyrand.case.check import check
from talleyrand.case.estimate import Estimate, Grounds
from talleyrand.case.yamlfile import case_from_text

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "case-file.md").read_text("utf-8")
MODELS = [Estimate, Grounds] + [
    found
    for found in vars(model).values()
    if isinstance(found, type) and issubclass(found, BaseModel) and found.__module__ == model.__name__
]


@pytest.mark.parametrize("kind", MODELS, ids=lambda kind: kind.__name__)
def test_every_key_is_named(kind):
    missing = [name for name in kind.model_fields if f"`{name}`" not in PAGE]
    assert missing == []


def test_the_small_case_of_the_page_is_one():
    (text,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    case = case_from_text(text)
    assert case.parties["NOR"].name == "Norway"
    assert check(case) == []
