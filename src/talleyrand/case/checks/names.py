"""Parties, issues and options that are named and do not exist, or stand where they cannot."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from talleyrand.case.model import Case, NegotiationEntry
from talleyrand.errors import Problem, did_you_mean

_PLAIN = re.compile(r"[^\W\d][\w.-]*")


def unknown_names(case: Case) -> Iterator[Problem]:
    """Yield every party and issue that is named somewhere and not declared, each with the nearest declared one."""
    names = {entry.name: code for code, entry in case.parties.items()}
    for address, party in _parties_named(case):
        yield from _unknown("party", party, address, case.parties, names)
    for address, issue in _issues_named(case):
        yield from _unknown("issue", issue, address, case.issues)
    for key, talks in case.negotiations.items():
        if talks.admission is not None:
            where = f"negotiations/{key}/admission"
            yield from _unknown("decision rule", talks.admission, where, case.decision_rules)
    for key, rule in case.decision_rules.items():
        yield from _member_problems(case, key, rule.members, rule.vetoes, rule.weights)


def misplaced_names(case: Case) -> Iterator[Problem]:
    """Yield names that exist and cannot stand where they do: a dislike of one's own seat, a tie to oneself."""
    main = case.main_negotiation()
    if main and main[1].seats and not any(entry.seat == "in" for entry in main[1].seats.values()):
        remedy = "give somebody seat: in"
        yield Problem("nobody has a seat", where=f"negotiations/{main[0]}/seats", remedy=remedy, severity="gap")
    for name, talks in case.negotiations.items():
        yield from _seat_problems(f"negotiations/{name}", talks)
    for n, tie in enumerate(case.ties):
        if tie.holder == tie.over:
            yield Problem(f"{tie.holder} holds this tie over itself", where=f"ties/{n}/over", remedy="name two parties")
        if tie.since and tie.until and tie.until < tie.since:
            told = f"the tie ends ({tie.until}) before it begins ({tie.since})"
            yield Problem(told, where=f"ties/{n}/until", remedy="correct one of the days")
    mains = [name for name, talks in case.negotiations.items() if talks.main]
    for name in mains[1:]:
        yield Problem(
            f'"{mains[0]}" is the main negotiation already',
            where=f"negotiations/{name}/main",
            remedy="mark one negotiation as main",
        )
    for key in case.options:
        if not _PLAIN.fullmatch(key):
            remedy = 'write letters, digits, "_", "-" and ".", so that statements can name it'
            yield Problem(f'"{key}" is no plain name', where=f"options/{key}", remedy=remedy)


def _unknown(
    kind: str, name: str, where: str, known: Collection[str], titles: Mapping[str, str] | None = None
) -> Iterator[Problem]:
    if name not in known:
        listed = ", ".join(known) if known else "none"
        near = difflib.get_close_matches(name, list(titles or ()), n=1, cutoff=0.75)
        title = f'did you mean "{titles[near[0]]}" ({near[0]})?' if titles and near else None
        remedy = title or did_you_mean(name, known) or f"declare it, or use one of: {listed}"
        yield Problem(f'unknown {kind} "{name}"', where=where, remedy=remedy)


def _listed(address: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield from ((f"{address}/{n}", name) for n, name in enumerate(names))


def _keyed(address: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield from ((f"{address}/{name}", name) for name in names)


def _parties_named(case: Case) -> Iterator[tuple[str, str]]:
    for key, talks in case.negotiations.items():
        at = f"negotiations/{key}"
        yield from _keyed(f"{at}/seats", talks.seats)
        yield from _listed(f"{at}/gatekeepers", talks.gatekeepers or ())
        yield from _keyed(f"{at}/seat_worth", talks.seat_worth)
        yield from _keyed(f"{at}/seat_dislike", talks.seat_dislike)
        for party, row in talks.seat_dislike.items():
            yield from _keyed(f"{at}/seat_dislike/{party}", row)
    for key, issue in case.issues.items():
        yield from _listed(f"issues/{key}/granted_by", issue.granted_by)
        yield from _keyed(f"issues/{key}/readings", issue.readings)
    for table in ("positions", "saliences", "preferences"):
        yield from _keyed(table, getattr(case, table))
    for key, option in case.options.items():
        yield f"options/{key}/owner", option.owner
        if option.admits is not None:
            yield f"options/{key}/admits", option.admits
    for n, tie in enumerate(case.ties):
        yield f"ties/{n}/holder", tie.holder
        if tie.over is not None:
            yield f"ties/{n}/over", tie.over
    for n, event in enumerate(case.events):
        yield from _listed(f"events/{n}/source", event.source)
        yield from _listed(f"events/{n}/target", event.target)


def _issues_named(case: Case) -> Iterator[tuple[str, str]]:
    for key, talks in case.negotiations.items():
        yield from _listed(f"negotiations/{key}/issues", talks.issues or ())
    for table, rows in (("positions", case.positions), ("saliences", case.saliences)):
        for party, row in rows.items():
            yield from _keyed(f"{table}/{party}", row)
    for n, tie in enumerate(case.ties):
        if tie.issue is not None:
            yield f"ties/{n}/issue", tie.issue
    for key, rule in case.decision_rules.items():
        yield from _listed(f"decision_rules/{key}/issues", rule.issues)


def _member_problems(
    case: Case, key: str, members: tuple[str, ...], vetoes: tuple[str, ...], weights: Iterable[str]
) -> Iterator[Problem]:
    """Tell what is surely a slip: a body may have members that are no parties here (France in the Security Council)."""
    at = f"decision_rules/{key}"
    codes = {word.casefold(): code for code, entry in case.parties.items() for word in (code, entry.name)}
    for n, member in enumerate(members):
        meant = codes.get(member.casefold(), member)
        if meant != member:
            yield Problem(f'unknown party "{member}"', where=f"{at}/members/{n}", remedy=f'did you mean "{meant}"?')
        if member in members[:n]:
            yield Problem(f'the member "{member}" stands twice', where=f"{at}/members/{n}", remedy="keep one")
    for address, name in (*_listed(f"{at}/vetoes", vetoes), *_keyed(f"{at}/weights", weights)):
        yield from _unknown("member", name, address, members)


def _seat_problems(at: str, talks: NegotiationEntry) -> Iterator[Problem]:
    for party, row in talks.seat_dislike.items():
        if party in row:
            yield Problem(
                f"{party} cannot dislike its own seat",
                where=f"{at}/seat_dislike/{party}/{party}",
                remedy="lower its seat_worth instead",
            )
    for n, keeper in enumerate(talks.gatekeepers or ()):
        if keeper in talks.seats and talks.seats[keeper].seat in ("out", "refused", "left"):
            yield Problem(
                f"{keeper} decides on admission and has no seat itself",
                where=f"{at}/gatekeepers/{n}",
                remedy="check the seat",
                severity="warning",
            )
