"""Changes to a case file that keep the analyst's comments, order and quotation marks."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from talleyrand.case.compare import compare
from talleyrand.case.model import Case
from talleyrand.case.yamlfile import case_from_text
from talleyrand.case.yamltext import read_yaml
from talleyrand.errors import CaseError, Problem, did_you_mean

_DASH = re.compile(r"^( *)[\w\"'.-]+:[^\S\n]*(?:#.*)?\n(?:[^\S\n]*(?:#.*)?\n)*( *)- ", re.MULTILINE)


def update_text(text: str, changes: Mapping[str, Any], file: str | None = None) -> str:
    r"""Set (or, with None, delete) the entries at some addresses of a case file.

    Parameters
    ----------
    text
        The file as it is.
    changes
        Address to plain value: ``{"positions/RUS/sanctions_relief": {"value": 60, "because": ["statement-…"]}}``.
        Parents that are missing are made. The next free number of a list appends to it.
    file
        Its name, for messages.

    Raises
    ------
    CaseError
        The file does not parse; an address leads nowhere; the changed file is no case.

    Examples
    --------
    >>> text = "title: Talks  # in Oslo\nparties:\n  NOR: {name: Norway, capability: {value: 3, assumption: GDP}}\n"
    >>> print(update_text(text, {"parties/NOR/capability": {"value": 4, "assumption": "GDP"}}), end="")
    title: Talks  # in Oslo
    parties:
      NOR: {name: Norway, capability: {value: 4, assumption: GDP}}
    """
    read_yaml(text, file)
    yaml = _round_trip(text)
    data = yaml.load(text)
    for address, value in changes.items():
        _set(data, address, value, file)
    out = io.StringIO()
    yaml.dump(data, out)
    changed = out.getvalue()
    case_from_text(changed, file)
    return changed


def update_case(text: str, case: Case, file: str | None = None) -> str:
    """Return the file changed so that it states `case`, and nothing else changed."""
    before = case_from_text(text, file)
    changes = compare(before, case)
    removed = sorted((c.address for c in changes if c.after is None), key=_for_deletion, reverse=True)
    edits: dict[str, Any] = {c.address: c.after for c in changes if c.after is not None}
    return update_text(text, edits | dict.fromkeys(removed), file)


def _for_deletion(address: str) -> list[tuple[int, str]]:
    """Sort later list items after earlier ones, so that deleting from the end keeps the numbers true."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in address.split("/")]


def _round_trip(text: str) -> YAML:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.allow_duplicate_keys = False
    yaml.representer.add_representer(type(None), lambda r, _: r.represent_scalar("tag:yaml.org,2002:null", "null"))
    found = _DASH.search(text)
    offset = len(found.group(2)) - len(found.group(1)) if found else 2
    yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    return yaml


def _set(data: Any, address: str, value: Any, file: str | None) -> None:
    parts = address.split("/")
    at = data
    for n, part in enumerate(parts[:-1]):
        at = _step(at, part, "/".join(parts[: n + 1]), file)
    _put(at, parts[-1], value, address, file)


def _step(at: Any, part: str, address: str, file: str | None) -> Any:
    if isinstance(at, CommentedSeq) and part.isdigit() and int(part) < len(at):
        return at[int(part)]
    if isinstance(at, CommentedMap):
        if at.get(part) is None:
            at[part] = CommentedMap()
        return at[part]
    raise _nowhere(at, part, address, file)


def _put(at: Any, part: str, value: Any, address: str, file: str | None) -> None:
    if isinstance(at, CommentedMap):
        if value is not None:
            _assign(at, part, value)
            return
        if part in at:
            del at[part]
            return
    elif isinstance(at, CommentedSeq) and part.isdigit():
        index = int(part)
        if value is not None and index == len(at):
            at.append(_styled(value))
            return
        if index < len(at):
            if value is None:
                del at[index]
            else:
                at[index] = _styled(value)
            return
    raise _nowhere(at, part, address, file)


def _assign(at: CommentedMap, key: str, value: Any) -> None:
    """Set a key; where both values are mappings, keep the old one's comments and the order of its keys."""
    old = at.get(key)
    if not (isinstance(old, CommentedMap) and isinstance(value, Mapping)):
        at[key] = _styled(value)
        return
    for name in [name for name in old if name not in value]:
        del old[name]
    for name, item in value.items():
        if name not in old or old[name] != item:
            _assign(old, name, item)


def _styled(value: Any) -> Any:
    """Make a new entry flow on one line, as an estimate does, unless it holds entries itself."""
    if isinstance(value, Mapping):
        made = CommentedMap((key, _styled(item)) for key, item in value.items())
        if not any(isinstance(item, CommentedMap) for item in made.values()):
            made.fa.set_flow_style()
        return made
    if isinstance(value, list | tuple):
        items = CommentedSeq(_styled(item) for item in value)
        if not any(isinstance(item, CommentedMap) for item in items):
            items.fa.set_flow_style()
        return items
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _nowhere(at: Any, part: str, address: str, file: str | None) -> CaseError:
    near = did_you_mean(part, [str(key) for key in at]) if isinstance(at, Mapping) else None
    return CaseError(Problem("there is no such entry", file=file, where=address, remedy=near))
