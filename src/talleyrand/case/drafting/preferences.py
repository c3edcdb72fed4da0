"""Preferences, as partial as the words leave them: what each party wants to be true of the options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from talleyrand.case.drafting.evidence import cited
from talleyrand.case.drafting.granters import Positions
from talleyrand.case.estimate import Estimate
from talleyrand.case.model import OptionEntry, PreferenceEntry

LARGEST_GROUP = 3
_ORDER = "The order is that of saliences; where their ranges meet, none is told."


@dataclass(frozen=True)
class _Want:
    statement: str
    salience: Estimate
    because: tuple[str, ...]


def preference_entries(
    options: Mapping[str, OptionEntry], positions: Positions, saliences: Positions
) -> dict[str, tuple[PreferenceEntry, ...]]:
    """Order what each party wants of the grants, the seats and the door.

    A party wants an issue granted where its range lies wholly above 50, not granted where it lies wholly below;
    where 50 is within, it may want its nearer side (``maybe``), where it may stand anywhere, nothing is said. Wants
    whose saliences' ranges meet have no known order (three at most in a group, the more salient first). One who is
    asked to give and has said nothing may prefer not to; one who is left out may want its seat; everybody may want the
    others to stay.
    """
    issues = {key.partition("_grants_")[2] for key in options if "_grants_" in key}
    result = {}
    for party in _concerned(options, positions):
        row, weights = positions.get(party, {}), saliences.get(party, {})
        sure: list[_Want] = []
        unsure: list[_Want] = []
        for issue in (q for q in row if q in issues and q in weights and row[q].because):
            estimate = row[issue]
            want = _Want(_granted(issue, options, wanted=estimate.value >= 50), weights[issue], estimate.because)
            (sure if estimate.low > 50 or estimate.high < 50 else unsure).append(want)
        steps = (
            *_grouped(sure),
            *_maybes(unsure),
            *_asked(party, options, row),
            *_seat(party, options),
            *_others_stay(party, options),
        )
        if steps:
            result[party] = steps
    return result


def _concerned(options: Mapping[str, OptionEntry], positions: Positions) -> list[str]:
    """Return those who hold positions, own options or would get a seat."""
    owners = [option.owner for option in options.values()]
    admitted = [option.admits for option in options.values() if option.admits]
    return list(dict.fromkeys([*positions, *owners, *admitted]))


def _granted(issue: str, options: Mapping[str, OptionEntry], *, wanted: bool) -> str:
    keys = [key for key in options if key.endswith(f"_grants_{issue}")]
    return " and ".join(key if wanted else f"not {key}" for key in keys)


def _grouped(wants: Sequence[_Want]) -> Iterator[PreferenceEntry]:
    group: list[_Want] = []
    for want in sorted(wants, key=lambda w: (-w.salience.value, w.statement)):
        if group and (len(group) == LARGEST_GROUP or want.salience.high < min(w.salience.low for w in group)):
            yield _step(group)
            group = []
        group.append(want)
    if group:
        yield _step(group)


def _step(group: Sequence[_Want]) -> PreferenceEntry:
    because = cited(record for want in group for record in want.because)
    if len(group) == 1:
        return PreferenceEntry(statement=group[0].statement, because=because, drafted=True)
    return PreferenceEntry(
        any_order=tuple(want.statement for want in group), because=because, assumption=_ORDER, drafted=True
    )


def _maybes(wants: Sequence[_Want]) -> Iterator[PreferenceEntry]:
    for want in sorted(wants, key=lambda w: (-w.salience.value, w.statement)):
        yield PreferenceEntry(statement=want.statement, maybe=True, because=want.because, drafted=True)


def _asked(party: str, options: Mapping[str, OptionEntry], row: Mapping[str, Estimate]) -> Iterator[PreferenceEntry]:
    for key, option in options.items():
        issue = key.partition("_grants_")[2]
        if issue and option.owner == party and not (issue in row and row[issue].because):
            yield PreferenceEntry(
                statement=f"not {key}",
                maybe=True,
                assumption="One who is asked to give may prefer not to.",
                drafted=True,
            )


def _seat(party: str, options: Mapping[str, OptionEntry]) -> Iterator[PreferenceEntry]:
    keys = [key for key, option in options.items() if option.admits == party]
    if keys:
        yield PreferenceEntry(
            statement=" or ".join(keys),
            maybe=True,
            because=options[keys[0]].because,
            assumption="One who is left out may want to sit at the table.",
            drafted=True,
        )


def _others_stay(party: str, options: Mapping[str, OptionEntry]) -> Iterator[PreferenceEntry]:
    exits = [key for key, option in options.items() if key.endswith("_walks_out") and option.owner != party]
    if exits:
        yield PreferenceEntry(
            statement=" and ".join(f"not {key}" for key in exits),
            maybe=True,
            assumption="It may want the talks to go on.",
            drafted=True,
        )
