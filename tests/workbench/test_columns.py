"""Choosing among columns finds what looking at every record would, and counts each facet as it says."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from talleyrand.workbench.columns import FACETS, Columns
from talleyrand.workbench.loaded import Facts

KINDS, PLACES, CODES = ["actor", "statement", "event"], ["one", "two"], ["NOR", "QAT", "OMN"]
STATUSES = ["proposed", "accepted", "rejected"]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.sampled_from(PLACES),
        st.frozensets(st.sampled_from(CODES)),
        st.sampled_from(STATUSES),
        st.sampled_from([None, "open", "settled"]),
    ),
    max_size=12,
)
WANTED = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from([*STATUSES, "merged", ""]),
        "decided": st.sampled_from(["yes", "no"]),
        "kind": st.sampled_from([*KINDS, "tie"]),
        "party": st.sampled_from([*CODES, "SWE"]),
        "source": st.sampled_from(PLACES),
        "contradicted": st.sampled_from(["open", "settled"]),
    },
)


def values(row):
    """Return the values of a row by facet."""
    kind, place, codes, status, dispute = row
    return {
        "status": {status},
        "decided": {"no" if status == "proposed" else "yes"},
        "kind": {kind},
        "party": codes,
        "source": {place},
        "contradicted": {dispute} - {None},
    }


def fits(row, wanted, name):
    value = wanted.get(name)
    if not value:
        return name != "kind" or row[0] != "actor"
    return value in values(row)[name]


@given(ROWS, WANTED, st.none() | st.sets(st.integers(0, 11)))
def test_it_is_what_looking_at_every_record_finds(rows, wanted, among):
    names = [f"record-{n}" for n in range(len(rows))]
    facts = {name: Facts(kind, place, codes) for name, (kind, place, codes, _, _) in zip(names, rows, strict=True)}
    columns = Columns.of(facts, [row[3] for row in rows])
    disputes = {n: row[4] for n, row in enumerate(rows) if row[4]}
    looked_at = [n for n in range(len(rows)) if among is None or n in among]
    found, counts = columns.select(wanted, disputes, None if among is None else looked_at)
    assert found == [names[n] for n in looked_at if all(fits(rows[n], wanted, name) for name in FACETS)]
    for facet in FACETS:
        others = [name for name in FACETS if name != facet]
        expected = Counter(
            value
            for n in looked_at
            if all(fits(rows[n], wanted, name) for name in others)
            for value in values(rows[n])[facet]
        )
        assert counts[facet] == expected, facet


@given(ROWS.filter(bool), st.sampled_from(STATUSES))
def test_a_new_status_is_that_of_columns_made_anew(rows, status):
    facts = {f"record-{n}": Facts(kind, place, codes) for n, (kind, place, codes, _, _) in enumerate(rows)}
    before = [row[3] for row in rows]
    changed = Columns.of(facts, before).with_status(0, status)
    assert changed.select({}, {}) == Columns.of(facts, [status, *before[1:]]).select({}, {})
