"""Common nouns for what the text has named: "the bloc" after ECOWAS, "the Baltic state", "the rebels" after the M23."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.lexicons import Form, Found, names
from talleyrand.evidence.tree import children
from talleyrand.evidence.words import tokens_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_BESIDE = frozenset({"compound", "amod", "nmod", "poss", "nummod", "appos"})
_REACH = 600
"""Characters before a noun in which what it means must have been named, where the noun has many other uses."""


@dataclass(frozen=True)
class _Noun:
    """Whom a noun may stand for: entities by code; the keys of the lexicon say when."""

    codes: frozenset[str]
    armed: bool = False
    near: bool = False
    beside: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    allowed: frozenset[str] | None = None
    regional: bool = False
    capital: bool = False


@cache
def _nouns() -> Mapping[str, tuple[_Noun, ...]]:
    entities = names().entities
    found: dict[str, list[_Noun]] = {}
    for entry in lexicon("common_nouns")["nouns"]:
        codes = {*entry.get("codes", ()), *(c for c, e in entities.items() if e.role == entry.get("role"))}
        noun = _Noun(
            frozenset(codes),
            entry.get("only", False),
            entry.get("near", False),
            frozenset(word.casefold() for word in entry.get("beside", ())),
            frozenset(entry.get("after", ())),
            frozenset(entry["with"]) if "with" in entry else None,
            capital=entry.get("capital", False),
        )
        for word in entry["nouns"]:
            found.setdefault(word, []).append(noun)
    return {word: tuple(group) for word, group in found.items()}


@cache
def _regions() -> tuple[frozenset[str], Mapping[str, frozenset[str]]]:
    """Return the words for states of a region, and the codes for each word for a region."""
    rows = lexicon("common_nouns")["regional"]
    regions = {word: frozenset(row["codes"]) for row in rows["regions"] for word in row["words"]}
    return frozenset(rows["nouns"]), regions


@cache
def _words() -> frozenset[str]:
    """Return the words that one of the nouns can be, in one token."""
    last = {word.rpartition("-")[2] for word in _nouns()}
    return frozenset(last | {f"{word}s" for word in last} | _regions()[0])


def common_nouns(doc: Doc, named: Sequence[Found], taken: Mapping[int, object]) -> Iterator[Found]:
    """Yield the common nouns of a text with the body that each stands for: the one of its kind named last before it.

    Parameters
    ----------
    named
        The names that the text has, in order.
    taken
        Tokens that belong to a name.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> text = "ECOWAS met in Abuja. The bloc closed its borders."
    >>> [(found.form.text, found.form.code) for found in common_nouns(load()(text), list(names().find(text)), {})]
    [('bloc', 'ECOWAS')]
    """
    known, places = _nouns(), [found.start for found in named]
    states, _ = _regions()
    for token in tokens_of(doc, _words()):
        word = token.lower_
        if word in states and (codes := _regional(token)):
            group: tuple[_Noun, ...] = (_Noun(codes, near=True, regional=True),)
            start = token.idx
        else:
            start, group = _group(known, token)
        if not group or token.i in taken:
            continue
        before = named[: bisect_left(places, start)]
        for noun in group:
            if (code := _meant(token, noun, before, named, taken)) is not None:
                end = token.idx + len(token.text)
                yield Found(start, end, Form(doc.text[start:end], code, "contextual"))
                break


def _group(known: Mapping[str, tuple[_Noun, ...]], token: Token) -> tuple[int, tuple[_Noun, ...]]:
    """Return where a noun starts, and what it may stand for; "city-state" is three tokens."""
    doc, word = token.doc, token.lower_
    if token.i >= 2 and doc[token.i - 1].text == "-":
        first = doc[token.i - 2]
        return first.idx, known.get(f"{first.lower_}-{word}", ())
    plural = known.get(word.removesuffix("s"), ()) if word.endswith("s") else ()
    return token.idx, known.get(word) or tuple(noun for noun in plural if noun.armed)


def _regional(token: Token) -> frozenset[str]:
    """Return the states of the region that stands before a word for a state: "the small Caribbean nation"."""
    _, regions = _regions()
    if token.tag_ in {"NNS", "NNPS"}:
        return frozenset()
    words = [t.lower_ for t in token.doc[max(0, token.i - 4) : token.i]]
    if "the" not in words:
        return frozenset()
    words = words[len(words) - words[::-1].index("the") :]
    for first in range(len(words)):
        for last in range(len(words), first, -1):
            if codes := regions.get(" ".join(words[first:last]).replace(" - ", "-")):
                return codes
    return frozenset()


def _meant(
    token: Token, noun: _Noun, before: Sequence[Found], named: Sequence[Found], taken: Mapping[int, object]
) -> str | None:
    if noun.capital and not token.text[0].isupper():
        return None
    if noun.after and not any(f.form.code in noun.after for f in named):
        return None
    if noun.beside and not any(c.lower_ in noun.beside for c in token.lefts):
        return None
    if noun.allowed is not None and not all(
        c.lower_ in noun.allowed or c.i in taken for c in token.lefts if c.dep_ in {"amod", "compound", "nmod"}
    ):
        return None
    owners = frozenset() if noun.regional else _stands_alone(token, noun.armed, taken)
    if owners is None or _of_named(token, taken):
        return None
    if noun.after:
        return _only(noun.codes)
    entities = names().entities
    for found in reversed(before):
        if noun.near and found.end < token.idx - _REACH:
            break
        code = found.form.code
        if code in noun.codes and (not owners or entities[code].state in owners):
            return code
    if noun.armed:
        code = _only({f.form.code for f in named if f.form.code in noun.codes})
        return code if code and (not owners or entities[code].state in owners) else None
    return None


def _of_named(token: Token, taken: Mapping[int, object]) -> bool:
    """Tell whether a name follows that says which is meant: "the Gulf state of Qatar"."""
    after = token.doc[token.i + 1 : token.i + 4]
    return len(after) > 1 and after[0].lower_ == "of" and any(t.i in taken for t in after[1:])


def _only(codes: Collection[str | None]) -> str | None:
    return next(iter(codes)) if len(codes) == 1 else None


def _stands_alone(token: Token, armed: bool, taken: Mapping[int, object]) -> frozenset[str] | None:
    """Return the states whose a noun is said to be ("the Yemeni group"), none for most; None if it is no such noun.

    It must be definite and no other body's: "the bloc", "rebel camp", not "the Moro rebels".
    """
    if token.pos_ not in {"NOUN", "PROPN", "ADJ"}:
        return None
    owners: set[str] = set()
    for child in children(token):
        if child.dep_ not in _BESIDE:
            continue
        if child.tag_ == "PRP$" or (child.pos_ == "PROPN" and child.i not in taken):
            return None
        if child.i in taken:
            form = taken[child.i]
            if child.dep_ == "appos" or not isinstance(form, Found) or form.form.how not in {"demonym", "name"}:
                return None
            owners.add(form.form.code or "")
    if armed and (token.dep_ in {"compound", "amod"} or token.tag_ == "NNS"):
        return None if any(c.lower_ in _OTHER for c in children(token)) else frozenset(owners)
    return frozenset(owners) if any(c.lower_ == "the" for c in children(token)) else None


_OTHER = frozenset({"other", "rival", "some", "many", "foreign"})
