"""What an entry of the case rests on, as a form: records that support it or speak against it, an assumption, a note."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Literal

from talleyrand.case.estimate import Grounds
from talleyrand.errors import CaseError, Problem, did_you_mean
from talleyrand.evidence.records import AnyRecord, Statement
from talleyrand.workbench.bench import Ask
from talleyrand.workbench.loaded import Loaded
from talleyrand.workbench.rows import row

MOST_OFFERED = 20
WRITTEN = ("assumption", "note")


def grounds_data(ask: Ask, grounds: Grounds | None, about: tuple[str, ...]) -> dict[str, Any]:
    """Return the records that an entry cites and those that may bear on it, and what the form holds.

    Parameters
    ----------
    ask
        The request; a form in it goes before what stands in the file.
    grounds
        What stands in the file, None for a new entry.
    about
        The codes of parties and keys of issues that the entry is about.
    """
    now = ask.now
    because, against = (grounds.because, grounds.contradicted) if grounds else ((), ())
    if "record" in ask.form:
        because, against = (_standing(ask, stands) for stands in ("because", "contradicted"))
    cited = [_record(now, name, "because") for name in because] + [_record(now, n, "contradicted") for n in against]
    offered = (name for name in _offered(now, about) if name not in (*because, *against))
    return {
        "records": cited,
        "offered": [_record(now, name, "") for name in islice(offered, MOST_OFFERED)],
        "cite_words": ask.text("cite") or "",
    }


def held(grounds: Grounds | None) -> dict[str, str]:
    """Return the assumption and the note as they stand."""
    return {name: (getattr(grounds, name) or "") if grounds else "" for name in WRITTEN}


def given(ask: Ask) -> dict[str, Any]:
    """Read what a form says an entry rests on.

    Raises
    ------
    CaseError
        Where it rests on nothing, or a record does not exist.
    """
    because, against = list(_standing(ask, "because")), list(_standing(ask, "contradicted"))
    because += [name for name in _named(ask) if name not in because]
    assumption = ask.text("assumption")
    if not because and not assumption:
        remedy = "cite a record or say what is assumed"
        raise CaseError(Problem("no citation and no assumption", where="assumption", remedy=remedy))
    return {
        "because": because or None,
        "contradicted": against or None,
        "assumption": assumption,
        "note": ask.text("note"),
        "drafted": None,
    }


def _standing(ask: Ask, stands: str) -> tuple[str, ...]:
    names = ask.texts("record")
    return tuple(dict.fromkeys(name for name in names if ask.form.get(f"stands-{name}") == stands))


def _named(ask: Ask) -> Iterator[str]:
    by_alias = {alias: name for name, alias in ask.now.aliases.items()}
    for word in (ask.text("cite") or "").replace(",", " ").split():
        name = by_alias.get(word.upper(), word)
        if name not in ask.now.reviewed:
            remedy = did_you_mean(word, by_alias) or "names look like S7, or are ids of the ledger"
            raise CaseError(Problem(f'no record is called "{word}"', where="cite", remedy=remedy))
        yield name


def _record(now: Loaded, name: str, stands: Literal["because", "contradicted", ""]) -> dict[str, Any]:
    found = now.reviewed.get(name)
    told = row(now, found) if found else {"id": name, "missing": True}
    return {**told, "alias": now.aliases.get(name), "stands": stands}


def _offered(now: Loaded, about: tuple[str, ...]) -> Iterator[str]:
    """Yield records that may carry an entry: of its parties on its issues first, then of its parties."""
    mine = [
        item.record
        for name, item in now.reviewed.items()
        if not now.facts[name].parties.isdisjoint(about)
        and item.record.type != "actor"
        and item.status in ("proposed", "accepted", "amended")
    ]
    touching = [record for record in mine if _touches(record, about)]
    yield from dict.fromkeys(record.id for record in (*touching, *mine))


def _touches(record: AnyRecord, issues: tuple[str, ...]) -> bool:
    on = isinstance(record, Statement) and any(position.issue in issues for position in record.positions)
    return on or getattr(record, "issue", None) in issues
