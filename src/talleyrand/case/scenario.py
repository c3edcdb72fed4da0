"""A scenario: a small YAML file laid over a case, which says only what is different.

Mappings are merged, key by key; everything else is replaced; ``null`` deletes. An estimate or a seat is replaced as
a whole, never mixed: a new figure under the old citation would claim that those words carry it.
``title:`` names the scenario and leaves the case's own title alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from talleyrand.case.yamltext import Located, Place
from talleyrand.errors import CaseError, Problem, did_you_mean

_WHOLE = (("value", ("value", "range")), ("seat", ("seat",)))


def apply_scenario(case: Located, overlay: Located) -> Located:
    r"""Lay `overlay` on `case`; every address keeps the place (file, line, column) that it comes from.

    Raises
    ------
    CaseError
        The overlay is no mapping, or deletes what is not there; each with its place in the overlay.

    Examples
    --------
    >>> from talleyrand.case.yamltext import read_yaml
    >>> base = read_yaml("title: Talks\nparties: {A: {name: Aland}, B: {name: Bland}}")
    >>> laid = apply_scenario(base, read_yaml("title: Without B\nparties: {B: null}"))
    >>> laid.data
    {'title': 'Talks', 'parties': {'A': {'name': 'Aland'}}, 'scenario': 'Without B'}
    """
    if overlay.data is None:
        overlay = Located({}, overlay.file)
    if not isinstance(overlay.data, Mapping):
        raise CaseError(Problem("a scenario is a mapping like the case it is laid on", file=overlay.file, line=1))
    merge = _Merge(overlay, dict(case.values), dict(case.keys))
    changes = {("scenario" if name == "title" else name): value for name, value in overlay.data.items()}
    data = merge.mappings(case.data if isinstance(case.data, Mapping) else {}, changes, "")
    if merge.problems:
        raise CaseError(merge.problems)
    return Located(data, case.file, merge.values, merge.keys)


class _Merge:
    """One laying-on: collects places and problems."""

    def __init__(self, overlay: Located, values: dict[str, Place], keys: dict[str, Place]) -> None:
        self.overlay, self.values, self.keys = overlay, values, keys
        self.problems: list[Problem] = []

    def mappings(self, base: Mapping[str, Any], over: Mapping[str, Any], address: str) -> dict[str, Any]:
        result = dict(base)
        for name, value in over.items():
            inner = f"{address}/{name}" if address else name
            if value is None:
                self._delete(result, name, inner)
            elif isinstance(value, Mapping) and isinstance(base.get(name), Mapping) and not _whole(base[name], value):
                result[name] = self.mappings(base[name], value, inner)
            else:
                result[name] = value
                self._replace_places(inner)
        return result

    def _delete(self, result: dict[str, Any], name: str, address: str) -> None:
        if name in result:
            del result[name]
            return
        place = self.overlay.where(address, key=True)
        self.problems.append(
            Problem(
                "there is nothing to delete here",
                file=place.file,
                line=place.line,
                column=place.column,
                where=address,
                remedy=did_you_mean(name, result) or "remove this line",
            )
        )

    def _replace_places(self, address: str) -> None:
        source = "title" if address == "scenario" else address
        for places, new in ((self.values, self.overlay.values), (self.keys, self.overlay.keys)):
            for old in [a for a in places if _under(a, address)]:
                del places[old]
            places.update({address + a[len(source) :]: place for a, place in new.items() if _under(a, source)})


def _under(address: str, root: str) -> bool:
    return address == root or address.startswith(root + "/")


def _whole(base: Mapping[str, Any], over: Mapping[str, Any]) -> bool:
    return any(mark in base and any(key in over for key in keys) for mark, keys in _WHOLE)
