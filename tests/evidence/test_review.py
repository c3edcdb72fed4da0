from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.errors import InputError
from talleyrand.evidence.decision import Decision
from talleyrand.evidence.records import Actor, Speaker
from talleyrand.evidence.review import apply, decide, entered
from talleyrand.ids import digest
from talleyrand.reading.document import Document
from tests.support.reports import TEXT, records_of

REPORT = Document(sha256="a" * 64, text=TEXT)
RECORDS = records_of(REPORT)
ACTOR, STATEMENT, TALKS, SEAT = (r.id for r in RECORDS)
PROPOSALS = {r.id: r for r in RECORDS}


def after(*steps, proposals=PROPOSALS):
    """Apply verdicts one after the other, each made on what the ones before left."""
    decisions: list[Decision] = []
    for record, verdict, more in steps:
        decisions.append(decide(apply(proposals, decisions), record, verdict, by="AB", **more))
    return apply(proposals, decisions)


def test_without_decisions_everything_is_as_proposed():
    assert [(r.record, r.status) for r in after().values()] == [(r, "proposed") for r in RECORDS]


@pytest.mark.parametrize(("verdict", "status"), [("accept", "accepted"), ("reject", "rejected")])
def test_a_verdict_gives_its_status(verdict, status):
    found = after((STATEMENT, verdict, {}))
    assert found[STATEMENT].status == status
    assert found[STATEMENT].record == found[STATEMENT].proposal == PROPOSALS[STATEMENT]
    assert found[SEAT].status == "proposed"


def test_an_amendment_changes_what_it_names_and_keeps_the_proposal():
    found = after((STATEMENT, "amend", {"changes": {"stance": "demand"}}))[STATEMENT]
    assert (found.record.stance, found.proposal.stance, found.status) == ("demand", "inform", "amended")


def test_an_amendment_stays_when_the_record_is_accepted_and_adds_up():
    found = after(
        (STATEMENT, "amend", {"changes": {"stance": "demand"}}),
        (STATEMENT, "amend", {"changes": {"status": "planned"}}),
        (STATEMENT, "accept", {}),
    )[STATEMENT]
    assert (found.record.stance, found.record.status, found.status) == ("demand", "planned", "amended")


def test_the_last_verdict_counts_and_withdrawing_brings_back_the_one_before():
    steps = [(SEAT, "accept", {}), (SEAT, "reject", {})]
    assert after(*steps)[SEAT].status == "rejected"
    assert after(*steps, (SEAT, "withdraw", {}))[SEAT].status == "accepted"
    assert after(*steps, (SEAT, "withdraw", {}), (SEAT, "withdraw", {}))[SEAT].status == "proposed"


def test_nothing_decided_cannot_be_withdrawn():
    with pytest.raises(InputError, match="nothing was decided"):
        after((SEAT, "withdraw", {}))


def test_what_a_person_added_needs_no_second_word():
    by = {"name": "AB", "kind": "person"}
    mine = PROPOSALS[SEAT].model_validate(PROPOSALS[SEAT].model_dump() | {"by": by})
    assert apply({SEAT: mine}, [])[SEAT].status == "accepted"


def test_a_person_adds_a_record_with_the_decision_that_vouches_for_it():
    record, decision = entered(PROPOSALS[SEAT], "AB")
    assert record == PROPOSALS[SEAT].as_json()
    made = Decision.model_validate(decision)
    assert (made.record, made.verdict, made.seen) == (SEAT, "accept", digest(record))


def two_actors():
    other = PROPOSALS[ACTOR].model_copy(update={"id": "actor-2", "mentions": (REPORT.span(0, 6),)})
    statement = PROPOSALS[STATEMENT].model_copy(
        update={"speaker": Speaker(actor="actor-2", start=0, end=6, text=TEXT[:6])}
    )
    return PROPOSALS | {"actor-2": other, STATEMENT: statement}


def test_a_merged_actor_gives_its_references_and_mentions_to_its_target():
    found = after(("actor-2", "merge", {"into": ACTOR}), proposals=two_actors())
    assert found["actor-2"].status == "merged" and found["actor-2"].into == ACTOR
    assert found[STATEMENT].record.speaker.actor == ACTOR
    kept = found[ACTOR].record
    assert isinstance(kept, Actor)
    assert [m.start for m in kept.mentions] == sorted([0, TEXT.index("Norway’s")])


def test_merges_in_a_row_lead_to_the_last():
    proposals = two_actors() | {"actor-3": PROPOSALS[ACTOR].model_copy(update={"id": "actor-3"})}
    found = after(("actor-2", "merge", {"into": "actor-3"}), ("actor-3", "merge", {"into": ACTOR}), proposals=proposals)
    assert found[STATEMENT].record.speaker.actor == ACTOR


@pytest.mark.parametrize(
    ("record", "verdict", "more", "message"),
    [
        ("seat-0", "accept", {}, "no record seat-0"),
        (SEAT, "amend", {}, "needs changes"),
        (SEAT, "accept", {"changes": {"party": "OMN"}}, "needs changes"),
        (SEAT, "amend", {"changes": {"seat": "throne"}}, "Input should be"),
        (SEAT, "amend", {"changes": {"chair": "left"}}, "Extra inputs"),
        (SEAT, "amend", {"changes": {"id": "seat-1"}}, "cannot be amended"),
        (SEAT, "merge", {}, "names the record"),
        (SEAT, "merge", {"into": "seat-0"}, "no record seat-0"),
        (SEAT, "merge", {"into": STATEMENT}, "two types"),
        (SEAT, "merge", {"into": SEAT}, "circle"),
    ],
)
def test_a_decision_that_cannot_hold_is_refused(record, verdict, more, message):
    with pytest.raises(InputError, match=message):
        after((record, verdict, more))


def test_a_merge_in_a_circle_is_refused():
    with pytest.raises(InputError, match="circle"):
        after(("actor-2", "merge", {"into": ACTOR}), (ACTOR, "merge", {"into": "actor-2"}), proposals=two_actors())


def test_an_id_follows_from_the_content_and_the_decision_before():
    when = datetime(2018, 6, 9, 12, tzinfo=UTC)
    first = decide(apply(PROPOSALS, []), SEAT, "accept", by="AB", at=when)
    second = decide(apply(PROPOSALS, [first]), SEAT, "accept", by="AB", at=when)
    assert first.id == first.true_id() == decide(apply(PROPOSALS, []), SEAT, "accept", by="AB", at=when).id
    assert second.id != first.id and second.after == first.id
    assert Decision.model_validate(first.as_json()) == first
    assert first.model_copy(update={"by": "CD"}).true_id() != first.id


@given(st.lists(st.tuples(st.sampled_from([STATEMENT, SEAT]), st.sampled_from(["accept", "reject", "withdraw"]))))
def test_withdrawing_undoes_exactly_one_decision(steps):
    decisions: list[Decision] = []
    states = {STATEMENT: ["proposed"], SEAT: ["proposed"]}
    for record, verdict in steps:
        if verdict == "withdraw" and len(states[record]) == 1:
            continue
        decisions.append(decide(apply(PROPOSALS, decisions), record, verdict, by="AB"))
        if verdict == "withdraw":
            states[record].pop()
        else:
            states[record].append({"accept": "accepted", "reject": "rejected"}[verdict])
    found = apply(PROPOSALS, decisions)
    assert {r: found[r].status for r in states} == {r: s[-1] for r, s in states.items()}
