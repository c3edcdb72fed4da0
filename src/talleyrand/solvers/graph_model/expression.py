"""Boolean expressions over options: what a rule or a preference statement says.

An expression is a tree of frozen nodes. It knows the names in it, evaluates on arrays of truth
values, and prints itself in the form that :func:`~talleyrand.solvers.graph_model.parser.parse` reads.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Truth = NDArray[np.bool_]
Lookup = Callable[[str], Truth]

KEYWORDS = frozenset(
    {"and", "or", "not", "xor", "if", "then", "iff", "implies", "at", "most", "least", "exactly", "of", "true", "false"}
)
_PLAIN_NAME = re.compile(r"[^\W\d][\w.:/-]*")


class Expression:
    """A statement over options that is true or false in every state."""

    def names(self) -> tuple[str, ...]:
        """Return the option names used, each once, in order of first use."""
        return tuple(dict.fromkeys(self._walk()))

    def evaluate(self, lookup: Lookup) -> Truth:
        """Return its truth, as an array of the shape that ``lookup(name)`` returns."""
        raise NotImplementedError

    def _walk(self) -> list[str]:
        raise NotImplementedError


@dataclass(frozen=True)
class Constant(Expression):
    """``true`` or ``false``."""

    value: bool

    def evaluate(self, lookup: Lookup) -> Truth:
        """Return the constant, to be broadcast."""
        return np.asarray(self.value)

    def _walk(self) -> list[str]:
        return []

    def __str__(self) -> str:
        return "true" if self.value else "false"


@dataclass(frozen=True)
class Name(Expression):
    """An option: true where it is taken."""

    name: str

    def evaluate(self, lookup: Lookup) -> Truth:
        """Return where the option is taken."""
        return lookup(self.name)

    def _walk(self) -> list[str]:
        return [self.name]

    def __str__(self) -> str:
        plain = _PLAIN_NAME.fullmatch(self.name) and self.name.casefold() not in KEYWORDS
        return self.name if plain else f'"{self.name}"'


@dataclass(frozen=True)
class Not(Expression):
    """Negation."""

    part: Expression

    def evaluate(self, lookup: Lookup) -> Truth:
        """Return where the part is false."""
        return np.logical_not(self.part.evaluate(lookup))

    def _walk(self) -> list[str]:
        return self.part._walk()

    def __str__(self) -> str:
        return f"not {_inner(self.part)}"


@dataclass(frozen=True)
class Joined(Expression):
    """Conjunction, disjunction, exclusive or, equivalence or implication of its parts.

    ``operator`` is one of ``and or xor iff if``; ``a if b`` is false only where b holds and a does not.
    """

    operator: str
    parts: tuple[Expression, ...]

    def evaluate(self, lookup: Lookup) -> Truth:
        """Return where the parts, joined, hold."""
        result = self.parts[0].evaluate(lookup)
        for part in self.parts[1:]:
            result = _JOIN[self.operator](result, part.evaluate(lookup))
        return result

    def _walk(self) -> list[str]:
        return [name for part in self.parts for name in part._walk()]

    def __str__(self) -> str:
        return f" {self.operator} ".join(_inner(part) for part in self.parts)


@dataclass(frozen=True)
class Count(Expression):
    """``at most``, ``at least`` or ``exactly`` so many of its parts are true."""

    bound: str
    number: int
    parts: tuple[Expression, ...]

    def evaluate(self, lookup: Lookup) -> Truth:
        """Return where the number of true parts keeps to the bound."""
        total = np.asarray(0, dtype=np.int32)
        for part in self.parts:
            total = total + part.evaluate(lookup)
        result: Truth = _BOUND[self.bound](total, self.number)
        return result

    def _walk(self) -> list[str]:
        return [name for part in self.parts for name in part._walk()]

    def __str__(self) -> str:
        return f"{self.bound} {self.number} of ({', '.join(str(part) for part in self.parts)})"


_JOIN: dict[str, Callable[[Truth, Truth], Truth]] = {
    "and": np.logical_and,
    "or": np.logical_or,
    "xor": np.logical_xor,
    "iff": np.equal,
    "if": lambda then, condition: np.logical_or(then, np.logical_not(condition)),
}
_BOUND: dict[str, Callable[[NDArray[np.int32], int], Truth]] = {
    "at most": np.less_equal,
    "at least": np.greater_equal,
    "exactly": np.equal,
}


def _inner(part: Expression) -> str:
    return f"({part})" if isinstance(part, Joined) else str(part)
