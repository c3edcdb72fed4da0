"""Changes to YAML text in place: what is not changed stays as it is to the byte, layout and comments too.

A parsed document knows where each of its nodes stands; a change replaces that stretch of the text and no other.
Whoever uses this reads the changed text again and compares what it says with what was wanted (`update`): YAML has
more forms than are foreseen here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from talleyrand.case.write import Writer, flow, inline, scalar
from talleyrand.errors import CaseError, Problem, did_you_mean

Splice = tuple[int, int, str]
"""Start and end in the text, and what stands there instead."""
_ALIAS = re.compile(r"\*[^\s,\]}]+")


@dataclass
class Wanted:
    """What is to stand at an address: a new value, nothing (None), or changes further in."""

    value: Any = None
    inner: dict[str, Wanted] = field(default_factory=dict)

    @classmethod
    def of(cls, changes: Mapping[str, Any]) -> Wanted:
        """Turn addresses and values into a tree."""
        root = cls()
        for address, value in changes.items():
            at = root
            for part in address.split("/"):
                at = at.inner.setdefault(part, cls())
            at.value = value
        return root

    @property
    def gone(self) -> bool:
        """Tell whether the entry is to be taken away."""
        return not self.inner and self.value is None

    def made(self) -> Any:
        """Return the value of an entry that is not there yet."""
        if not self.inner:
            return self.value
        if all(part.isdigit() for part in self.inner):
            return [self.inner[part].made() for part in sorted(self.inner, key=int)]
        return {key: item.made() for key, item in self.inner.items()}

    def on(self, data: Any) -> Any:
        """Return plain data with the changes in it."""
        if not self.inner or data is None:
            return self.made()
        if isinstance(data, list):
            added = sorted((part for part in self.inner if int(part) >= len(data)), key=int)
            return list(self._kept(dict(zip(map(str, range(len(data))), data, strict=True)), added).values())
        return self._kept(data, [part for part in self.inner if part not in data])

    def _kept(self, data: Mapping[str, Any], added: list[str]) -> dict[str, Any]:
        changed = {part: self.inner.get(part) for part in (*data, *added)}
        return {
            part: change.on(data.get(part)) if change else data[part]
            for part, change in changed.items()
            if not (change and change.gone)
        }


def applied(text: str, splices: list[Splice], start: int = 0, end: int | None = None) -> str:
    """Return a stretch of the text with the changes that lie in it."""
    parts, at = [], start
    for first, last, new in sorted(splices, key=lambda s: s[:2]):
        parts += [text[at:first], new]
        at = last
    return "".join([*parts, text[at:end]])


def in_lines(node: Node) -> bool:
    """Tell whether a node is a collection in lines of its own, not in brackets."""
    return isinstance(node, CollectionNode) and not node.flow_style


class Splicer:
    """Works out the changes to one text; `file` is the name that problems bear."""

    def __init__(self, text: str, file: str | None = None) -> None:
        self.text, self.file = text, file

    def changes(self, node: Node, data: Any, wanted: Wanted, address: str = "") -> Iterator[Splice]:
        """Yield what changes within a node, whose plain value is `data`."""
        if isinstance(node, MappingNode):
            self._known(data, wanted, address)
        elif isinstance(node, SequenceNode):
            self._numbered(data, wanted, address)
        else:
            raise self.nowhere(join(address, next(iter(wanted.inner))))
        if not in_lines(node):
            yield from self._brackets(node, data, wanted, address)
        elif isinstance(node, MappingNode):
            yield from self._mapping(node, data, wanted, address)
        else:
            yield from self._list(node, data, wanted, address)

    def _known(self, data: Mapping[str, Any], wanted: Wanted, address: str) -> None:
        for part, item in wanted.inner.items():
            if item.gone and part not in data:
                raise self.nowhere(join(address, part), did_you_mean(part, map(str, data)))

    def _numbered(self, data: list[Any], wanted: Wanted, address: str) -> None:
        free = len(data)
        for part in sorted(wanted.inner, key=lambda part: part.zfill(9)):
            number, item = int(part) if part.isdigit() else -1, wanted.inner[part]
            appended = number == free and item.value is not None
            if not (0 <= number < len(data) or appended):
                raise self.nowhere(join(address, part))
            free += appended

    def nowhere(self, address: str, remedy: str | None = None) -> CaseError:
        """Return the error of an address that leads nowhere."""
        return CaseError(Problem("there is no such entry", file=self.file, where=address, remedy=remedy))

    def _value(self, span: tuple[int, int], node: Node, old: Any, wanted: Wanted, address: str) -> Iterator[Splice]:
        """Yield what turns a value into the one wanted; where both are mappings, key by key."""
        own = span[0] <= node.start_mark.index < span[1]
        if own and not wanted.inner and isinstance(wanted.value, Mapping) and isinstance(old, Mapping):
            inner = {key: Wanted(item) for key, item in wanted.value.items() if key not in old or old[key] != item}
            wanted = Wanted(inner=inner | {key: Wanted() for key in old if key not in wanted.value})
            if not wanted.inner:
                return
        if not wanted.inner or old is None:
            yield (*span, f"{'' if span[0] < span[1] else ' '}{inline(wanted.made())}")
        elif own:
            yield from self.changes(node, old, wanted, address)
        else:
            remedy = "write the entry out where it stands"
            raise CaseError(Problem("this repeats another entry (*)", file=self.file, where=address, remedy=remedy))

    # Where things stand.

    def span(self, node: Node, after: int) -> tuple[int, int]:
        """Return where the value that comes after some point stands; where it is empty, that point twice."""
        if node.start_mark.index < after and (found := _ALIAS.search(self.text, after)):
            return found.span()
        if isinstance(node, ScalarNode) and node.start_mark.index == node.end_mark.index:
            return after, after
        return node.start_mark.index, self.end(node)

    def end(self, node: Node) -> int:
        """Return where the last word of a node ends; the parser counts what follows a block as a part of it."""
        if not in_lines(node):
            start = int(node.start_mark.index)
            return start + len(self.text[start : node.end_mark.index].rstrip())
        if isinstance(node, SequenceNode):
            return self.item(node, len(node.value) - 1)[1]
        key, value = node.value[-1]
        return self.span(value, self.colon(key))[1]

    def colon(self, key: Node) -> int:
        """Return the point after the colon behind a key."""
        return self.text.index(":", key.end_mark.index) + 1

    def line_start(self, at: int) -> int:
        """Return where the line begins that holds a point."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Return where the line ends that holds a point, the break included."""
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found + 1

    def item(self, node: SequenceNode, n: int) -> tuple[int, int]:
        """Return where the line of an item's dash begins, and where its last word ends."""
        value = node.value[n]
        at = value.start_mark.index
        dash = self.text.rfind("-", 0, at)
        line = self.line_start(dash)
        if at < node.start_mark.index or (self.text[line:dash] + self.text[dash + 1 : at]).strip():
            remedy = "write every item of the list out, on a line of its own"
            raise CaseError(
                Problem("this list is written in a way that is changed by hand only", file=self.file, remedy=remedy)
            )
        return line, self.end(value)

    def with_comments(self, line: int, end: int) -> tuple[int, int]:
        """Return the lines of an item with those of the comments directly above it."""
        while line and self.text[self.line_start(line - 1) : line].lstrip().startswith("#"):
            line = self.line_start(line - 1)
        return line, self.line_end(end)

    # Collections in brackets.

    def _brackets(self, node: Node, data: Any, wanted: Wanted, address: str) -> Iterator[Splice]:
        """Write a collection anew between its brackets; what stays keeps its words and the space before them."""
        keyed = isinstance(node, MappingNode)
        start = self.text.index("{" if keyed else "[", node.start_mark.index)
        end, at, lead, pieces = node.end_mark.index, start + 1, "", []
        for n, (key, value) in enumerate(node.value if keyed else [(None, item) for item in node.value]):
            name = key.value if key else str(n)
            span = self.span(value, self.colon(key) if key else at)
            first = key.start_mark.index if key else span[0]
            gap, at = self.text[at:first], span[1]
            lead = lead if n else gap
            change = wanted.inner.get(name)
            if change is None or not change.gone:
                old = data[name if keyed else n] if change else None
                new = list(self._value(span, value, old, change, join(address, name))) if change else []
                pieces.append((gap.replace(",", "", 1), applied(self.text, new, first, at)))
        known = {key.value for key, _ in node.value} if keyed else {str(n) for n in range(len(data))}
        for name, change in wanted.inner.items():
            if name not in known and not change.gone:
                pieces.append((" ", f"{scalar(name)}: {inline(change.made())}" if keyed else inline(change.made())))
        body = ",".join((gap if n else lead) + words for n, (gap, words) in enumerate(pieces))
        yield start, end, self.text[start] + body + self.text[at : end - 1].replace(",", "", 1) + self.text[end - 1]

    # Collections in lines.

    def _mapping(self, node: MappingNode, data: Any, wanted: Wanted, address: str) -> Iterator[Splice]:
        known = {key.value: n for n, (key, _) in enumerate(node.value)}
        for name, change in wanted.inner.items():
            if name not in known:
                continue
            key, value = node.value[known[name]]
            if change.gone:
                following = node.value[known[name] + 1 :]
                yield self._without(key, self.span(value, self.colon(key))[1], following[0][0] if following else None)
            else:
                yield from self._keyed(key, value, data[name], change, join(address, name))
        added = {name: change.made() for name, change in wanted.inner.items() if name not in known and not change.gone}
        if added:
            at = self.line_end(self.end(node))
            yield at, at, self._lines(added, address, node.value[0][0].start_mark.column)

    def _keyed(self, key: Node, value: Node, old: Any, change: Wanted, address: str) -> Iterator[Splice]:
        """Yield what changes behind a key: within its value, or all from its colon on."""
        colon = self.colon(key)
        span, new = self.span(value, colon), change.made()
        if old and (change.inner or (isinstance(new, Mapping) and isinstance(old, Mapping))):
            yield from self._value(span, value, old, change, address)
            if in_lines(value) and not change.on(old):
                yield colon, colon, " {}" if isinstance(old, Mapping) else " []"
        elif flow(new) is not None and not in_lines(value):
            yield from self._value(span, value, old, change, address)
        else:
            made = self._lines({str(key.value): new}, address.rpartition("/")[0], key.start_mark.column)
            yield key.start_mark.index, span[1], made.strip()

    def _without(self, key: Node, end: int, following: Node | None) -> Splice:
        """Take an entry's lines away; one that shares its line with a dash goes up to the key that follows it."""
        start = key.start_mark.index
        line = self.line_start(start)
        if not self.text[line:start].strip():
            return line, self.line_end(end), ""
        return (start, end, "{}") if following is None else (start, following.start_mark.index, "")

    def _lines(self, added: Mapping[str, Any], address: str, column: int) -> str:
        """Return entries as lines that begin in some column; a new section gets an empty line before it."""
        lines: list[str] = []
        for name, value in added.items():
            told = flow(value)
            if address and told is not None:
                lines.append(f"{scalar(name)}: {told}")
            elif address:
                lines += [line[2:] for line in Writer({}).keyed(name, value, join(address, name), 1)]
            else:
                lines += [
                    *([] if isinstance(value, str | float | bool) else [""]),
                    *Writer({}).keyed(name, value, name, 0),
                ]
        return "".join(f"{' ' * column}{line}".rstrip() + "\n" for line in lines)

    def _list(self, node: SequenceNode, data: list[Any], wanted: Wanted, address: str) -> Iterator[Splice]:
        new = []
        for name in sorted(wanted.inner, key=int):
            n, change = int(name), wanted.inner[name]
            if n >= len(node.value):
                new.append(inline(change.made()))
                continue
            start, end = self.item(node, n)
            if change.gone:
                yield start, self.line_end(end), ""
            else:
                span = node.value[n].start_mark.index, end
                yield from self._value(span, node.value[n], data[n], change, join(address, name))
        if new:
            start, end = self.item(node, len(node.value) - 1)
            dash = self.text[start : self.text.index("-", start)]
            at = self.line_end(end)
            yield at, at, "".join(f"{dash}- {told}\n" for told in new)


def join(address: str, part: str) -> str:
    """Return the address of a part."""
    return f"{address}/{part}" if address else part
