"""What one says or a report tells, and another denies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from talleyrand.evidence.contradictions import Contradiction
from talleyrand.evidence.records import AnyRecord, Event, Statement
from talleyrand.evidence.told import WINDOW, Told, longer, words_of

LIKE = 75
"""Least likeness (rapidfuzz's token set ratio, 0 to 100) of what is denied and what was said."""
SHARED = 0.6
"""Least share of the longer words of a denial that what was said has, too; two at least."""
_DENIES = re.compile(r"\b(den(y|ies|ied|ying)|reject|dismiss|refut|disput|contradict|rebut|disavow)", re.IGNORECASE)


def denials(told: Told) -> Iterator[Contradiction]:
    """Find what one says or a report tells and another party denies, and what somebody said and is said not to have."""
    denying = [s for s in told.all(Statement) if s.status == "denied" or (s.cue and _DENIES.match(s.cue.text))]
    if not denying:
        return
    found = _Words(told, denying)
    for denial in denying:
        said = found.like(denial)
        if said is not None:
            first, second = sorted((said, denial), key=lambda r: (told.day(r) or date.max, r.id))
            yield Contradiction("denial", first.id, second.id, _denied_by(denial))


def _denied_by(denial: Statement) -> str:
    return (
        "said, and said not to have been said"
        if denial.status == "denied"
        else f"{denial.party or 'somebody'} denies it"
    )


class _Words:
    """Statements and events by those of their longer words that denials have, too."""

    def __init__(self, told: Told, denying: Iterable[Statement]) -> None:
        self._told = told
        self._by_word: dict[str, list[AnyRecord]] = {}
        wanted = frozenset(word for denial in denying for word in longer(words_of(denial)))
        told_of: list[Statement | Event] = [s for s in told.all(Statement) if s.status == "made"]
        told_of += [e for e in told.all(Event) if e.status in ("happened", "planned")]
        for record in told_of:
            for word in longer(words_of(record)) & wanted:
                self._by_word.setdefault(word, []).append(record)

    def like(self, denial: Statement) -> AnyRecord | None:
        """Return what is most like the content of a denial: another's words, or for words never said the same one's."""
        from rapidfuzz.fuzz import token_set_ratio

        words = words_of(denial)
        wanted = longer(words)
        near: dict[str, tuple[AnyRecord, int]] = {}
        for word in sorted(wanted):
            for record in self._by_word.get(word, ()):
                near[record.id] = record, near.get(record.id, (record, 0))[1] + 1
        scored = [
            (token_set_ratio(words.casefold(), words_of(record).casefold()), record.id)
            for record, shared in near.values()
            if shared >= max(2, SHARED * len(wanted)) and self._other(denial, record)
        ]
        score, name = max(scored, default=(0.0, ""))
        return near[name][0] if score >= LIKE else None

    def _other(self, denial: Statement, record: AnyRecord) -> bool:
        """Tell whether a record may be what is denied: another voice says it, or the same one is said not to have."""
        same_words = record.document == denial.document and _overlap(denial, record)
        if record.id == denial.id or same_words or self._told.apart(denial, record) > WINDOW:
            return False
        denied_by = self._told.voice(denial)
        if not isinstance(record, Statement):
            return denial.status != "denied" and denied_by is not None
        said_by = self._told.voice(record)
        return None not in (denied_by, said_by) and (denied_by == said_by) == (denial.status == "denied")


def _overlap(one: Statement, other: AnyRecord) -> bool:
    """Tell whether two records rest on the same words: what is denied is often read as an event of its own."""
    return any(a.overlaps(b) for a in one.content for b in other.spans())
