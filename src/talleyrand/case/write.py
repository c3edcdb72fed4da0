"""Case -> YAML text: a readable, commented file whose bytes depend on the case alone."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from talleyrand.case.compare import plain
from talleyrand.case.estimate import Grounds
from talleyrand.case.model import Case

WIDTH = 118
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*(?: [A-Za-z0-9_.(-][A-Za-z0-9_.()/-]*)*")
_RESERVED = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
_DATES = {"as_of", "since", "until"}
_FOLDS = re.compile(r"\S+(?: \S+)+")
_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What may not stand in YAML as it is, or breaks a line of it."""

_HEADINGS = {
    "parties": "Who is in it. Capability: what a party can bring to bear, 0 to 100, the strongest at 100.",
    "negotiations": "Who sits at which table. seat_worth: what a seat is worth as such; seat_dislike: whose seat, and\n"
    "who would rather not see it taken; both in salience times points of the 0–100 scales.",
    "issues": "Each issue on a scale from 0 to 100 whose ends are said in words. reversion: where things stand\n"
    "without a deal. readings: what each party means, where they mean different things.",
    "positions": "Where each party wants each issue to end, 0 to 100.",
    "saliences": "How much each issue matters to each party, 0 to 1.",
    "options": "What each party can do or leave. direction: on (never undone), off (never retaken), both.",
    "infeasible": "Combinations of options that cannot be.",
    "preferences": "What each party wants to be true, the most important first. any_order: their order is not known;\n"
    "maybe: the party may not hold it at all.",
    "ties": "What one party holds over another. tolerance: by how much the one who depends may make it worse for\n"
    "the other, in the unit of losses.",
    "decision_rules": "How a body decides: quota of the members' weights, and all vetoes in.",
    "expectations": "Who holds which outcome likely.",
    "events": "Who did what to whom, for the network and the timeline.",
}
_EXPLAINED = """\
Every number is an estimate: {{value, range, because: [record ids]}} or {{value, range, assumption: "…"}}.
`because` cites records of the ledger; `contradicted` lists records that speak against it.{drafted}
"""
_DRAFTED = """
`drafted: true` marks what the rules proposed and nobody has looked at: correct it, then delete the mark.
When all is looked at, write `reviewed: true` on top.\
"""


def dump_case(case: Case, words: Mapping[str, str] | None = None) -> str:
    r"""Return the case as YAML 1.2 that `case_from_text` reads back to an equal case.

    Parameters
    ----------
    case
        The case.
    words
        Record id to the words it rests on; they stand as a comment over the entries that cite it.

    Examples
    --------
    >>> from talleyrand.case.yamlfile import case_from_text
    >>> text = "{title: Talks, parties: {NO: {name: Norway, capability: {value: 3, assumption: GDP}}}}"
    >>> print(dump_case(case_from_text(text)).split("---\n")[-1])
    # Who is in it. Capability: what a party can bring to bear, 0 to 100, the strongest at 100.
    parties:
      "NO":
        name: Norway
        capability: {value: 3, assumption: GDP}
    <BLANKLINE>
    """
    data = _grounds_last(plain(case))
    lines = list(_comment(_EXPLAINED.format(drafted=_DRAFTED if _any_drafted(case) else "")))
    writer = Writer(words or {})
    for name, value in data.items():
        if heading := _HEADINGS.get(name):
            lines += ["", "# " + "-" * (WIDTH - 2), *_comment(heading)]
        if name == "positions":
            lines += _scales(case)
        lines += writer.keyed(name, value, name, 0)
    return "\n".join(lines) + "\n"


class Writer:
    """Renders plain values; `words` of cited records go into comments."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words

    def keyed(self, key: str, value: Any, address: str, depth: int) -> Iterator[str]:
        """Yield the lines of an entry, `depth` levels in."""
        pad = "  " * depth
        yield from (f"{pad}{line}" for line in self._remarks(value, address))
        head = f"{pad}{scalar(key)}:"
        short = str(value) if key in _DATES and value else flow(value)
        if depth and short is not None and len(head) + 1 + len(short) <= WIDTH:
            yield f"{head} {short}"
        elif isinstance(value, Mapping | list) and value:
            yield head
            yield from self._block(value, address, depth + 1)
        elif isinstance(value, str) and len(value) + len(head) > WIDTH and _FOLDS.fullmatch(value):
            yield f"{head} >-"
            yield from textwrap.wrap(
                value,
                WIDTH,
                initial_indent=pad + "  ",
                subsequent_indent=pad + "  ",
                break_long_words=False,
                break_on_hyphens=False,
            )
        else:
            yield f"{head} {short if short is not None else scalar(value)}"

    def _block(self, value: Mapping[str, Any] | Sequence[Any], address: str, depth: int) -> Iterator[str]:
        if isinstance(value, Mapping):
            for name, item in value.items():
                yield from self.keyed(name, item, f"{address}/{name}", depth)
            return
        pad = "  " * depth
        for n, item in enumerate(value):
            short = flow(item)
            yield from (f"{pad}{line}" for line in self._remarks(item, f"{address}/{n}"))
            if short is not None and len(pad) + 2 + len(short) <= WIDTH:
                yield f"{pad}- {short}"
            elif isinstance(item, Mapping):
                first, *rest = self._block(item, f"{address}/{n}", depth + 1)
                yield f"{pad}- {first.lstrip()}"
                yield from rest
            else:
                yield f"{pad}- {scalar(item)}"

    def _remarks(self, value: Any, address: str) -> Iterator[str]:
        """Yield the words that an entry cites; shares of what was said (saliences) cite too many."""
        if isinstance(value, Mapping) and not address.startswith("saliences/"):
            for cited in value.get("because", ())[:2]:
                if told := self.words.get(cited):
                    yield from _comment(f"{cited}: “{told}”", WIDTH - 6)


def flow(value: Any) -> str | None:
    """Render on one line, or return None for what needs several: mappings that hold mappings, and lists of them."""
    if isinstance(value, Mapping):
        nested = any(isinstance(item, Mapping) or _holds_mappings(item) for item in value.values())
    else:
        nested = _holds_mappings(value)
    return None if nested else inline(value)


def inline(value: Any) -> str:
    r"""Render on one line, whatever it holds.

    Examples
    --------
    >>> inline({"kind": "lever", "means": ["veto"], "tolerance": {"value": 2.0}})
    '{kind: lever, means: [veto], tolerance: {value: 2}}'
    """
    if isinstance(value, Mapping):
        parts = (f"{scalar(key)}: {item if key in _DATES and item else inline(item)}" for key, item in value.items())
        return "{" + ", ".join(parts) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(inline, value)) + "]"
    return scalar(value)


def scalar(value: Any) -> str:
    r"""Render one value so that YAML 1.1 and 1.2 read it alike.

    Examples
    --------
    >>> [scalar(v) for v in ("Norway", "NO", "2018-06-08", 'so-called "peace"', 65.0, 0.25, True, None)]
    ['Norway', '"NO"', '"2018-06-08"', '"so-called \\"peace\\""', '65', '0.25', 'true', 'null']
    """
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if not isinstance(value, str):
        return json.dumps(value)
    if _PLAIN.fullmatch(value) and value.casefold() not in _RESERVED:
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04X}", quoted)


def _holds_mappings(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, Mapping | list) for item in value)


def _comment(text: str, width: int = WIDTH) -> Iterator[str]:
    for line in text.strip().splitlines():
        yield from textwrap.wrap(line, width, initial_indent="# ", subsequent_indent="#   ", break_on_hyphens=False)


def _scales(case: Case) -> list[str]:
    told = (f"{key}: 0 = {issue.zero} · 100 = {issue.hundred}" for key, issue in case.issues.items())
    return [line for text in told for line in _comment(text)]


def _grounds_last(value: Any) -> Any:
    """Put what an entry rests on after what it says."""
    if isinstance(value, list):
        return [_grounds_last(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    says = [name for name in value if name not in Grounds.model_fields]
    rests = [name for name in Grounds.model_fields if name in value]
    return {name: _grounds_last(value[name]) for name in says + rests}


def _any_drafted(case: Case) -> bool:
    return any(grounds.drafted for _, grounds in case.grounds())
