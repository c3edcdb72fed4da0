"""Read the shared hand labels of the guiding report into the form of our own, so that one scorer serves both.

States and the UN go by their party code, people and groups by their name. The seed tells polarity towards a target
and no stance; its kinds ``belief``, ``attitude`` and the like become None.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from tests.support.labelled import (
    LabelledActor,
    LabelledContest,
    LabelledDate,
    LabelledEvent,
    LabelledExpectation,
    LabelledNegotiation,
    LabelledReport,
    LabelledSeat,
    LabelledStatement,
    LabelledTie,
    Piece,
    When,
)

_SEED_KINDS = {"direct": "direct", "mixed": "mixed", "indirect": "indirect"}
_SEED_STATES = {"IGOUNO": "UN"}
_SEED_LABELLED = ("actors", "contested", "dates", "events", "expectations", "negotiations", "statements", "ties")
_SEED_CLASSES = {"DEMAND": "REQUEST"}


def load_seed(path: Path | str) -> LabelledReport:
    """Read the seed's labels; `path` is the JSON file, which names its report."""
    path = Path(path)
    data = json.loads(path.read_text(encoding="utf-8"))
    text = (path.parents[2] / data["source"]).read_text(encoding="utf-8")
    actors = {row["id"]: row for row in [*data["actors"], *data["groups"]]}
    nested = {inner: row["id"] for row in data["statements"] for inner in row.get("nested", ())}
    mentions = data["mentions"]
    return LabelledReport(
        name=path.stem,
        text=text,
        outlet=data["doc"]["outlet"],
        published=date.fromisoformat(data["doc"]["date"]),
        labelled=_SEED_LABELLED,
        statements=tuple(_seed_statement(row, actors, nested) for row in data["statements"]),
        events=tuple(_seed_event(row) for row in data["events"]),
        negotiations=tuple(_seed_negotiation(row, place == 0) for place, row in enumerate(data["negotiations"])),
        ties=tuple(_seed_tie(row) for row in data["ties"]),
        expectations=tuple(
            LabelledExpectation(row["holder"], row["about"], row["likelihood"], _span(row["evidence"]))
            for row in data["expectations"]
        ),
        actors=tuple(_seed_actor(row, mentions) for row in data["actors"]),
        dates=tuple(LabelledDate(_span(row), _seed_when(row["value"])) for row in data["dates"]),
        contested=tuple(LabelledContest(row["issue"], _span(row["evidence"])) for row in data["contested"]),
    )


def _span(row: dict[str, Any]) -> Piece:
    return Piece(row["start"], row["end"], row["text"])


def _maybe(row: dict[str, Any] | None) -> Piece | None:
    return None if row is None else _span(row)


def _seed_name(key: str, actors: dict[str, Any]) -> str:
    row = actors[key]
    return key[2:] if key.startswith("C:") else _SEED_STATES.get(row.get("country", ""), row["name"])


def _seed_role(row: dict[str, Any]) -> str | None:
    words = row.get("role", "")
    for sign, role in (("former", "former_official"), ("fellow", "expert"), ("GOV", "official"), ("MED", "media")):
        if sign in words:
            return role
    return {"G:RUS_MEDIA": "media", "O:UN": "international_official"}.get(
        row["id"], "expert" if row["id"].startswith("G:") else None
    )


def _seed_statement(row: dict[str, Any], actors: dict[str, Any], nested: dict[str, str]) -> LabelledStatement:
    keys = row["speaker_canonical"]
    keys = [keys] if isinstance(keys, str) else keys
    role = _seed_role(actors[keys[0]])
    parties = [_SEED_STATES.get(code, code) for key in keys if (code := actors[key].get("country"))]
    return LabelledStatement(
        id=row["id"],
        tier=row["tier"],
        kind=_SEED_KINDS.get(row["type"]),
        status=row["status"],
        contents=tuple(map(_span, row["contents"])),
        alternatives=tuple(tuple(map(_span, pieces)) for pieces in row.get("alt_contents", ())),
        speaker=_maybe(row["speaker"]),
        actor=tuple(_seed_name(key, actors) for key in keys),
        party=tuple(parties) if role in {"official", "international_official"} else (),
        role=role,
        cue=_maybe(row["cue"]),
        medium=_maybe(row.get("medium_span")),
        polarity=row.get("stance", {}).get("polarity"),
        issue=row.get("topic"),
        nested_in=nested.get(row["id"]),
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _seed_event(row: dict[str, Any]) -> LabelledEvent:
    span = row["when"]
    return LabelledEvent(
        id=row["id"],
        plover=row["plover"],
        status=row["status"],
        evidence=(_span(row["trigger"]),),
        source=tuple(row["source"]),
        target=tuple(row["target"]),
        alt=tuple(_SEED_CLASSES.get(name, name) for name in row["plover_alt"]),
        when=span and When(_day(span["from"]), _day(span["to"]), span["granularity"]),
        place=row["location"],
        core=row["core"],
    )


def _seed_negotiation(row: dict[str, Any], main: bool) -> LabelledNegotiation:
    seats = tuple(LabelledSeat(seat["party"], seat["seat"], _span(seat["evidence"])) for seat in row["seats"])
    return LabelledNegotiation(row["id"], row["title"], main, seats)


def _seed_tie(row: dict[str, Any]) -> LabelledTie:
    means = tuple(row["means"].split(", "))
    return LabelledTie(row["holder"], row["over"], row["kind"], means, _span(row["evidence"]))


def _seed_actor(row: dict[str, Any], mentions: list[dict[str, Any]]) -> LabelledActor:
    kind = {"org": "organisation", "place": "place"}.get(row["kind"], row["kind"])
    party = _SEED_STATES.get(row["country"], row["country"]) or None
    key = row["id"][2:] if row["id"].startswith("C:") else _SEED_STATES.get(row["country"], row["name"])
    return LabelledActor(key, kind, party, _seed_role(row), tuple(_span(mentions[i]) for i in row["mentions"]))


def _seed_when(value: str) -> When:
    """Read the seed's five ways to write a date; of a mere length of time only the granularity is left."""
    if value == "P10Y":
        return When(None, None, "decade")
    if week := re.fullmatch(r"(\d{4})-W(\d\d)", value):
        year, number = int(week[1]), int(week[2])
        return When(date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 7), "week")
    if "/week" in value:
        year, number, _ = date.fromisoformat(value.split("/", maxsplit=1)[0]).isocalendar()
        return When(date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 7), "week")
    if "/" in value:
        first, last = value.split("/")
        return When(date.fromisoformat(first), date.fromisoformat(last), "part")
    return _seed_calendar(value)


def _seed_calendar(value: str) -> When:
    numbers = [int(part) for part in value.split("-")]
    if len(numbers) == 3:
        return When(date(*numbers), date(*numbers), "day")
    if len(numbers) == 1:
        return When(date(numbers[0], 1, 1), date(numbers[0], 12, 31), "year")
    year, month = numbers
    after = date(year + month // 12, month % 12 + 1, 1)
    return When(date(year, month, 1), date.fromordinal(after.toordinal() - 1), "month")
