"""What an analyst decides about a brief: what is left out, what comes first, and notes in the analyst's own words.

Nothing decided means everything in the order of the program, so that a finding that appears later is never lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from pydantic import Field

from talleyrand.analyses.result import Result
from talleyrand.reading.span import Frozen

PARTS: dict[str, str] = {
    "answer": "In five lines",
    "changes": "What has changed",
    "wants": "Who wants what",
    "findings": "What the analyses find",
    "disagree": "Where methods disagree",
    "flips": "What would change the answer",
    "inputs": "Inputs",
    "evidence": "Evidence",
    "sources": "Sources",
}
"""The parts of a brief in their order; `changes` stands only in a brief that is held against an earlier one."""
KEPT = ("inputs", "evidence", "sources")
"""The parts that every brief has: without them nobody could check it."""
MOST_WORDS = 4000

T = TypeVar("T")


class Note(Frozen):
    """Words of the analyst on a part, a method or a finding.

    Parameters
    ----------
    about
        Name of the part (``flips``) or method (``seat``), or id of the finding (``seat/RUS/worth``).
    says
        The words, at most 4,000 characters; a blank line begins a paragraph.
    """

    about: str
    says: str = Field(min_length=1, max_length=MOST_WORDS)


class Choices(Frozen):
    """What an analyst chose; names are those of parts and methods and the ids of findings.

    Parameters
    ----------
    order
        What comes first, at each level by itself: parts among parts, methods among methods, findings of a method
        among each other. What is not named follows in the program's order.
    leave_out
        What the brief leaves out; it says that it does.
    notes
        Notes, at most one on each thing.
    locale
        How dates and numbers are written, ``de_DE`` say; as in English where None.

    Examples
    --------
    >>> Choices(order=("flips", "wants"), leave_out=("disagree",)).parts(("answer", "wants", "disagree", "flips"))
    ('flips', 'wants', 'answer')
    """

    order: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    locale: str | None = None

    def arranged(self, things: Iterable[T], name: Callable[[T], str]) -> list[T]:
        """Return things in the chosen order, without those left out."""
        places = {chosen: n for n, chosen in enumerate(self.order)}
        kept = [thing for thing in things if name(thing) not in self.leave_out]
        return sorted(kept, key=lambda thing: places.get(name(thing), len(places)))

    def parts(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the parts that a brief shows, of those that it could."""
        return tuple(self.arranged(names, lambda name: name))

    def results(self, results: Sequence[Result]) -> tuple[Result, ...]:
        """Return the results that a brief tells, each with the findings that it tells, in order."""
        found = []
        for result in self.arranged(results, lambda one: one.analysis):
            ranked = sorted(result.findings, key=lambda finding: finding.rank)
            kept = tuple(self.arranged(ranked, lambda finding: finding.id))
            found.append(result.model_copy(update={"findings": kept}))
        return tuple(found)

    def note(self, name: str) -> str | None:
        """Return the note on a part, method or finding, None where there is none."""
        return next((note.says for note in self.notes if note.about == name), None)

    @property
    def told(self) -> Choices:
        """The choices as a brief may carry them: without notes on what it leaves out, which are for nobody's eyes."""
        return self.model_copy(update={"notes": tuple(note for note in self.notes if not self._hides(note.about))})

    def _hides(self, name: str) -> bool:
        """Tell whether something is left out, itself or with the method or the part that it belongs to."""
        method = name.partition("/")[0]
        within = () if name in PARTS else ("findings",)
        return any(one in self.leave_out for one in (name, method, *within))

    def missed(self, results: Sequence[Result], parts: Sequence[str]) -> tuple[str, ...]:
        """Return what is left out, of `parts` too, in words: nobody shall take a piece for the whole."""
        gone = [f"the part “{PARTS[name]}”" for name in parts if name in self.leave_out]
        methods = [f"“{result.title}”" for result in results if result.analysis in self.leave_out]
        rest = [
            f"{count} {'finding' if count == 1 else 'findings'} of “{result.title}”"
            for result in results
            if result.analysis not in self.leave_out
            and (count := sum(finding.id in self.leave_out for finding in result.findings))
        ]
        return (*gone, *methods, *rest)
