"""The draft: a case from the ledger by declared rules, every entry marked, with its range and its grounds.

Nothing here knows a particular negotiation: what an issue is called and what its scale means comes from the
catalogue, who sits where from the records. Each rule is a function of `talleyrand.case.drafting` whose docstring
states it. A draft never overwrites an analyst's case: writing it is the caller's, as ``case.draft.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from talleyrand.case.drafting.evidence import Evidence
from talleyrand.case.drafting.granters import with_granters
from talleyrand.case.drafting.issues import Catalogue, issue_entries, issue_keys
from talleyrand.case.drafting.options import infeasible_entries, option_entries
from talleyrand.case.drafting.parties import party_codes, party_entries
from talleyrand.case.drafting.positions import position_entries
from talleyrand.case.drafting.preferences import preference_entries
from talleyrand.case.drafting.rules import decision_rules
from talleyrand.case.drafting.saliences import salience_entries
from talleyrand.case.drafting.seats import complete_main, negotiation_entries
from talleyrand.case.drafting.ties import tie_entries
from talleyrand.case.drafting.told import event_entries, expectation_entries
from talleyrand.case.model import Case
from talleyrand.evidence.issue_catalogue import catalogue as own_catalogue
from talleyrand.evidence.records import Record, Statement

UNTITLED = "Untitled negotiation"
LONGEST_WORDS = 160


def draft(
    records: Iterable[Record],
    published: Mapping[str, date | None] | None = None,
    *,
    catalogue: Catalogue | None = None,
    as_of: date | None = None,
    title: str | None = None,
) -> Case:
    """Draft a case.

    Parameters
    ----------
    records
        What the ledger holds as accepted or proposed; order does not matter.
    published
        Document id to its day of publication, which orders what reports say.
    catalogue
        Issue key to an entry with `title`, `zero`, `hundred` (and, if it has them, `granted_by`, a role, and
        `contested`); our own where none is given.
    as_of
        The day as of which the case is stated; the last day of publication where not given.
    title
        Its title; that of the main negotiation where not given.

    Returns
    -------
    Case
        Never empty of parties for want of evidence: it may have none, and then `check` and `needs` say what lacks.
    """
    catalogue = own_catalogue() if catalogue is None else catalogue
    evidence = Evidence.of(records, published)
    talks = negotiation_entries(evidence)
    main = next((name for name, entry in talks.items() if entry.main), None)
    codes = party_codes(evidence, talks[main] if main else None)
    parties = party_entries(evidence, codes)
    seats = talks[main].seats if main else {}
    seated = tuple(p for p in codes if p in seats and seats[p].seat in ("in", "mediator"))
    inside = tuple(p for p in seated if seats[p].seat == "in")

    keys = issue_keys(evidence, catalogue, codes)
    issues = issue_entries(evidence, catalogue, keys, codes, seated)
    table = tuple(q for q, issue in issues.items() if not issue.outside)
    positions = position_entries(evidence, codes, keys, inside, table)
    saliences = salience_entries(evidence, positions, keys)
    issues = with_granters(evidence, issues, positions, inside, catalogue)
    options = option_entries(parties, issues, positions, seats)
    talks = {
        name: complete_main(entry, codes, table)
        if name == main
        else entry.model_copy(update={"seats": {p: s for p, s in entry.seats.items() if p in parties}})
        for name, entry in talks.items()
    }
    days = [day for day in evidence.published.values() if day]
    return Case(
        title=title or (talks[main].title if main else UNTITLED),
        as_of=as_of or max(days, default=None),
        parties=parties,
        negotiations=talks,
        issues=issues,
        positions=positions,
        saliences=saliences,
        options=options,
        infeasible=infeasible_entries(options),
        preferences=preference_entries(options, positions, saliences),
        ties=tie_entries(evidence, codes, keys),
        decision_rules=decision_rules(evidence, codes, keys),
        expectations=expectation_entries(evidence),
        events=event_entries(evidence, codes),
    )


def words_of(records: Iterable[Record]) -> dict[str, str]:
    """Return for every record the words that it rests on, shortened: the comments of a drafted file."""
    found = {}
    for record in records:
        if isinstance(record, Statement):
            spans = list(record.content)
        else:
            evidence = getattr(record, "evidence", ())
            spans = list(evidence) if isinstance(evidence, tuple) else [evidence]
        text = " … ".join(" ".join(span.text.split()) for span in spans)
        if text:
            found[record.id] = text if len(text) <= LONGEST_WORDS else text[: LONGEST_WORDS - 1].rstrip() + "…"
    return found
