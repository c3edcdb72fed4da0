"""What counts as a reviewer's own word, and what settles a disagreement."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.evidence.review import apply, decide
from talleyrand.evidence.reviewers import independent, readings
from talleyrand.reading.document import Document
from tests.support.reports import TEXT, records_of

RECORDS = {r.id: r for r in records_of(Document(sha256="a" * 64, text=TEXT))}
*_, SEAT = RECORDS


def after(*steps):
    """Decide; a step is a record, a reviewer, a verdict and whether it is a second reading."""
    log = []
    for record, by, verdict, second in steps:
        more = {"changes": {"stance": "demand"}} if verdict == "amend" else {}
        log.append(decide(apply(RECORDS, log), record, verdict, by=by, second=second, **more))
    return log


def words(*steps):
    return {name: d.verdict for name, d in independent(after(*((SEAT, *step) for step in steps))).items()}


ADA, BEN = "Ada", "Ben"
CASES = [
    ([(ADA, "accept", False)], {ADA: "accept"}),
    ([(ADA, "accept", False), (ADA, "reject", False)], {ADA: "reject"}),
    ([(ADA, "accept", False), (BEN, "reject", True)], {ADA: "accept", BEN: "reject"}),
    ([(ADA, "accept", False), (BEN, "reject", False)], {ADA: "accept"}),
    ([(ADA, "accept", False), (BEN, "reject", True), (ADA, "reject", False)], {ADA: "accept", BEN: "reject"}),
    ([(ADA, "accept", False), (BEN, "reject", True), (BEN, "accept", True)], {ADA: "accept", BEN: "accept"}),
    ([(ADA, "accept", False), (BEN, "reject", True), (BEN, "withdraw", True)], {ADA: "accept"}),
    ([(ADA, "accept", False), (ADA, "withdraw", False), (BEN, "reject", False)], {BEN: "reject"}),
]


@pytest.mark.parametrize(("steps", "said"), CASES)
def test_only_words_given_without_sight_of_anothers_count(steps, said):
    assert words(*steps) == said


def test_a_second_reading_moves_nothing_until_somebody_settles():
    log = after((SEAT, ADA, "accept", False), (SEAT, BEN, "reject", True))
    item = apply(RECORDS, log)[SEAT]
    assert item.status == "accepted"
    (reading,) = readings([item])
    assert reading.differs and reading.settled is None
    log.append(decide(apply(RECORDS, log), SEAT, "reject", by=ADA))
    (reading,) = readings(apply(RECORDS, log).values())
    assert reading.settled is not None and reading.settled.by == ADA
    assert apply(RECORDS, log)[SEAT].status == "rejected"


def test_a_second_reading_is_taken_back_by_itself():
    log = after((SEAT, ADA, "accept", False), (SEAT, BEN, "reject", True), (SEAT, BEN, "withdraw", True))
    assert apply(RECORDS, log)[SEAT].status == "accepted"
    assert readings(apply(RECORDS, log).values()) == []


STEPS = st.lists(
    st.tuples(st.sampled_from([ADA, BEN]), st.sampled_from(["accept", "reject"]), st.booleans()), max_size=7
)


@given(STEPS)
def test_second_readings_leave_the_record_as_it_would_be_without_them(steps):
    plain = [(SEAT, *step) for step in steps if not step[2]]
    with_them, without = apply(RECORDS, after(*((SEAT, *s) for s in steps))), apply(RECORDS, after(*plain))
    assert with_them[SEAT].status == without[SEAT].status
