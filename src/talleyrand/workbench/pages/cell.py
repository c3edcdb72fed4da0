"""One entry of the case: its scale, the words that carry it, the assumption, and a form that changes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from talleyrand.analyses.addresses import label
from talleyrand.brief.rows import statement_of
from talleyrand.brief.wants import grounds_kind
from talleyrand.case.estimate import Estimate, Grounds
from talleyrand.case.model import Case
from talleyrand.errors import CaseError, InputError, Problem, did_you_mean
from talleyrand.evidence.records import AnyRecord, Statement
from talleyrand.workbench.bench import Ask, Moved, Page
from talleyrand.workbench.doors import Door
from talleyrand.workbench.loaded import Loaded
from talleyrand.workbench.pages.case import number, problem_data, save, version_of
from talleyrand.workbench.refusal import Refusal, missing
from talleyrand.workbench.rows import row

MOST_OFFERED = 20
SCALES = {
    "saliences": (0.0, 1.0, "no weight at all", "nothing else counts"),
    "parties": (0.0, 100.0, "nothing", "as much as the strongest party"),
}


def show(ask: Ask) -> Page:
    """Show one entry."""
    return _page(ask)


def _page(ask: Ask, entered: dict[str, Any] | None = None, refused: Refusal | None = None) -> Page:
    now, address = ask.now, ask.path["address"]
    case = _case(now)
    grounds = _at(case, address)
    estimate = grounds if isinstance(grounds, Estimate) else None
    is_number = grounds is None or estimate is not None
    because, against = (grounds.because, grounds.contradicted) if grounds else ((), ())
    data = {
        "address": address,
        "label": label(case, address),
        "exists": grounds is not None,
        "is_number": is_number,
        "words": statement_of(grounds) if grounds and not estimate else None,
        "estimate": number(estimate) if estimate else None,
        "grounds": grounds_kind(grounds) if grounds else None,
        "drafted": bool(grounds and grounds.drafted),
        "note": grounds.note if grounds else None,
        "scale": _scale(case, address) if is_number else None,
        "others": _others(case, address),
        "records": [_record(now, name, "because") for name in because]
        + [_record(now, name, "contradicted") for name in against],
        "offered": [_record(now, name, "") for name in _offered(now, address) if name not in (*because, *against)][
            :MOST_OFFERED
        ],
        "entered": entered or _entered(grounds),
        "version": version_of(now),
        "problems": [p for one in now.case_problems if _about(p := problem_data(now, one), address)],
        "refused": [problem.as_json() for problem in refused.problems] if refused else [],
        "rests_here": f"/why/{address}",
    }
    return Page("cell.html", label(case, address), data, refused.status if refused else 200)


def _about(problem: dict[str, Any], address: str) -> bool:
    return bool(problem["where"]) and (problem["where"] + "/").startswith(address + "/")


def _case(now: Loaded) -> Case:
    found = now.kept.case(now)
    if isinstance(found, InputError):
        raise found
    if found is None:
        raise missing("case")
    return found.case


def _at(case: Case, address: str) -> Grounds | None:
    """Return what stands at an address, None where a position or a weight may be entered."""
    grounds = dict(case.grounds())
    if address in grounds:
        return grounds[address]
    table, _, rest = address.partition("/")
    party, _, issue = rest.partition("/")
    if table in ("positions", "saliences") and party in case.parties and issue in case.issues:
        return None
    raise Refusal(
        404,
        Problem(
            f"the case has nothing at {address}", remedy=did_you_mean(address, grounds) or "its sheet lists everything"
        ),
    )


def _entered(grounds: Grounds | None) -> dict[str, Any]:
    """Return what the form holds before anybody writes in it."""
    estimate = grounds if isinstance(grounds, Estimate) else None
    between = estimate.range if estimate else None
    return {
        "value": _plain(estimate.value) if estimate else "",
        "low": _plain(between[0]) if between else "",
        "high": _plain(between[1]) if between else "",
        "assumption": (grounds.assumption or "") if grounds else "",
        "note": (grounds.note or "") if grounds else "",
    }


def _plain(value: float) -> str:
    return f"{value:.10g}"


def _scale(case: Case, address: str) -> dict[str, Any] | None:
    table, *rest = address.split("/")
    issue = case.issues.get(rest[0] if table == "issues" else rest[-1])
    if table in ("positions", "issues") and issue:
        reversion = issue.reversion.value if table == "positions" else None
        return {"low": 0.0, "high": 100.0, "zero": issue.zero, "hundred": issue.hundred, "reversion": reversion}
    if table in SCALES:
        low, high, zero, hundred = SCALES[table]
        return {"low": low, "high": high, "zero": zero, "hundred": hundred, "reversion": None}
    return None


def _others(case: Case, address: str) -> list[dict[str, Any]]:
    """Return where all parties stand on the same issue, this one too."""
    table, _, rest = address.partition("/")
    if table not in ("positions", "saliences"):
        return []
    rows = case.positions if table == "positions" else case.saliences
    party, _, issue = rest.partition("/")
    return [
        {
            "name": entry.name,
            "here": code == party,
            "href": f"/case/{table}/{code}/{issue}",
            **(number(rows[code][issue]) if issue in rows.get(code, {}) else {"value": None}),
        }
        for code, entry in case.parties.items()
    ]


def _record(now: Loaded, name: str, stands: Literal["because", "contradicted", ""]) -> dict[str, Any]:
    found = now.reviewed.get(name)
    told = row(now, found) if found else {"id": name, "missing": True}
    return {**told, "alias": now.aliases.get(name), "stands": stands}


def _offered(now: Loaded, address: str) -> Iterator[str]:
    """Yield records that may carry an entry: of this party on this issue first, then of this party."""
    _, *rest = address.split("/")
    party, issue = (rest[0], rest[-1]) if len(rest) == 2 else (rest[-1], None)
    mine = [
        item.record
        for name, item in now.reviewed.items()
        if party in now.facts[name].parties
        and item.record.type != "actor"
        and item.status in ("proposed", "accepted", "amended")
    ]
    touching = [record for record in mine if issue and _touches(record, issue)]
    yield from dict.fromkeys(record.id for record in (*touching, *mine))


def _touches(record: AnyRecord, issue: str) -> bool:
    on = isinstance(record, Statement) and any(position.issue == issue for position in record.positions)
    return on or getattr(record, "issue", None) == issue


def change(ask: Ask) -> Page | Moved:
    """Save what the form says."""
    address = ask.path["address"]
    case = _case(ask.now)
    grounds = _at(case, address)
    entered = {name: ask.text(name) or "" for name in ("value", "low", "high", "assumption", "note")}
    try:
        changes = _changes(ask, grounds, entered)
        save(ask, changes, f"Changed: {label(case, address)}")
    except Refusal as refusal:
        return _page(_again(ask), entered, refusal)
    except InputError as error:
        return _page(ask, entered, Refusal(422, error.problems))
    ask.bench.said = f"Saved in case.yaml: {label(case, address)}"
    return Moved(f"/case/{address}")


def _again(ask: Ask) -> Ask:
    return Ask(ask.bench, ask.bench.reading.now(), ask.path, ask.query, ask.form)


def _changes(ask: Ask, grounds: Grounds | None, entered: dict[str, str]) -> dict[str, Any]:
    """Return the new entry as changes to the file; a key is removed only where it stands."""
    address = ask.path["address"]
    wanted: dict[str, Any] = {}
    if grounds is None or isinstance(grounds, Estimate):
        wanted["value"] = _number(entered["value"], "value")
        wanted["range"] = _range(entered, wanted["value"])
    because, contradicted = _citations(ask)
    wanted |= {"because": because or None, "assumption": entered["assumption"] or None}
    wanted |= {"contradicted": contradicted or None, "note": entered["note"] or None, "drafted": None}
    if not because and not entered["assumption"]:
        raise CaseError(
            Problem("no citation and no assumption", where=address, remedy="cite a record or say what is assumed")
        )
    if grounds is None:
        return {address: {key: value for key, value in wanted.items() if value is not None}}
    stands = {key for key in wanted if getattr(grounds, key) not in (None, (), False)}
    return {f"{address}/{key}": value for key, value in wanted.items() if value is not None or key in stands}


def _number(text: str, name: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        remedy = "write a figure, like 60 or 0.4"
        raise CaseError(Problem(f'the {name} "{text}" is no number' if text else f"no {name}", remedy=remedy)) from None


def _range(entered: dict[str, str], value: float) -> list[float] | None:
    if not entered["low"] and not entered["high"]:
        return None
    low, high = (_number(entered[end] or str(value), f"{end} end") for end in ("low", "high"))
    return [low, high]


def _citations(ask: Ask) -> tuple[list[str], list[str]]:
    """Return the records that support and that speak against, those added by name with them."""
    names = ask.texts("record")
    because = [name for name in names if ask.form.get(f"stands-{name}") == "because"]
    against = [name for name in names if ask.form.get(f"stands-{name}") == "contradicted"]
    by_alias = {alias: name for name, alias in ask.now.aliases.items()}
    for word in (ask.text("cite") or "").replace(",", " ").split():
        name = by_alias.get(word.upper(), word)
        if name not in ask.now.reviewed:
            remedy = did_you_mean(word, by_alias) or "names look like S7, or are ids of the ledger"
            raise CaseError(Problem(f'no record is called "{word}"', remedy=remedy))
        because.append(name)
    return list(dict.fromkeys(because)), list(dict.fromkeys(against))


DOORS = (Door("/case/{address:path}", show), Door("/case/{address:path}", change, "POST"))
