"""A small case of our own, as text, for the tests of everything that reads cases."""

from talleyrand.case.model import Case
from talleyrand.case.yamlfile import CaseFile, case_from_located
from talleyrand.case.yamltext import read_yaml

SMALL = """\
# Two neighbours and the owner of the bridge between them.
title: The bridge
as_of: 2020-02-03
parties:
  NOR: {name: Norway, capability: {value: 60, range: [40, 80], assumption: "Nobody has measured it."}}
  SWE: {name: Sweden, capability: {value: 100, because: [event-1]}}
  DNK: {name: Denmark, capability: {value: 20, range: [10, 40], assumption: "As Norway, at most half."}}
negotiations:
  ferry_talks:
    title: The ferry talks
    main: true
    seats:
      NOR: {seat: in, because: [seat-1]}
      SWE: {seat: in, because: [seat-1]}
      DNK: {seat: out, because: [seat-2]}
    seat_worth:
      DNK: {value: 5, range: [0, 10], assumption: "It wants to be seen."}
    seat_dislike:
      DNK:
        SWE: {value: 2, range: [0, 4], assumption: "It prefers two at the table."}
issues:
  tolls:
    title: Tolls
    zero: no tolls
    hundred: full tolls
    reversion: {value: 100, because: [event-1]}
    granted_by: [SWE]
  ferries:
    title: Ferries
    zero: none
    hundred: hourly
    reversion: {value: 10, range: [0, 20], assumption: "As things stand."}
positions:
  NOR:
    tolls: {value: 0, range: [0, 20], because: [statement-1]}
    ferries: {value: 80, range: [60, 100], because: [statement-1]}
  SWE:
    tolls: {value: 90, range: [80, 100], because: [statement-2]}  # the toll is theirs
    ferries: {value: 50, range: [30, 70], assumption: "It has not said."}
saliences:
  NOR:
    tolls: {value: 0.8, range: [0.6, 1], because: [statement-1]}
    ferries: {value: 0.5, range: [0.2, 0.8], because: [statement-1]}
  SWE:
    tolls: {value: 0.4, range: [0.2, 0.6], because: [statement-2]}
    ferries: {value: 0.3, range: [0, 0.6], assumption: "It has not said."}
options:
  lower_tolls: {title: Lower the tolls, owner: SWE, because: [statement-1]}
  buy_ferries: {title: Buy ferries, owner: NOR, direction: on, because: [statement-1]}
  invite_denmark: {title: Invite Denmark, owner: SWE, admits: DNK, assumption: "It could."}
infeasible:
  - {when: lower_tolls and buy_ferries, assumption: "The money is there once."}
preferences:
  NOR:
    - {statement: lower_tolls, because: [statement-1]}
    - {any_order: [not buy_ferries, invite_denmark], assumption: "Both are told, no order is."}
  SWE:
    - {statement: not lower_tolls, because: [statement-2]}
    - {statement: buy_ferries, maybe: true, because: [statement-2]}
ties:
  - holder: SWE
    over: NOR
    kind: dependence
    means: [trade]
    tolerance: {value: 3, range: [0, 6], assumption: "Some loss is borne."}
    because: [tie-1]
decision_rules:
  council:
    title: The Council
    members: [NOR, SWE]
    others: 3
    quota: 4
    vetoes: [SWE]
    issues: [tolls]
    because: [event-1]
"""
RECORDS = ("event-1", "seat-1", "seat-2", "statement-1", "statement-2", "tie-1")


def small_case() -> Case:
    """Return the small case."""
    return case_from_located(read_yaml(SMALL, "case.yaml")).case


def edited(old: str, new: str) -> CaseFile:
    """Return the small case with `old` (which stands once) replaced by `new`."""
    assert SMALL.count(old) == 1, f"{old!r} stands {SMALL.count(old)} times"
    return case_from_located(read_yaml(SMALL.replace(old, new), "case.yaml"))
