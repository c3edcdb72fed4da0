"""Changes to a case file that leave everything else in it as it is: comments, order, layout, quotation marks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from talleyrand.case.compare import compare
from talleyrand.case.model import Case
from talleyrand.case.splice import Splice, Splicer, Wanted, applied, in_lines
from talleyrand.case.write import scalar
from talleyrand.case.yamlfile import case_from_located, case_from_text
from talleyrand.case.yamltext import Located, compose, read_yaml
from talleyrand.errors import CaseError, Problem

Change = Callable[[Splicer, Node], list[Splice]]


def update_text(text: str, changes: Mapping[str, Any], file: str | None = None) -> str:
    r"""Set (or, with None, delete) the entries at some addresses of a case file.

    Parameters
    ----------
    text
        The file as it is.
    changes
        Address to plain value: ``{"positions/RUS/sanctions_relief": {"value": 60, "because": ["statement-…"]}}``.
        Parents that are missing are made. The next free number of a list appends to it; numbers are those before
        any of the changes.
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
    located = read_yaml(text, file)
    if not changes:
        case_from_located(located)
        return text
    wanted = Wanted.of(changes)
    changed = _changed(text, file, lambda splicer, node: list(splicer.changes(node, located.data, wanted)))
    said = case_from_text(changed, file)
    if said != case_from_located(Located(wanted.on(located.data), file)).case:
        # YAML has forms in which one stretch of text is a part of several entries.
        remedy = "write the entry out plainly, or change it in an editor"
        raise CaseError(Problem("this cannot be changed without changing something else", file=file, remedy=remedy))
    return changed


def rename_key(text: str, address: str, name: str, file: str | None = None) -> str:
    r"""Give an entry another key; what refers to it is not touched.

    Examples
    --------
    >>> text = "title: Talks\nparties: {NOR: {name: Norway, capability: {value: 3, assumption: GDP}}}  # one\n"
    >>> print(rename_key(text, "parties/NOR", "NOK"), end="")
    title: Talks
    parties: {NOK: {name: Norway, capability: {value: 3, assumption: GDP}}}  # one
    """
    *above, key = address.split("/")

    def renamed(splicer: Splicer, node: Node) -> list[Splice]:
        parent = _at(splicer, node, above)
        names = {k.value: k for k, _ in parent.value} if isinstance(parent, MappingNode) else {}
        if key not in names:
            raise splicer.nowhere(address)
        if name in names:
            remedy = "choose another name"
            raise CaseError(Problem(f'there is a "{name}" already', file=file, where=address, remedy=remedy))
        return [(names[key].start_mark.index, names[key].end_mark.index, scalar(name))]

    read_yaml(text, file)
    return _checked(_changed(text, file, renamed), file)


def move_item(text: str, address: str, places: int, file: str | None = None) -> str:
    r"""Move an item of a list up (`places` negative) or down; comments directly above it go with it.

    Examples
    --------
    >>> text = "- a  # first\n# of b\n- b\n"
    >>> print(applied(text, _swapped(Splicer(text), compose(text), 0, 1)), end="")
    # of b
    - b
    - a  # first
    """
    *above, number = address.split("/")
    step = 1 if places > 0 else -1

    def moved(splicer: Splicer, node: Node) -> list[Splice]:
        parent = _at(splicer, node, above)
        if not (isinstance(parent, SequenceNode) and number.isdigit() and int(number) < len(parent.value)):
            raise splicer.nowhere(address)
        other = int(number) + step
        if not 0 <= other < len(parent.value):
            raise CaseError(Problem("it stands at the end already", file=file, where=address))
        return _swapped(splicer, parent, *sorted((int(number), other)))

    read_yaml(text, file)
    changed = _checked(_changed(text, file, moved), file)
    if abs(places) > 1:
        return move_item(changed, "/".join([*above, str(int(number) + step)]), places - step, file)
    return changed


def update_case(text: str, case: Case, file: str | None = None) -> str:
    """Return the file changed so that it states `case`, and nothing else changed."""
    before = case_from_text(text, file)
    return update_text(text, {change.address: change.after for change in compare(before, case)}, file)


def _changed(text: str, file: str | None, change: Change) -> str:
    """Return the text with a change in it; line breaks stay of the kind that they are."""
    body = text.replace("\r\n", "\n")
    body += "" if body.endswith("\n") else "\n"
    node = compose(body)
    changed = applied(body, change(Splicer(body, file), node)) if node is not None else body
    return changed.replace("\n", "\r\n") if "\r\n" in text else changed


def _checked(text: str, file: str | None) -> str:
    case_from_text(text, file)
    return text


def _at(splicer: Splicer, node: Node, parts: list[str]) -> Node:
    for part in parts:
        found = (
            {key.value: value for key, value in node.value}
            if isinstance(node, MappingNode)
            else {str(n): item for n, item in enumerate(node.value)}
            if isinstance(node, SequenceNode)
            else {}
        )
        if part not in found:
            raise splicer.nowhere("/".join(parts))
        node = found[part]
    return node


def _swapped(splicer: Splicer, node: SequenceNode, first: int, second: int) -> list[Splice]:
    """Let two neighbours in a list change places."""
    if in_lines(node):
        spans = [(splicer.with_comments(*splicer.item(node, n))) for n in (first, second)]
    else:
        spans = [splicer.span(node.value[n], node.start_mark.index) for n in (first, second)]
    (a, b), (c, d) = spans
    return [(a, b, splicer.text[c:d]), (c, d, splicer.text[a:b])]
