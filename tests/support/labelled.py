"""What a person says that a report holds, with code-point offsets: the form of every hand label of the tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Piece:
    """Words of a text and where they stand (code points, end exclusive)."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class When:
    """First and last day, both possibly open, and how fine the words fix them."""

    from_: date | None
    to: date | None
    granularity: str


@dataclass(frozen=True)
class LabelledStatement:
    """Who said what; `actor` and `party` list more than one for joint speakers; `polarity` is the seed's only."""

    id: str
    tier: str
    kind: str | None
    status: str
    contents: tuple[Piece, ...]
    alternatives: tuple[tuple[Piece, ...], ...] = ()
    speaker: Piece | None = None
    actor: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    role: str | None = None
    cue: Piece | None = None
    medium: Piece | None = None
    addressee: Piece | None = None
    made: When | None = None
    stance: str | None = None
    stance_alt: tuple[str, ...] = ()
    polarity: int | None = None
    issue: str | None = None
    nested_in: str | None = None


@dataclass(frozen=True)
class LabelledEvent:
    """Who did what to whom; `alt` and `status_alt` are readings that count as right, too."""

    id: str
    plover: str
    status: str
    evidence: tuple[Piece, ...]
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    alt: tuple[str, ...] = ()
    status_alt: tuple[str, ...] = ()
    when: When | None = None
    place: str | None = None
    core: bool = True


@dataclass(frozen=True)
class LabelledSeat:
    """Where a party sits in a negotiation, and the words that say so."""

    party: str
    seat: str
    evidence: Piece
    alt: tuple[str, ...] = ()


@dataclass(frozen=True)
class LabelledNegotiation:
    """Talks that the report speaks of; `main` marks the ones that it is about."""

    id: str
    title: str
    main: bool
    seats: tuple[LabelledSeat, ...]


@dataclass(frozen=True)
class LabelledTie:
    """What one party holds over another or is bound by."""

    holder: str
    over: str | None
    kind: str
    means: tuple[str, ...]
    evidence: Piece
    magnitude: Piece | None = None
    alt: tuple[str, ...] = ()


@dataclass(frozen=True)
class LabelledExpectation:
    """Who holds which outcome likely or not."""

    holder: str
    about: str
    likelihood: str
    evidence: Piece


@dataclass(frozen=True)
class LabelledActor:
    """Somebody whom the text names; `mentions` is a sample of the ways in which it does."""

    name: str
    kind: str
    party: str | None
    role: str | None
    mentions: tuple[Piece, ...]


@dataclass(frozen=True)
class LabelledDate:
    """Words that name a time, and the days that they stand for."""

    piece: Piece
    when: When


@dataclass(frozen=True)
class LabelledIssue:
    """A matter of the negotiation, under any of the names that count as right, with words that raise it."""

    names: tuple[str, ...]
    evidence: tuple[Piece, ...]


@dataclass(frozen=True)
class LabelledContest:
    """Words saying that parties mean different things by an issue."""

    issue: str
    evidence: Piece


@dataclass(frozen=True)
class LabelledReport:
    """A text and what a person says it holds.

    `labelled` names the kinds that were labelled at all ("statements", "events", …): of those, what has no label is
    not there; of the others nothing is said, so a record of theirs is no false alarm.
    """

    name: str
    text: str
    outlet: str | None = None
    published: date | None = None
    title: str | None = None
    held_out: bool = False
    labelled: tuple[str, ...] = ()
    statements: tuple[LabelledStatement, ...] = ()
    events: tuple[LabelledEvent, ...] = ()
    negotiations: tuple[LabelledNegotiation, ...] = ()
    ties: tuple[LabelledTie, ...] = ()
    expectations: tuple[LabelledExpectation, ...] = ()
    actors: tuple[LabelledActor, ...] = ()
    dates: tuple[LabelledDate, ...] = ()
    issues: tuple[LabelledIssue, ...] = ()
    contested: tuple[LabelledContest, ...] = ()
