"""What differs between two cases: a draft and its correction, a case and a scenario of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from talleyrand.case.model import Case


@dataclass(frozen=True)
class Change:
    """One entry that differs, with its plain values before and after; None where it did not or does not exist."""

    address: str
    before: Any
    after: Any

    def __str__(self) -> str:
        return f"{self.address}: {_shown(self.before)} → {_shown(self.after)}"


def compare(before: Case, after: Case) -> tuple[Change, ...]:
    r"""Return every difference, in the order of the file; an estimate is one entry, however many of its parts differ.

    Examples
    --------
    >>> from talleyrand.case.yamlfile import case_from_text
    >>> text = "title: Talks\nparties: {QAT: {name: Qatar, capability: {value: %d, range: [1, 9], assumption: Size}}}"
    >>> for change in compare(case_from_text(text % 3), case_from_text(text % 5)):
    ...     print(change)
    parties/QAT/capability: 3 (1–9) → 5 (1–9)
    """
    return tuple(_changes(plain(before), plain(after), ""))


def plain(case: Case) -> dict[str, Any]:
    """Return the case as plain values, without what stands at its default."""
    return case.model_dump(mode="json", exclude_defaults=True)


def _changes(before: Any, after: Any, address: str) -> Iterator[Change]:
    if before == after:
        return
    if not (_divides(before) and _divides(after) and isinstance(before, Mapping) == isinstance(after, Mapping)):
        yield Change(address, before, after)
        return
    old, new = _parts(before), _parts(after)
    for name in [*old, *(n for n in new if n not in old)]:
        yield from _changes(old.get(name), new.get(name), f"{address}/{name}" if address else name)


def _divides(value: Any) -> bool:
    """Tell whether differences are told of its parts: mappings that are no estimate, and lists of mappings."""
    if isinstance(value, Mapping):
        return "value" not in value
    return isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) for item in value)


def _parts(value: Any) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {str(n): item for n, item in enumerate(value)}


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, Mapping):
        if "value" in value:
            low_high = value.get("range")
            return f"{value['value']:g}" + (f" ({low_high[0]:g}–{low_high[1]:g})" if low_high else "")
        return str(next((value[key] for key in ("title", "seat", "statement", "when", "kind") if key in value), "…"))
    if isinstance(value, list):
        return ", ".join(_shown(item) for item in value)
    return str(value)
