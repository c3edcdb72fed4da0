"""How well actors and dates are read: ``python -m benchmarks.actors [--held-out] [--show]``.

Prints, with 95 % bootstrap intervals over the items: the guiding report's labels, the labels of our own reports, the
single sentences of PLOVER's development set, the gazetteers, and the cost beside the bare parse. ``--show`` lists what
was missed.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Sequence
from datetime import date

from benchmarks.figures import Rows, versions
from talleyrand.evidence.actors import ActorExtractor
from talleyrand.evidence.clusters import folded
from talleyrand.evidence.dates import find_dates
from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.ground import survey
from talleyrand.evidence.language import load, parse
from talleyrand.evidence.lexicons import names
from talleyrand.reading.document import Document
from tests.support.labelled import LabelledActor, LabelledReport
from tests.support.labels import load_all, load_seed, load_sentences
from tests.support.parties import passages
from tests.support.shared import SHARED
from tests.support.sides import sided

GAZETTEER = SHARED / "gold/gazetteers/Phoenix.Countries.actors.txt"
SEED = SHARED / "gold/seed/latimes-2018-06-08.json"
SAME = {"SUN": "RUS", "KSV": "XKX", "TMP": "TLS", "ROM": "ROU", "ZAR": "COD"}


def reading_of(text: str, published: date | None, outlet: str | None = None) -> Reading:
    """Read actors, and dates beside them."""
    document = Document(sha256="0" * 64, text=text, published=published, outlet=outlet)
    return ActorExtractor().propose(Reading(document, parse(document, load())))


def code(value: str | None) -> str | None:
    return SAME.get(value or "", value)


# --- the guiding report --------------------------------------------------------------------------------------

TYPES = {
    "GPE": {"state", "group", "place"},
    "NORP": {"state", "group"},
    "PERSON": {"person"},
    "ORG": {"organisation", "state", "group", "outlet"},
}


def guiding_report() -> Rows:
    path, rows = SEED, Rows()
    gold = json.loads(path.read_text())
    text = (SHARED / gold["source"]).read_text(encoding="utf-8")
    reading = reading_of(text, date(2018, 6, 8), "Los Angeles Times")
    names_ = {a["id"]: a for a in gold["actors"]}
    ours = {bare(text, m.start, m.end): m for m in reading.actors.mentions if m.how not in {"pronoun", "description"}}
    ground = survey(reading)
    places = {
        bare(text, e.start_char, e.end_char) for e in reading.doc.ents if e.label_ in {"LOC", "GPE", "FAC", "EVENT"}
    }
    found, right, typed, misses, wrong = [], [], [], [], []
    for m in gold["mentions"]:
        place, mention = bare(text, m["start"], m["end"]), None
        mention = ours.pop(place, None)
        elsewhere = m["actor"].startswith("L:") and (
            place in places or any(i in ground.places for i in range(*ground.tokens(*place)))
        )
        found.append(mention is not None or elsewhere)
        if mention is None:
            if not elsewhere:
                misses.append(m)
            continue
        ok = matches(names_[m["actor"]], reading.actors.get(mention.actor))
        right.append(ok or m["actor"] == "L:SINGAPORE")
        actor = reading.actors.get(mention.actor)
        typed.append(actor is not None and actor.kind in TYPES.get(m["type"], {actor.kind}))
        if not right[-1]:
            wrong.append((m["text"], m["actor"], mention))
    rows.add("guiding report: labelled mentions found", found, misses)
    rows.add("guiding report: kind of those that are ours", typed)
    rows.add(
        "guiding report: of our mentions, labelled",
        [True] * len([f for f in found if f]) + [False] * len(ours),
        ours.items(),
    )
    rows.add("guiding report: resolved to the right actor", right, wrong)
    dates(load_seed(path), rows)
    return rows


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    return (start + 4 if text[start : start + 4].lower() == "the " else start), end


def matches(gold: dict[str, str], actor: object) -> bool:
    key = getattr(actor, "key", None)
    if gold["id"].startswith("C:"):
        return code(key) == code(gold["country"])
    if gold["id"] in {"O:UN", "O:UNSC"}:
        return key in {"UN", "UNSC"}
    if gold["id"].startswith("P:"):
        return bool(key) and set(folded(gold["name"].split())) >= set(folded(str(key).split()))
    return (
        str(key).casefold().split(":")[-1][:3] in gold["name"].casefold() or getattr(actor, "name", "") in gold["name"]
    )


# --- labelled reports ----------------------------------------------------------------------------------------


def reports(texts: Sequence[LabelledReport]) -> Rows:
    rows = Rows()
    found, kinds, parties, roles, resolved = [], [], [], [], []
    missed, badly, lost = [], [], []
    for report in texts:
        reading = reading_of(report.text, report.published, report.outlet)
        for actor in report.actors:
            ours = best(reading, actor)
            found.append(ours is not None)
            if ours is None:
                missed.append((report.name, actor.name, [m.text for m in actor.mentions]))
                continue
            kinds.append(ours.kind == actor.kind)
            parties.append(code(ours.party) == code(actor.party))
            roles.append(ours.role == actor.role)
            if not (kinds[-1] and parties[-1] and roles[-1]):
                badly.append(
                    (report.name, actor.name, (ours.kind, ours.party, ours.role), (actor.kind, actor.party, actor.role))
                )
            for piece in actor.mentions:
                got = reading.actors.at(piece.start, piece.end)
                resolved.append(got is not None and same(got, ours))
                if not resolved[-1]:
                    lost.append((report.name, actor.name, piece.text, got and got.key))
        dates(report, rows)
    rows.add("own reports: actors found", found, missed)
    rows.add("own reports: kind", kinds)
    rows.add("own reports: party", parties)
    rows.add("own reports: role", roles, badly)
    rows.add("own reports: labelled mentions resolved to their actor", resolved, lost)
    return rows


def same(one: object, other: object) -> bool:
    """Compare two actors; a body of the UN counts as the UN."""
    return getattr(one, "id", 1) == getattr(other, "id", 2) or (
        getattr(one, "kind", "") in {"state", "organisation"}
        and code(getattr(one, "party", 1)) == code(getattr(other, "party", 2))
    )


def best(reading: Reading, actor: LabelledActor) -> object:
    """Our actor that most of the labelled mentions point at, if the names agree."""
    got = [a for piece in actor.mentions if (a := reading.actors.at(piece.start, piece.end))]
    if not got:
        return None
    if actor.kind in {"state", "organisation"}:
        fits = [a for a in got if code(a.party) == code(actor.party)]
        return fits[0] if fits else got[0]
    return max(got, key=lambda a: sum(a.id == b.id for b in got))


def dates(report: LabelledReport, rows: Rows) -> None:
    document = Document(sha256="0" * 64, text=report.text, published=report.published)
    ours = {(d.start, d.end): d for d in find_dates(parse(document, load()), document)}
    hits, misses = [], []
    for label in report.dates:
        piece, when = label.piece, label.when
        got = next((d for d in ours.values() if d.start < piece.end and piece.start < d.end), None)
        value = None if got is None else (got.from_, got.to)
        open_ended = (when.from_, when.to) == (None, None)  # "a decade" is a length: its ends are not labelled
        right = (
            got is not None and got.granularity == when.granularity and (open_ended or value == (when.from_, when.to))
        )
        hits.append(right)
        if not right:
            misses.append((piece.text, when, got and (got.text, got.from_, got.to, got.granularity)))
    rows.add(f"{report.name}: dates, value and granularity", hits, misses)


def sentences(texts: Sequence[LabelledReport]) -> Rows:
    rows = Rows()
    hits, misses, parties, lost = [], [], [], []
    for report in texts:
        document = Document(sha256="0" * 64, text=report.text, published=report.published)
        parsed = parse(document, load())
        ours = find_dates(parsed, document)
        for label in report.dates:
            got = next((d for d in ours if d.start < label.piece.end and label.piece.start < d.end), None)
            when = label.when
            hits.append(
                got is not None and (got.from_, got.to, got.granularity) == (when.from_, when.to, when.granularity)
            )
            if not hits[-1]:
                misses.append(
                    (report.text, label.piece.text, when, got and (got.text, got.from_, got.to, got.granularity))
                )
        index = ActorExtractor().propose(Reading(document, parsed)).actors
        codes = {code(a.party) for a in index.actors} | {code(a.state) for a in index.actors}
        for event in report.events:
            for party in (*event.source, *event.target):
                if party.isupper():
                    parties.append(code(party) in codes)
                    if not parties[-1]:
                        lost.append((party, report.text))
    rows.add("own sentences: dates, value and granularity", hits, misses)
    rows.add("own sentences: parties of events among the actors", parties, lost)
    return rows


def marked() -> Rows:
    """Score the passages in which one mention is marked with the parties that it acts for."""
    rows = Rows()
    for title, table in (("own passages", passages()), ("further passages", passages(1, 2))):
        read = [(passage, passage.read()) for passage in table]
        rows.add(
            f"{title}: party of the marked mention",
            [got == passage.parties for passage, got in read],
            [(p.mention, sorted(p.parties), sorted(got), p.text) for p, got in read if got != p.parties],
        )
    acts = [(one, one.read()) for one in sided()]
    rows.add(
        "further passages: an act found with both its sides",
        [one.sides in got for one, got in acts],
        [(one.text[one.start : one.end], one.sides, got, one.text) for one, got in acts if one.sides not in got],
    )
    return rows


# --- other people's lists ------------------------------------------------------------------------------------


def plover() -> Rows:
    rows = Rows()
    hits, misses = [], []
    for record in json.loads((SHARED / "gold/plover_gsr/dev.json").read_text())["records"]:
        index = reading_of(record["text"], None).actors
        codes = {code(a.party) for a in index.actors} | {code(a.state) for a in index.actors}
        for side in ("source", "target"):
            for actor in record.get(side) or []:
                state = actor["code"][:3]
                if state in names().entities:
                    hits.append(code(state) in codes)
                    if not hits[-1]:
                        misses.append((actor, record["text"]))
    rows.add("PLOVER GSR dev: states of sources and targets among the actors", hits, misses)
    return rows


def gazetteer() -> Rows:
    rows = Rows()
    if not GAZETTEER.exists():
        return rows
    lexicon = names()
    hits, misses = [], []
    for line in GAZETTEER.read_text(errors="replace").splitlines():
        match = re.match(r"^([A-Z][^\[\]#]*?)_?\s*\[([A-Z]{3})\]", line)
        if match:
            form = match[1].replace("_", " ").strip()
            got = {
                code(lexicon.entities[f.form.code].party) for f in lexicon.find(form) if f.form.code in lexicon.entities
            }
            hits.append(code(match[2]) in got)
            if not hits[-1]:
                misses.append((form, match[2], got))
    rows.add("gazetteer: names of states", hits, misses)
    return rows


def cost() -> None:
    text = (SHARED / "reports/latimes-2018-06-08.txt").read_text() * 5
    document, nlp = Document(sha256="0" * 64, text=text, published=date(2018, 6, 8)), load()
    parse(document, nlp)
    times = []
    for _ in range(3):
        began = time.perf_counter()
        parsed = parse(document, nlp)
        middle = time.perf_counter()
        ActorExtractor().propose(Reading(document, parsed))
        find_dates(parsed, document)
        times.append(((time.perf_counter() - middle) / (middle - began), middle - began))
    ratio, bare_parse = min(times)
    print(f"actors and dates cost {ratio:.1%} of the bare parse ({bare_parse:.2f} s for {len(text):,} characters)")


def main() -> None:
    held, show = "--held-out" in sys.argv, "--show" in sys.argv
    print(f"{versions(0)}, {'held-out' if held else 'development'} half")
    tables = (
        guiding_report(),
        reports(load_all(held)),
        sentences(load_sentences(held)),
        marked(),
        plover(),
        gazetteer(),
    )
    for rows in tables:
        rows.show(misses=show)
    cost()


if __name__ == "__main__":
    main()
