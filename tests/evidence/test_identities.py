"""Who is who over all reports: what is decided on an actor holds for everything that names it, and can be taken back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.errors import InputError
from talleyrand.evidence.casting import cast as cast_actors
from talleyrand.evidence.casting import recast
from talleyrand.evidence.decision import WHO, Decision, made
from talleyrand.evidence.identities import decide_who, identities
from talleyrand.evidence.ledger import Ledger
from talleyrand.evidence.records import Actor
from talleyrand.evidence.review import apply, decide
from tests.support.cast import SECOND, cast, span

CAST = cast()
PROPOSALS = {record.id: record for record in CAST.values()}
ACTORS = [record for record in PROPOSALS.values() if isinstance(record, Actor)]
BERG, MINISTER, COUNCIL, SHORT = (CAST[name].key for name in ("berg", "minister", "council", "short"))


def decided(*steps, actors=ACTORS):
    """Make decisions one after the other; a step is a key, a verdict and what else it needs."""
    log: list[Decision] = []
    for key, verdict, more in steps:
        history = [d for d in log if d.record == WHO + key]
        log.append(decide_who(identities(log), actors, history, key, verdict, by="AB", **more))
    return log


def after(*steps, proposals=PROPOSALS):
    ledger = Ledger(proposals=proposals, decisions=tuple(decided(*steps)))
    names = {record.id: name for name, record in CAST.items()}
    return {names.get(key, key): item for key, item in ledger.reviewed.items()}


MERGE = (BERG, "merge", {"into": MINISTER})


def test_without_decisions_nothing_changes():
    assert {name: item.record for name, item in after().items()} == CAST


def test_a_merged_actor_becomes_the_other_one_and_what_it_said_is_the_others():
    found = after(MERGE)
    berg, said = found["berg"].record, found["close"].record
    assert (berg.key, berg.name, berg.party, berg.role, berg.office) == (
        MINISTER,
        "Anna Berg",
        "NOR",
        "official",
        "foreign minister",
    )
    assert berg.mentions == CAST["berg"].mentions
    assert (said.speaker.actor, said.party, said.role) == (berg.id, "NOR", "official")
    assert said.positions[0].holder == "NOR"
    assert found["read"].record.source[0].party == "NOR"
    assert found["open"].record == CAST["open"]


def test_a_merge_holds_for_reports_that_come_later():
    later = CAST["berg"].model_copy(update={"id": "actor-later", "document": "document-later"})
    found = after(MERGE, proposals=PROPOSALS | {later.id: later})
    assert found["actor-later"].record.key == MINISTER


def test_a_party_that_is_merged_is_called_by_the_others_code_everywhere():
    found = after((SHORT, "merge", {"into": COUNCIL}))
    assert found["seat"].record.party == "COUNCIL"
    assert found["short"].record.name == "Harbour Safety Council"


def test_a_new_party_is_that_of_what_the_actor_said_and_did():
    found = after((MINISTER, "amend", {"changes": {"party": "SWE", "name": "Anna Berg"}}))
    assert found["minister"].record.party == found["open"].record.party == "SWE"
    assert found["met"].record.source[0].party == "SWE"
    assert found["minister"].record.name == "Anna Berg"
    nobody = after((MINISTER, "amend", {"changes": {"party": ""}}))
    assert nobody["open"].record.party is None


def test_a_party_that_a_reviewer_gave_a_record_by_hand_stays():
    by_hand = decide(apply(PROPOSALS, ()), CAST["open"].id, "amend", by="AB", changes={"party": "QAT"})
    changed = decided((MINISTER, "amend", {"changes": {"party": "SWE"}}))
    ledger = Ledger(proposals=PROPOSALS, decisions=(by_hand, *changed))
    assert ledger.get(CAST["open"].id).party == "QAT"


def test_a_split_gives_mentions_and_what_rests_on_them_to_somebody_else():
    poet = span(SECOND, "Berg", 2)
    found = after((BERG, "split", {"mentions": [(SECOND.id, *poet.place)], "name": "Ola Berg"}))
    (other,) = [item for item in found.values() if item.parted_from]
    assert (other.record.key, other.record.name, other.record.mentions) == ("ola berg", "Ola Berg", (poet,))
    assert other.parted_from == CAST["berg"].id
    assert poet not in found["berg"].record.mentions and len(found["berg"].record.mentions) == 2
    assert found["read"].record.source[0].actor == other.record.id
    assert found["close"].record.speaker.actor == CAST["berg"].id


def test_mentions_split_to_a_known_name_are_that_actors():
    mentions = [(SECOND.id, *span(SECOND, "A. Berg").place), (SECOND.id, *span(SECOND, "Berg", 1).place)]
    found = after((BERG, "split", {"mentions": mentions, "name": "Anna Berg"}))
    (other,) = [item.record for item in found.values() if item.parted_from]
    assert (other.key, other.party, other.office) == (MINISTER, "NOR", "foreign minister")
    assert (found["close"].record.speaker.actor, found["close"].record.party) == (other.id, "NOR")
    assert found["read"].record.source[0].actor == CAST["berg"].id


def test_two_of_one_document_that_are_one_have_one_record():
    twin = CAST["berg"].model_copy(
        update={"id": "actor-twin", "key": "a berg", "mentions": CAST["berg"].mentions[:1], "why": ("name",)}
    )
    rest = CAST["berg"].model_copy(update={"mentions": CAST["berg"].mentions[1:], "why": ("surname", "surname")})
    proposals = PROPOSALS | {twin.id: twin, rest.id: rest}
    actors = [r for r in proposals.values() if isinstance(r, Actor)]
    ledger = Ledger(proposals=proposals, decisions=tuple(decided(("a berg", "merge", {"into": BERG}), actors=actors)))
    gone, kept = ledger.reviewed["actor-twin"], ledger.reviewed[rest.id]
    assert (gone.status, gone.into) == ("merged", rest.id)
    assert kept.record.mentions == CAST["berg"].mentions
    assert kept.record.why == ("merged", "surname", "surname")


def test_what_is_taken_back_leaves_everything_as_it_was():
    steps = [MERGE, (BERG, "withdraw", {})]
    assert {name: item.record for name, item in after(*steps).items()} == CAST


STEPS = st.lists(
    st.sampled_from(
        [
            MERGE,
            (SHORT, "merge", {"into": COUNCIL}),
            (MINISTER, "amend", {"changes": {"party": "SWE"}}),
            (COUNCIL, "amend", {"changes": {"name": "The Council"}}),
            (BERG, "split", {"mentions": [(SECOND.id, *span(SECOND, "Berg", 2).place)], "name": "Ola Berg"}),
            (BERG, "apart", {"into": MINISTER}),
        ]
    ),
    unique_by=lambda step: step[:2],
    max_size=5,
)


@given(STEPS)
def test_no_mention_is_lost_or_counted_twice_and_every_reference_leads_somewhere(steps):
    found = after(*steps)
    stands = [i.record for i in found.values() if isinstance(i.record, Actor) and i.status != "merged"]
    mentions = sorted((*m.place, m.document) for actor in stands for m in actor.mentions)
    assert mentions == sorted((*m.place, m.document) for actor in ACTORS for m in actor.mentions)
    known = {item.record.id for item in found.values()}
    for name in ("open", "close"):
        assert found[name].record.speaker.actor in known
    for name in ("met", "read"):
        assert {side.actor for side in (*found[name].record.source, *found[name].record.target)} <= known


@given(STEPS)
def test_taking_everything_back_in_turn_leaves_everything_as_it_was(steps):
    back = [(key, "withdraw", {}) for key, _, _ in reversed(steps)]
    assert {name: item.record for name, item in after(*steps, *back).items()} == CAST


@given(STEPS, st.sampled_from(["open", "close", "met", "read", "seat", "berg"]), st.sampled_from(["accept", "reject"]))
def test_one_more_decision_on_a_kept_ledger_is_the_whole_ledger_read_anew(steps, name, verdict):
    ledger = Ledger(proposals=PROPOSALS)
    for decision in decided(*steps):
        _ = ledger.reviewed
        ledger = ledger.with_decision(decision)
    ledger = ledger.with_decision(decide(ledger.reviewed, CAST[name].id, verdict, by="AB"))
    ledger = ledger.with_decision(decide(ledger.reviewed, CAST[name].id, "withdraw", by="AB"))
    assert ledger.reviewed == Ledger(proposals=PROPOSALS, decisions=ledger.decisions).reviewed


@pytest.mark.parametrize(
    ("key", "verdict", "more", "message"),
    [
        ("nobody", "merge", {"into": MINISTER}, "no actor"),
        (BERG, "merge", {"into": "nobody"}, "no actor"),
        (BERG, "merge", {"into": BERG}, "one already"),
        (BERG, "amend", {"changes": {"party": ""}}, "nothing was changed"),
        (BERG, "amend", {"changes": {"name": ""}}, "needs a name"),
        (BERG, "split", {"mentions": [], "name": "X"}, "no mention was chosen"),
        (BERG, "split", {"mentions": [("d", 0, 1)], "name": "X"}, "not mentioned at"),
        (BERG, "split", {"mentions": [(m.document, *m.place) for m in CAST["berg"].mentions], "name": "X"}, "rename"),
        (BERG, "split", {"mentions": [(SECOND.id, *span(SECOND, "Berg", 2).place)], "name": " "}, "whom"),
        (BERG, "withdraw", {}, "nothing was decided"),
    ],
)
def test_what_cannot_hold_is_refused(key, verdict, more, message):
    with pytest.raises(InputError, match=message):
        decided((key, verdict, more))


def test_merges_do_not_run_in_a_circle():
    with pytest.raises(InputError, match="one already"):
        decided(MERGE, (MINISTER, "merge", {"into": BERG}))


def test_the_users_own_actor_wins():
    own = CAST["berg"].model_copy(update={"why": ("user", "user", "user")})
    actors = [own if a.id == own.id else a for a in ACTORS]
    with pytest.raises(InputError, match=r"actors\.yaml"):
        decided(MERGE, actors=actors)
    earlier = decided(MERGE)
    reviewed = apply(PROPOSALS | {own.id: own}, ())
    assert recast(reviewed, cast_actors(reviewed, identities(earlier)))[own.id].record == own


def test_nothing_is_decided_on_the_record_that_a_split_made():
    found = after((BERG, "split", {"mentions": [(SECOND.id, *span(SECOND, "Berg", 2).place)], "name": "Ola Berg"}))
    reviewed = {item.record.id: item for item in found.values()}
    (other,) = [name for name, item in reviewed.items() if item.parted_from]
    with pytest.raises(InputError, match="a split made this record"):
        decide(reviewed, other, "accept", by="AB")


def test_older_decisions_keep_their_identifiers():
    decision = made([], record="seat-1", verdict="accept", by="AB")
    assert set(decision.as_json()) == {
        "type", "id", "record", "verdict", "by", "at", "changes", "into", "note", "after", "seen",
    }  # fmt: skip
    assert decision.true_id() == decision.id
