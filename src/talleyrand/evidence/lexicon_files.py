"""Our lexicons: YAML beside the code, read once."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any


@cache
def lexicon(name: str) -> dict[str, Any]:
    """Return the lexicon ``lexicons/<name>.yaml`` as plain dictionaries and lists; callers must not change it.

    Examples
    --------
    >>> "verbs" in lexicon("events")
    True
    """
    text = resources.files("talleyrand.evidence").joinpath("lexicons", f"{name}.yaml").read_text(encoding="utf-8")
    return parse_yaml(text)


@cache
def words_of(name: str, *path: str) -> frozenset[str]:
    """Return the words that stand in a lexicon under some headings, as a list or in one line.

    Examples
    --------
    >>> "shut" in words_of("ties", "could", "verbs")
    True
    """
    found: Any = lexicon(name)
    for heading in path:
        found = found[heading]
    return frozenset(found.split() if isinstance(found, str) else found)


def parse_yaml(text: str) -> dict[str, Any]:
    """Return what a YAML text holds (version 1.2; no tags, no code)."""
    from ruamel.yaml import YAML

    data: dict[str, Any] = YAML(typ="safe", pure=True).load(text)
    return data
