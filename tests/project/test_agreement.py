"""Alpha over what reviewers of a ledger said, and where they differ."""

import pytest

from talleyrand.evidence.ledger import Ledger
from talleyrand.evidence.review import apply, decide
from talleyrand.project.agreement import agreement
from talleyrand.reading.document import Document
from tests.support.reports import TEXT, records_of

RECORDS = {r.id: r for r in records_of(Document(sha256="a" * 64, text=TEXT))}
ACTOR, STATEMENT, TALKS, SEAT = RECORDS
ADA, BEN = "Ada", "Ben"


def after(*steps):
    """Decide; a step is a record, a reviewer, a verdict and whether it is a second reading."""
    log = []
    for record, by, verdict, second in steps:
        more = {"changes": {"stance": "demand"}} if verdict == "amend" else {}
        log.append(decide(apply(RECORDS, log), record, verdict, by=by, second=second, **more))
    return log


def test_agreement_over_records_and_by_kind():
    log = after(
        *((name, ADA, "accept", False) for name in RECORDS),
        (STATEMENT, BEN, "amend", True),
        (TALKS, BEN, "accept", True),
        (SEAT, BEN, "reject", True),
    )
    found = agreement(Ledger(proposals=RECORDS, decisions=tuple(log)), seed=1, resamples=100)
    assert found.reviewers == {ADA: 4, BEN: 3}
    assert (found.overall.units, found.open) == (3, 2)
    assert found.overall.observed == pytest.approx(2 / 3)
    assert set(found.by_kind) == {"statement", "negotiation", "seat"}
    assert [reading.record for reading in found.disagreements] == [STATEMENT, SEAT]
    assert found.by_kind["negotiation"].alpha is None
    told = found.as_json()
    assert told["overall"]["records"] == 3 and told["disagreements"][0]["verdicts"][BEN]["second"]


def test_nobody_and_one_reviewer_have_no_agreement():
    assert agreement(Ledger(), seed=1).overall.alpha is None
    one = Ledger(proposals=RECORDS, decisions=tuple(after((SEAT, ADA, "accept", False))))
    assert agreement(one, seed=1).overall.units == 0
