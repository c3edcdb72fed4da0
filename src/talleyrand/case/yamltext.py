"""YAML text -> plain values, each with its place (file, line, column); every mistake of form is told with its place.

YAML 1.2 by ruamel.yaml: ``NO`` is Norway, ``on`` and ``off`` are words. Tags that build objects are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from talleyrand.errors import CaseError, Problem

MOST_VALUES = 100_000
DEEPEST = 100
TOO_DEEP = "the YAML is nested too deeply to be a case"
_BRACKETS = re.compile(r"[\[\]{}]")
_REMEDIES = (
    ("'\\t'", "indent with spaces, not with tabs"),
    ("mapping values are not allowed", 'put quotation marks around a text that holds ": ", and check the indentation'),
    ("found unexpected end of stream", "close the quotation mark that is opened here"),
    ("expected ',' or ']'", 'close the list with "]"'),
    ("expected ',' or '}'", 'close the entry with "}"'),
    ("expected <block end>", "indent entries of one level alike"),
    ("could not find expected ':'", "write key: value, with a space after the colon"),
    ("found undefined alias", "define the anchor (&name) before it is used (*name)"),
    ("expected a single document", "keep one case in one file: remove the line ---"),
    ("could not determine a constructor", "remove the tag (the word after !)"),
    ("cannot start any token", "put quotation marks around a text that begins with this character"),
)


@dataclass(frozen=True)
class Place:
    """Where something stands: file as the user named it, line and column from 1."""

    file: str | None
    line: int
    column: int


@dataclass(frozen=True)
class Located:
    r"""Plain values read from YAML, and the place of each by its address (``positions/RUS/sanctions_relief``).

    Examples
    --------
    >>> text = "positions:\n  NO: {oil: 140}\n"
    >>> read = read_yaml(text, "case.yaml")
    >>> read.data
    {'positions': {'NO': {'oil': 140}}}
    >>> read.where("positions/NO/oil")
    Place(file='case.yaml', line=2, column=13)
    >>> read.where("positions/NO/gas") == read.where("positions/NO")
    True
    """

    data: Any
    file: str | None = None
    values: Mapping[str, Place] = field(default_factory=dict)
    keys: Mapping[str, Place] = field(default_factory=dict)

    def where(self, address: str, *, key: bool = False) -> Place:
        """Return the place of the value at `address` (of its key where `key`), else of the nearest parent."""
        first = self.keys if key else self.values
        while address:
            if found := first.get(address) or self.values.get(address):
                return found
            address = address.rpartition("/")[0]
        return Place(self.file, 1, 1)


@lru_cache(maxsize=8)
def read_yaml(text: str, file: str | None = None) -> Located:
    """Read one YAML document whose keys are words; what it returns is shared by all who read the same text.

    Raises
    ------
    CaseError
        A syntax error (the first; what follows it cannot be read), or every duplicate key, every key that is not
        a word and every value that does not parse.
    """
    yaml = YAML(typ="safe", pure=True)
    _refuse_depths(text, file)
    builder = _Builder(file, yaml.constructor.construct_object, yaml.constructor.flatten_mapping)
    try:
        # Merges (<<) are worked into the nodes, which must not happen to those that others see.
        node = compose(text) if "<<" not in text else yaml.compose(text)
        data = None if node is None else builder.build(node, "", None, ())
    except RecursionError:
        raise CaseError(Problem(TOO_DEEP, file=file, line=1, column=1)) from None
    except YAMLError as error:
        raise CaseError(_syntax_problem(error, text, file)) from None
    if builder.problems:
        raise CaseError(builder.problems)
    return Located(data, file, builder.values, builder.keys)


@lru_cache(maxsize=4)
def compose(text: str) -> Node | None:
    """Return the nodes of a YAML text, with where each stands: parsing is what reading a case spends its time on."""
    node: Node | None = YAML(typ="safe", pure=True).compose(text)
    return node


@dataclass
class _Builder:
    """Walks composed nodes; collects places and problems."""

    file: str | None
    construct: Callable[[Node], Any]
    flatten: Callable[[MappingNode], Any]
    values: dict[str, Place] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def build(self, node: Node, address: str, key: Node | None, above: tuple[int, ...]) -> Any:
        block = isinstance(node, MappingNode | SequenceNode) and not node.flow_style
        self.values[address] = self._place(key if block and key is not None else node)
        if id(node) in above:
            return self._tell(node, address, f"the anchor &{node.anchor} contains itself", "break the circle")
        if len(self.values) > MOST_VALUES:
            if len(self.values) == MOST_VALUES + 1:
                self._tell(node, address, f"the case holds more than {MOST_VALUES:,} values", "split it")
            return None
        if isinstance(node, MappingNode):
            return self._mapping(node, address, (*above, id(node)))
        if isinstance(node, SequenceNode):
            inner = (*above, id(node))
            return [self.build(item, _join(address, str(n)), None, inner) for n, item in enumerate(node.value)]
        return self._scalar(node, address)

    def _scalar(self, node: Node, address: str) -> Any:
        try:
            return self.construct(node)
        except MarkedYAMLError as error:
            return self._tell(node, address, str(error.problem), _remedy(str(error.problem)))
        except (ValueError, OverflowError):
            return self._tell(node, address, f'"{node.value}" is no {_kind(node)}', "put it in quotation marks")

    def _mapping(self, node: MappingNode, address: str, above: tuple[int, ...]) -> dict[str, Any]:
        for repeated, first in _duplicates(node):
            line = first.start_mark.line + 1
            self._tell(
                repeated,
                _join(address, repeated.value),
                f'the key "{repeated.value}" stands twice (first on line {line})',
                "keep one of them",
            )
        try:
            self.flatten(node)
        except MarkedYAMLError as error:
            self._tell(node, address, f"the merge << does not work: {error.problem}", "merge mappings only")
        result: dict[str, Any] = {}
        for key, value in node.value:
            name = self._key(key, address)
            if name is not None:
                self.keys[_join(address, name)] = self._place(key)
                result[name] = self.build(value, _join(address, name), key, above)
        return result

    def _key(self, key: Node, address: str) -> str | None:
        if not isinstance(key, ScalarNode):
            self._tell(key, address, "a key must be a word, not a list or a mapping", "write a word before the colon")
            return None
        if not str(key.tag).endswith((":str", ":merge")):
            self._tell(key, address, f'the key "{key.value}" is a {_kind(key)}, not a word', f'write "{key.value}": …')
            return None
        if "/" in key.value:
            self._tell(key, address, f'the key "{key.value}" holds "/", which parts addresses', 'write "_" instead')
        return str(key.value)

    def _place(self, node: Node) -> Place:
        return Place(self.file, node.start_mark.line + 1, node.start_mark.column + 1)

    def _tell(self, node: Node, address: str, message: str, remedy: str | None) -> None:
        place = self._place(node)
        self.problems.append(
            Problem(message, file=self.file, line=place.line, column=place.column, where=address or None, remedy=remedy)
        )


def _refuse_depths(text: str, file: str | None) -> None:
    """Refuse brackets nested beyond sense, which the scanner would take hours over."""
    depth = 0
    for match in _BRACKETS.finditer(text):
        depth = depth + 1 if match[0] in "[{" else max(depth - 1, 0)
        if depth > DEEPEST:
            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - text.rfind("\n", 0, match.start())
            remedy = "close the brackets that are opened before this one"
            raise CaseError(Problem(TOO_DEEP, file=file, line=line, column=column, remedy=remedy))


def _duplicates(node: MappingNode) -> Iterator[tuple[Node, Node]]:
    first: dict[str, Node] = {}
    for key, _ in node.value:
        if isinstance(key, ScalarNode):
            if key.value in first and key.value != "<<":
                yield key, first[key.value]
            first.setdefault(key.value, key)


def _join(address: str, part: str) -> str:
    return f"{address}/{part}" if address else part


def _kind(node: Node) -> str:
    name = str(node.tag).rpartition(":")[2]
    return {"int": "number", "float": "number", "bool": "truth value", "timestamp": "date", "null": "nothing"}.get(
        name, name
    )


def _remedy(problem: str) -> str | None:
    return next((remedy for cue, remedy in _REMEDIES if cue in problem), None)


def _syntax_problem(error: YAMLError, text: str, file: str | None) -> Problem:
    if isinstance(error, MarkedYAMLError):
        told = str(error.problem or error.context or "this is not YAML")
        mark = error.problem_mark or error.context_mark
        if "unexpected end of stream" in told and error.context_mark is not None:
            mark = error.context_mark
        context = f" ({error.context})" if error.context and error.problem else ""
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        return Problem(f"YAML: {told}{context}", file=file, line=line, column=column, remedy=_remedy(told + context))
    if isinstance(error, ReaderError):
        before = text[: error.position]
        column = len(before) - (before.rfind("\n") + 1) + 1
        return Problem(
            f"the control character U+{ord(text[error.position]):04X} cannot stand in a case",
            file=file,
            line=before.count("\n") + 1,
            column=column,
            remedy="delete it",
        )
    return Problem(f"YAML: {error}", file=file, line=1, column=1)
