"""Read a rule or a preference statement from a plain string.

Grammar, loosest first; ``if``, ``iff`` and ``xor`` do not chain without parentheses, because their
reading would be a guess::

    statement = "if" choice "then" choice
              | choice [("if" | "iff" | "implies") choice]
    choice    = either {"or" either}
    either    = both ["xor" both]
    both      = unary {"and" unary}
    unary     = "not" unary | "(" statement ")" | count | name | "true" | "false"
    count     = ("at most" | "at least" | "exactly") number "of" "(" statement {"," statement} ")"

A name starts with a letter; names with blanks stand in quotation marks. Keywords in any case.
``& | ~ ! -> <->`` are read as ``and or not not implies iff``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from talleyrand.errors import InputError, Problem, did_you_mean
from talleyrand.solvers.graph_model.expression import (
    KEYWORDS,
    Constant,
    Count,
    Expression,
    Joined,
    Name,
    Not,
)

_TOKEN = re.compile(
    r"""\s*(?: (?P<quoted> "[^"]+" | '[^']+' | `[^`]+` )
           | (?P<number> \d+ )
           | (?P<word> [^\W\d](?:[\w.:/-]*\w)? )
           | (?P<mark> <-> | -> | [(),&|~!] ) )""",
    re.VERBOSE,
)
_MARKS = {"&": "and", "|": "or", "~": "not", "!": "not", "->": "implies", "<->": "iff"}
_NUMBERS = {"none": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


@dataclass(frozen=True)
class _Token:
    kind: str  # name, number, word (a keyword), mark, end
    text: str
    column: int


def parse(text: str, names: Collection[str] | None = None) -> Expression:
    """Return the expression that the text states.

    Parameters
    ----------
    text
        For example ``lift_sanctions and not withdraw``, ``a if b``, ``at most 1 of (a, b, c)``.
    names
        The option names that exist; None admits any name.

    Raises
    ------
    InputError
        The text is no expression, or uses names that do not exist: every such name is listed. The
        problems carry ``column``, 1-based in ``text``, and a remedy.

    Examples
    --------
    >>> print(parse("lift_sanctions and not withdraw"))
    lift_sanctions and not withdraw
    >>> print(parse("if attack then (defend or 'call for help')"))
    (defend or "call for help") if attack
    >>> parse("lift and not withdrw", names=["lift", "withdraw"])
    Traceback (most recent call last):
    ...
    talleyrand.errors.InputError: 14: no option is called "withdrw"; did you mean "withdraw"?
    """
    reader = _Reader(text)
    result = reader.statement()
    reader.expect_end()
    if names is not None:
        _check_names(reader.tokens, names)
    return result


def as_expression(statement: str | Expression, names: Collection[str] | None = None) -> Expression:
    """Return the statement parsed where it is a string; names are checked in both forms.

    Examples
    --------
    >>> as_expression(Name("a")) == as_expression("a")
    True
    """
    if isinstance(statement, str):
        return parse(statement, names)
    if names is not None:
        unknown = [name for name in statement.names() if name not in set(names)]
        if unknown:
            raise InputError([_unknown(name, names, None) for name in unknown])
    return statement


def _check_names(tokens: list[_Token], names: Collection[str]) -> None:
    known = set(names)
    problems = [
        _unknown(token.text, names, token.column)
        for token in tokens
        if token.kind == "name" and token.text not in known
    ]
    if problems:
        raise InputError(problems)


def _unknown(name: str, names: Collection[str], column: int | None) -> Problem:
    remedy = did_you_mean(name, names) or "there are: " + ", ".join(f'"{known}"' for known in list(names)[:12])
    return Problem(f'no option is called "{name}"', column=column, remedy=remedy)


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    position = 0
    end = len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None:
            column = position + len(text[position:]) - len(text[position:].lstrip()) + 1
            raise InputError(_bad_character(text, column))
        found.append(_token(match))
        position = match.end()
    found.append(_Token("end", "", end + 1))
    return found


def _token(match: re.Match[str]) -> _Token:
    kind = str(match.lastgroup)
    text = match.group(kind)
    column = match.start(kind) + 1
    if kind == "quoted":
        return _Token("name", text[1:-1].strip(), column)
    if kind == "word":
        folded = text.casefold()
        return _Token("word", folded, column) if folded in KEYWORDS else _Token("name", text, column)
    if kind == "mark" and text in _MARKS:
        return _Token("word", _MARKS[text], column)
    return _Token(kind, text, column)


def _bad_character(text: str, column: int) -> Problem:
    character = text[column - 1]
    if character in "\"'`":
        return Problem("a quotation mark is not closed", column=column, remedy=f"close it with {character}")
    return Problem(
        f'"{character}" has no meaning here',
        column=column,
        remedy="put names with unusual characters in quotation marks",
    )


class _Reader:
    """Recursive descent over the tokens of one text."""

    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.at = 0

    @property
    def token(self) -> _Token:
        return self.tokens[self.at]

    def accept(self, *texts: str) -> str | None:
        """Step over the keyword or mark if it is next, and return it."""
        token = self.token
        if token.kind in ("word", "mark") and token.text in texts:
            self.at += 1
            return token.text
        return None

    def expect(self, text: str, after: str) -> None:
        if self.accept(text) is None:
            raise self.mistake(f'"{text}" is missing after {after}', f'write "{text}" here')

    def mistake(self, message: str, remedy: str | None = None) -> InputError:
        return InputError(Problem(message, column=self.token.column, remedy=remedy))

    def expect_end(self) -> None:
        token = self.token
        if token.kind == "end":
            return
        if token.kind == "name" and self.at and self.tokens[self.at - 1].kind == "name":
            before = self.tokens[self.at - 1].text
            remedy = (
                f'join them with "and" or "or", or if it is one name write "{before} {token.text}" in quotation marks'
            )
            raise self.mistake(f'nothing joins "{before}" and "{token.text}"', remedy)
        if token.text in ("if", "iff", "implies", "xor"):
            raise self.mistake(f'"{token.text}" does not chain', "add parentheses to say which is meant")
        raise self.mistake(
            f'"{token.text}" is unexpected here', 'statements are joined with "and", "or", "if" or "iff"'
        )

    def statement(self) -> Expression:
        if self.accept("if"):
            condition = self.choice()
            self.expect("then", "the condition")
            return Joined("if", (self.choice(), condition))
        left = self.choice()
        joint = self.accept("if", "iff", "implies")
        if joint is None:
            return left
        right = self.choice()
        return Joined("if", (right, left)) if joint == "implies" else Joined(joint, (left, right))

    def choice(self) -> Expression:
        return self.chain("or", self.either)

    def either(self) -> Expression:
        left = self.chain("and", self.unary)
        if self.accept("xor"):
            return Joined("xor", (left, self.chain("and", self.unary)))
        return left

    def chain(self, word: str, part: Callable[[], Expression]) -> Expression:
        parts = [part()]
        while self.accept(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else Joined(word, tuple(parts))

    def unary(self) -> Expression:
        if self.accept("not"):
            return Not(self.unary())
        if self.accept("("):
            inner = self.statement()
            self.expect(")", "the part in parentheses")
            return inner
        if self.token.text in ("at", "exactly") and self.token.kind == "word":
            return self.count()
        return self.atom()

    def atom(self) -> Expression:
        token = self.token
        if token.kind == "name":
            self.at += 1
            return Name(token.text)
        if self.accept("true", "false"):
            return Constant(token.text == "true")
        if token.kind == "end":
            raise self.mistake("the statement breaks off", "name an option here")
        raise self.mistake(
            f'"{token.text}" stands where an option should', "name an option, or put such a name in quotation marks"
        )

    def count(self) -> Expression:
        bound = self.bound()
        number = self.number(bound)
        self.expect("of", f'"{bound} {number}"')
        self.expect("(", '"of"')
        parts = [self.statement()]
        while self.accept(","):
            parts.append(self.statement())
        self.expect(")", "the list")
        return Count(bound, number, tuple(parts))

    def bound(self) -> str:
        if self.accept("exactly"):
            return "exactly"
        self.expect("at", "the start of the count")
        word = self.accept("most", "least")
        if word is None:
            raise self.mistake('"at" begins "at most" or "at least"', 'write "at most" or "at least"')
        return f"at {word}"

    def number(self, bound: str) -> int:
        token = self.token
        if token.kind == "number":
            self.at += 1
            return int(token.text)
        if token.kind == "name" and token.text.casefold() in _NUMBERS:
            self.at += 1
            # The word is no option: the check of names must not see it.
            self.tokens[self.at - 1] = _Token("number", token.text, token.column)
            return _NUMBERS[token.text.casefold()]
        raise self.mistake(f'a number is missing after "{bound}"', f'write, for example, "{bound} 1 of (a, b)"')
