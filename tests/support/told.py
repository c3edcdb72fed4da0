"""Records made of a text and the words in it, for tests of what is drafted from them."""

from talleyrand.evidence.records import (
    Actor,
    By,
    Contest,
    DateRange,
    Event,
    Expectation,
    Negotiation,
    Party,
    Position,
    Ref,
    Seat,
    Speaker,
    Statement,
    Tie,
)
from talleyrand.ids import record_id
from talleyrand.reading.document import Document

BY = By(name="test")


class Report:
    """A document and the records that a test says it holds."""

    def __init__(self, text, published=None, digest="0" * 64):
        self.document = Document(sha256=digest, text=text, published=published)
        self.records = []

    def span(self, words):
        start = self.document.text.index(words)
        return self.document.span(start, start + len(words))

    def add(self, made_of, words, *extra, **fields):
        spans = [self.span(w) for w in ([words] if isinstance(words, str) else words)]
        name = made_of.model_fields["type"].default
        made = made_of(
            id=record_id(name, self.document.id, [s.place for s in spans], *extra),
            document=self.document.id,
            **fields,
        )
        self.records.append(made)
        return made

    def actor(self, words, party=None, *, key=None, kind="state", role="unknown", name=None):
        return self.add(
            Actor,
            words,
            key=key or party or words.casefold(),
            name=name or words,
            kind=kind,
            party=party,
            role=role,
            mentions=(self.span(words),),
        )

    def statement(
        self, words, party, *, positions=(), stance="demand", status="made", to=None, nested_in=None, issue=None
    ):
        cue = self.span(words)
        told = tuple(
            Position(issue=q, holder=holder, low=low, high=high, own=holder == party, cue=cue)
            for q, holder, low, high in positions
        )
        return self.add(
            Statement,
            words,
            speaker=Speaker(actor=None, start=cue.start, end=cue.end, text=cue.text),
            party=party,
            role="official" if party else "expert",
            kind="indirect",
            status=status,
            content=(cue,),
            cue=None,
            stance=stance,
            issue=issue,
            positions=told,
            nested_in=nested_in.id if nested_in else None,
            addressee=Ref(text=cue.text, start=cue.start, end=cue.end, actor=to.id) if to else None,
            by=BY,
        )

    def talks(self, words, title=None, issues=()):
        return self.add(
            Negotiation, words, title=title or words, issues=tuple(issues), evidence=(self.span(words),), by=BY
        )

    def seat(self, words, talks, party, seat):
        return self.add(
            Seat, words, party, negotiation=talks.id, party=party, seat=seat, evidence=self.span(words), by=BY
        )

    def event(self, words, source, target, plover="CONSULT", status="happened", day=None):
        at = self.span(words)
        when = DateRange(from_=day, to=day, text=at.text, start=at.start, end=at.end) if day else None
        return self.add(
            Event,
            words,
            plover,
            source=(Party(party=source),),
            target=(Party(party=target),),
            plover=plover,
            status=status,
            date=when,
            evidence=(at,),
            by=BY,
        )

    def tie(self, words, holder, over, kind="lever", means=(), status="happened", issue=None):
        return self.add(
            Tie,
            words,
            holder,
            kind,
            holder=holder,
            over=over,
            kind=kind,
            means=tuple(means),
            status=status,
            issue=issue,
            evidence=(self.span(words),),
            by=BY,
        )

    def contest(self, words, issue):
        return self.add(Contest, words, issue=issue, evidence=(self.span(words),), by=BY)

    def expectation(self, words, holder, about, likelihood):
        return self.add(
            Expectation, words, holder=holder, about=about, likelihood=likelihood, evidence=(self.span(words),), by=BY
        )
