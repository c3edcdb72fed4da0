"""How well events, seats, ties and expectations are read: ``python -m benchmarks.events [--held-out] [--show]``.

Prints, with 95 % bootstrap intervals over the items (seed 0) and the versions in use: the single sentences of PLOVER's
development set (class, dyad, both, precision); the guiding report's labels; our own labelled reports and sentences;
and the cost beside the bare parse. Our held-out half is scored only with ``--held-out``. ``--show`` lists the misses.

On PLOVER's set a class is right where any event of the sentence has it; a dyad where one event names every labelled
source and target, by party code or within the labelled words (symmetric classes in either order); both where one event
has both. INVESTIGATE counts as ACCUSE, as in PLOVER 0.8. Precision is the share of proposed events that are right in
both; a sentence has one label, so that further true events in it count as wrong.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence

from benchmarks.figures import Rows, versions
from talleyrand.evidence.actors import ActorExtractor
from talleyrand.evidence.events import EventExtractor
from talleyrand.evidence.expectations import ExpectationExtractor
from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.issues import IssueExtractor
from talleyrand.evidence.language import load, parse
from talleyrand.evidence.records import Event, Expectation, Party, Seat, Statement, Tie
from talleyrand.evidence.seats import SeatExtractor
from talleyrand.evidence.statements import StatementExtractor
from talleyrand.evidence.ties import TieExtractor
from talleyrand.ids import sha256
from talleyrand.reading.document import Document
from tests.support import scoring
from tests.support.labelled import LabelledReport
from tests.support.labels import load_all, load_passages, load_sentences
from tests.support.seed_labels import load_seed
from tests.support.shared import SHARED

SEED = SHARED / "gold" / "seed" / "latimes-2018-06-08.json"
CLASSES = {"DISAPPROVE": "ACCUSE", "FIGHT": "ASSAULT", "DEMAND": "REQUEST", "INVESTIGATE": "ACCUSE"}
CODES = {"JAP": "JPN", "SUN": "RUS"}
SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT"})


# --- PLOVER's sentences ---------------------------------------------------------------------------------------------


def names(party: Party, gold: dict[str, str], reading: Reading) -> bool:
    """Tell whether a side is the labelled one: by code, or because its words stand within the labelled words."""
    code = CODES.get(gold["code"], gold["code"])
    actor = reading.actors.get(party.actor)
    body = party.party in {a.party for a in reading.actors.actors if a.kind == "organisation" and a.party}
    if party.party == code or (code == "IGO" and body) or (actor is not None and actor.state == code):
        return True
    start = reading.document.text.find(gold["actorText"])
    end = start + len(gold["actorText"])
    return actor is not None and start >= 0 and any(start <= m.start and m.end <= end for m in actor.mentions)


def covers(sides: Sequence[Party], golds: Sequence[dict[str, str]], reading: Reading) -> bool:
    return all(any(names(side, gold, reading) for side in sides) for gold in golds)


def right_dyad(event: Event, label: dict[str, list[dict[str, str]]], plover: str, reading: Reading) -> bool:
    source, target = label.get("source") or [], label.get("target") or []
    if covers(event.source, source, reading) and covers(event.target, target, reading):
        return True
    either = plover in SYMMETRIC or len(source) > 1
    return either and covers((*event.source, *event.target), [*source, *target], reading)


def plover_sentences() -> Rows:
    """Score the single sentences of PLOVER's development set; right for each rule tells what a confidence is worth."""
    path, rows = SHARED / "gold" / "plover_gsr" / "dev.json", Rows()
    if not path.exists():
        print(f"PLOVER's development set is not at {path}: skipped")
        return rows
    classes, dyads, both, made, misses, rules = [], [], [], [], [], Rows()
    for label in json.loads(path.read_text(encoding="utf-8"))["records"]:
        text, want = label["text"].strip("{}"), CLASSES.get(label["event"], label["event"])
        document = Document(sha256=sha256(text.encode()), text=text)
        reading = EventExtractor().propose(ActorExtractor().propose(Reading(document, parse(document, load()))))
        events = reading.of(Event)
        fits = [right_dyad(event, label, want, reading) for event in events]
        right = [fit and event.plover == want for fit, event in zip(fits, events, strict=True)]
        classes.append(any(event.plover == want for event in events))
        dyads.append(any(fits))
        both.append(any(right))
        made += right
        for event, fine in zip(events, right, strict=True):
            rules.add(event.by.name, [fine])
        if not any(right):
            misses.append((label["id"], want, [e.plover for e in events], text[:110]))
    rows.add("PLOVER sentences: class", classes)
    rows.add("PLOVER sentences: source and target", dyads)
    rows.add("PLOVER sentences: both, recall", both, misses)
    rows.add("PLOVER sentences: both, precision", made)
    for name in sorted(rules):
        rows.add(f"PLOVER sentences: precision of {name}", rules[name].hits)
    return rows


# --- labelled reports -----------------------------------------------------------------------------------------------


def labelled(name: str, reports: Sequence[LabelledReport]) -> Rows:
    """Score events, status, seats, ties and expectations over labelled reports."""
    rows: dict[str, list[bool]] = {
        key: []
        for key in ("events", "made", "status", "seats", "seats made", "ties", "ties made", "expect", "expect made")
    }
    misses: dict[str, list[object]] = {key: [] for key in rows}
    for report in reports:
        reading = scoring.reading_of(report.text, report.published, report.outlet)
        score_events(report, reading, rows, misses)
        score_seats(report, reading, rows, misses)
        score_ties(report, reading, rows, misses)
        score_expectations(report, reading, rows, misses)
    titles = {
        "events": "core events: class and dyad, recall",
        "made": "events: precision",
        "status": "status of those matched",
        "seats": "seats: recall",
        "seats made": "seats of the main talks: precision",
        "ties": "ties found",
        "ties made": "ties: precision",
        "expect": "expectations found",
        "expect made": "expectations: precision",
    }
    out = Rows()
    for key, hits in rows.items():
        out.add(f"{name}: {titles.get(key, key)}", hits, misses.get(key, ()))
    return out


Hits, Misses = dict[str, list[bool]], dict[str, list[object]]


def score_events(report: LabelledReport, reading: Reading, rows: Hits, misses: Misses) -> None:
    """Match every labelled event with one whose words touch its own; only core ones count as missed."""
    if "events" not in report.labelled:
        return
    made = list(reading.of(Event))
    taken: set[int] = set()
    for label in sorted(report.events, key=lambda e: not e.core):
        hit = next(
            (
                n
                for n, event in enumerate(made)
                if n not in taken
                and scoring.same_event(label, event)
                and any(scoring.overlaps(p, s.start, s.end) for p in label.evidence for s in event.evidence)
            ),
            None,
        )
        if label.core:
            rows["events"].append(hit is not None)
            if hit is None:
                misses["events"].append(
                    (report.name, label.plover, label.source, label.target, label.evidence[0].text[:80])
                )
        if hit is not None:
            taken.add(hit)
            rows["status"].append(made[hit].status in (label.status, *label.status_alt))
            if not rows["status"][-1]:
                misses["status"].append((report.name, label.status, made[hit].status, label.evidence[0].text[:80]))
    for n, event in enumerate(made):
        rows["made"].append(n in taken)
        rows.setdefault(f"precision of {event.by.name}", []).append(n in taken)
        if n not in taken:
            sides = [[p.party for p in side] for side in (event.source, event.target)]
            misses["made"].append((report.name, event.plover, *sides, event.status, event.evidence[0].text[:80]))


def score_seats(report: LabelledReport, reading: Reading, rows: Hits, misses: Misses) -> None:
    if not report.negotiations:
        return
    main = next((n for n in report.negotiations if n.main), report.negotiations[0])
    first = next((r.id for r in reading.records if r.type == "negotiation"), None)
    have = [(scoring.SAME_PARTY.get(s.party, s.party), s.seat) for s in reading.of(Seat) if s.negotiation == first]
    for seat in main.seats:
        rows["seats"].append(any((seat.party, kind) in have for kind in (seat.seat, *seat.alt)))
        if not rows["seats"][-1]:
            misses["seats"].append((report.name, seat.party, seat.seat, seat.evidence.text[:80]))
    for party, kind in have:
        rows["seats made"].append(any(party == s.party and kind in (s.seat, *s.alt) for s in main.seats))
        if not rows["seats made"][-1]:
            misses["seats made"].append((report.name, party, kind))


def score_ties(report: LabelledReport, reading: Reading, rows: Hits, misses: Misses) -> None:
    """Match ties by holder, over and words that touch; of single sentences only those labelled for ties count."""
    made = list(reading.of(Tie))
    for tie in report.ties:
        rows["ties"].append(any(scoring.same_tie(tie, one) for one in made))
        if not rows["ties"][-1]:
            misses["ties"].append((report.name, tie.holder, tie.over, tie.kind, tie.evidence.text))
    for one in made if report.ties else ():
        rows["ties made"].append(any(scoring.same_tie(tie, one) for tie in report.ties))
        if not rows["ties made"][-1]:
            misses["ties made"].append((report.name, one.holder, one.over, one.by.name, one.evidence[0].text[:80]))


def score_expectations(report: LabelledReport, reading: Reading, rows: Hits, misses: Misses) -> None:
    """Match expectations by likelihood and words that touch; of single sentences only those labelled for them count."""
    made = list(reading.of(Expectation))
    for label in report.expectations:
        rows["expect"].append(any(scoring.same_expectation(label, one) for one in made))
        if not rows["expect"][-1]:
            misses["expect"].append((report.name, label.holder, label.likelihood, label.evidence.text))
    for one in made if report.expectations else ():
        rows["expect made"].append(any(scoring.same_expectation(label, one) for label in report.expectations))
        if not rows["expect made"][-1]:
            misses["expect made"].append((report.name, one.holder, one.likelihood, one.evidence[0].text[:80]))


# --- issues and cost ------------------------------------------------------------------------------------------------


def issues(reports: Sequence[LabelledReport]) -> Rows:
    """Score the share of the labelled issues that some statement is placed on."""
    rows, hits, misses = Rows(), [], []
    for report in reports:
        reading = scoring.reading_of(report.text, report.published, report.outlet)
        found = {p.issue for s in reading.of(Statement) for p in s.positions}
        for issue in report.issues:
            hits.append(bool(found & set(issue.names)))
            if not hits[-1]:
                misses.append((report.name, issue.names))
    rows.add("our reports: issues found in statements", hits, misses)
    return rows


def cost(texts: Sequence[str]) -> None:
    """Print what the extractors of this part cost beside the bare parse, over all texts, the best of three."""
    parts: tuple[Callable[[Reading], Reading], ...] = tuple(
        part().propose for part in (IssueExtractor, EventExtractor, SeatExtractor, TieExtractor, ExpectationExtractor)
    )
    ratios = []
    for _ in range(4):
        parsing = ours = 0.0
        for text in texts:
            document = Document(sha256=sha256(text.encode()), text=text)
            start = time.perf_counter()
            reading = Reading(document, parse(document, load()))
            parsing += time.perf_counter() - start
            reading = StatementExtractor().propose(ActorExtractor().propose(reading))
            start = time.perf_counter()
            for part in parts:
                reading = part(reading)
            ours += time.perf_counter() - start
        ratios.append(ours / parsing)
    print(f"{'cost beside the bare parse':52} {min(ratios[1:]):.2f}")


def confidence(parts: Sequence[Rows]) -> None:
    """Print the share right by rule over all parts, with one right and one wrong added: the numbers of `CONFIDENCE`."""
    by_rule: dict[str, list[bool]] = {}
    for name, row in (item for rows in parts for item in rows.items()):
        _, found, rule = name.partition("precision of events: ")
        if found:
            by_rule.setdefault(rule, []).extend(row.hits)
    for rule, hits in sorted(by_rule.items()):
        share = (sum(hits) + 1) / (len(hits) + 2)
        print(f"{'confidence of ' + rule:62} {share:6.2f}  ({sum(hits)} of {len(hits)})")


def main() -> None:
    held, show = "--held-out" in sys.argv, "--show" in sys.argv
    print(f"{versions(0)}, {'held-out' if held else 'development'} half")
    parts = [plover_sentences()]
    if SEED.exists():
        parts.append(labelled("guiding report", [load_seed(SEED)]))
    parts += [
        labelled("our reports", load_all(held)),
        labelled("our sentences", load_sentences(held)),
        *([] if held else [labelled("our passages", load_passages())]),
        issues(load_all(held)),
    ]
    for rows in parts:
        rows.show(misses=show)
    confidence(parts)
    cost([report.text for report in load_all(held)])


if __name__ == "__main__":
    main()
