"""Issues: those of the catalogue that the records speak of, on the catalogue's anchored scales."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Protocol

from talleyrand.case.drafting.evidence import Evidence, cited
from talleyrand.case.estimate import Estimate, Grounds
from talleyrand.case.model import IssueEntry
from talleyrand.evidence.issue_catalogue import catalogue as own_catalogue
from talleyrand.evidence.records import Contest, Event, Negotiation, Statement, Tie
from talleyrand.reading.span import Span

LEAST_MENTIONS = 2
REVERSION = (0.0, (0.0, 20.0))
LONGEST_READING = 200
NEARNESS = 400


class Scale(Protocol):
    """What the catalogue says of an issue: a title, and what 0 and 100 mean."""

    @property
    def title(self) -> str:
        """Name of the issue."""
        ...

    @property
    def zero(self) -> str:
        """What 0 means."""
        ...

    @property
    def hundred(self) -> str:
        """What 100 means."""
        ...


Catalogue = Mapping[str, Scale]


def issue_keys(evidence: Evidence, catalogue: Catalogue, parties: Sequence[str]) -> tuple[str, ...]:
    """Choose the issues, the most mentioned first.

    An issue of the catalogue is taken up where a party holds a position on it, where a report says that its very
    meaning is contested, or where at least two records mention it.
    """
    mentions = _mentions(evidence)
    told: tuple[Statement | Event, ...] = (*evidence.statements, *evidence.deeds)
    held = {p.issue for record in told for p in record.positions if p.holder in parties and p.low is not None}
    contested = {record.issue for record in evidence.all(Contest)}
    chosen = [q for q in mentions if mentions[q] >= LEAST_MENTIONS or q in held or q in contested]
    return tuple(sorted((q for q in chosen if q in catalogue), key=lambda q: (-mentions[q], q)))


def issue_entries(
    evidence: Evidence, catalogue: Catalogue, keys: Sequence[str], parties: Sequence[str], seated: Sequence[str]
) -> dict[str, IssueEntry]:
    """Describe each issue.

    Without a deal nothing is conceded (an assumption, up to a fifth of the scale). Where a report says that parties
    mean different things by an issue, what parties say of it next to those words is put down as their reading; where
    only the catalogue says that they often do, that is an assumption. An issue lies outside where nobody at the table
    has said anything on it, the talks do not list it, and no statement joins it with an issue inside.
    """
    value, ends = REVERSION
    reversion = Estimate(
        value=value, range=ends, assumption="Without a deal nothing, or little, is conceded.", drafted=True
    )
    contests = {q: cited(r.id for r in evidence.all(Contest) if r.issue == q) for q in keys}
    inside = _spoken_of_inside(evidence, seated)
    return {
        q: IssueEntry(
            title=_within_a_sentence(q, catalogue),
            zero=catalogue[q].zero,
            hundred=catalogue[q].hundred,
            reversion=reversion,
            contested=_contested(contests[q], catalogue[q]),
            readings=_readings(evidence, q, parties) if contests[q] else {},
            outside=bool(inside) and q not in inside,
        )
        for q in keys
    }


def _contested(contests: tuple[str, ...], scale: Scale) -> Grounds | None:
    if contests:
        return Grounds(because=contests, drafted=True)
    if getattr(scale, "contested", False):
        return Grounds(assumption="Parties often mean different things by this.", drafted=True)
    return None


def _within_a_sentence(key: str, catalogue: Catalogue) -> str:
    """Lower the first letter of a title of our own catalogue, none of which begins with a name."""
    title = catalogue[key].title
    return title[:1].lower() + title[1:] if catalogue[key] == own_catalogue().get(key) else title


def issues_of(statement: Statement) -> set[str]:
    """Return every issue that a statement touches."""
    return {p.issue for p in statement.positions} | ({statement.issue} if statement.issue else set())


def _mentions(evidence: Evidence) -> Counter[str]:
    found: Counter[str] = Counter()
    for statement in evidence.statements:
        found.update(issues_of(statement))
    for event in evidence.deeds:
        found.update({p.issue for p in event.positions})
    for record in evidence.records:
        if isinstance(record, Tie | Contest) and record.issue:
            found[record.issue] += 1
        elif isinstance(record, Negotiation):
            found.update(set(record.issues))
    return found


def _spoken_of_inside(evidence: Evidence, seated: Sequence[str]) -> set[str]:
    listed = {q for record in evidence.all(Negotiation) for q in record.issues if record.id in evidence.about.values()}
    said = {q for s in evidence.statements if s.party in seated for q in issues_of(s)}
    told: tuple[Statement | Event, ...] = (*evidence.statements, *evidence.deeds)
    held = {p.issue for record in told for p in record.positions if p.holder in seated}
    inside = listed | said | held | {record.issue for record in evidence.all(Contest)}
    joined = [issues_of(s) for s in evidence.statements]
    return inside.union(*(issues for issues in joined if issues & inside))


def _readings(evidence: Evidence, issue: str, parties: Sequence[str]) -> dict[str, str]:
    """Take what parties say of the issue at most 400 characters before or after the words that call it contested."""
    contests: dict[str, list[Span]] = {}
    for record in evidence.all(Contest):
        if record.issue == issue:
            contests.setdefault(record.document, []).extend(record.evidence)
    said: dict[str, str] = {}
    for statement in evidence.statements:
        near = any(_near(statement, span) for span in contests.get(statement.document, ()))
        if near and statement.party in parties and issue in issues_of(statement):
            words = " … ".join(" ".join(span.text.split()) for span in statement.content)
            said[str(statement.party)] = words[:LONGEST_READING]
    return {party: said[party] for party in parties if party in said}


def _near(statement: Statement, span: Span) -> bool:
    first, last = statement.content[0].start, statement.content[-1].end
    return first <= span.end + NEARNESS and span.start <= last + NEARNESS
