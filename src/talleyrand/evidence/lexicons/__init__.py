"""What the reader knows before it reads: states, organisations, offices, people.

Made by ``tools/build_lexicons.py``. The files are data of ours (JSON, so that loading takes milliseconds);
`NameLexicon.find` walks a text once, at a cost that does not depend on how many names there are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from talleyrand.evidence.records import ActorKind, Role

How = Literal["name", "demonym", "people", "capital", "seat", "contextual", "place", "nothing"]
_WORD = re.compile(r"[^\W_]+")
_SPACE = re.compile(r"[\s-]+")
_CAPITAL_NEXT = re.compile(r"[\s-]+[A-Z]")
_SHOUTED = 4
"""Forms of at least so many letters are also found in capitals (MOSCOW); shorter ones (US, us) are not."""


@dataclass(frozen=True)
class Entity:
    """A state, organisation or group that we know; `party` is the code it acts for, `state` where it belongs."""

    code: str
    name: str
    kind: ActorKind
    role: Role
    party: str | None
    since: int | None = None
    until: int | None = None
    successor: str | None = None
    state: str | None = None


@dataclass(frozen=True)
class Form:
    """Words that stand for an entity, and in what way; `code` is None for places and for names of nothing."""

    text: str
    code: str | None
    how: How


@dataclass(frozen=True)
class Found:
    """A form in a text, as code point offsets."""

    start: int
    end: int
    form: Form


@dataclass(frozen=True)
class NameLexicon:
    """Entities by code, and their forms by the first word (in small letters) of each, longest first."""

    entities: Mapping[str, Entity]
    forms: Mapping[str, tuple[Form, ...]]
    rivals: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Places beside which a name stands for something else (Georgia beside Atlanta)."""

    def find(self, text: str) -> Iterator[Found]:
        """Yield the longest form at each place of a text, from left to right, without overlap.

        Examples
        --------
        >>> [(f.form.text, f.form.code) for f in names().find("North Korean and U.S. envoys met in MOSCOW.")]
        [('North Korean', 'PRK'), ('U.S.', 'USA'), ('Moscow', 'RUS')]
        """
        free = 0
        for word in _WORD.finditer(text):
            if word.start() < free:
                continue
            if (found := self._longest(text, word.start(), word.group().casefold())) is not None:
                free = found.end
                yield found

    def _longest(self, text: str, start: int, word: str) -> Found | None:
        for form in self.forms.get(word, ()):
            end = start + len(form.text)
            if not _matches(text[start:end], form.text) or _runs_on(text, end):
                continue
            if form.how != "contextual" or (
                text[max(0, start - 4) : start].lower() == "the " and not _CAPITAL_NEXT.match(text, end)
            ):
                return Found(start, end, form)
        return None


def _matches(slice_: str, form: str) -> bool:
    """Compare up to the kind of space or hyphen, and up to capitals for all but the shortest."""
    if slice_ == form:
        return True
    if len(slice_) != len(form):
        return False
    plain, wanted = _SPACE.sub(" ", slice_), _SPACE.sub(" ", form)
    return plain == wanted or (len(form) >= _SHOUTED and slice_.isupper() and plain == wanted.upper())


def _runs_on(text: str, end: int) -> bool:
    """Tell whether a word goes on at `end`."""
    return end < len(text) and text[end].isalnum() and text[end - 1].isalnum()


def _read(name: str) -> Any:
    return json.loads(files("talleyrand.evidence.lexicons").joinpath(name).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def names() -> NameLexicon:
    """Load the states, organisations and armed groups with all their forms."""
    data = _read("names.json")
    entities = {code: _entity(code, value) for code, value in data["entities"].items()}
    rivals = {form: frozenset(places) for form, places in data["rivals"].items()}
    return NameLexicon(entities, index(Form(*form) for form in data["forms"]), rivals)


def _entity(code: str, value: dict[str, Any]) -> Entity:
    return Entity(
        code=code,
        name=value["name"],
        kind=value["kind"],
        role=value["role"],
        party=value["party"],
        since=value.get("from"),
        until=value.get("to"),
        successor=value.get("successor"),
        state=value.get("state", value["party"] if value["role"] in {"official", "international_official"} else None),
    )


def index(forms: Iterator[Form]) -> dict[str, tuple[Form, ...]]:
    """Sort forms under their first word; a leading article is no part of the key nor of the form."""
    found: dict[str, dict[str, Form]] = {}
    for form in forms:
        bare = re.sub(r"^[Tt]he (?=[A-Z])" if form.how != "contextual" else r"^[Tt]he ", "", form.text)
        first = _WORD.search(bare)
        assert first is not None
        found.setdefault(first.group().casefold(), {}).setdefault(bare, Form(bare, form.code, form.how))
    return {word: tuple(sorted(group.values(), key=lambda f: (-len(f.text), f.text))) for word, group in found.items()}


@dataclass(frozen=True)
class Person:
    """A holder of public office whom reports name without saying who it is; facts of our own, dated."""

    name: str
    state: str
    terms: tuple[tuple[str, str, str | None], ...]
    """Office, first day, last day (ISO; None while it lasts)."""
    female: bool = False
    ambiguous: bool = False
    """Others bear the short name, too."""


@lru_cache(maxsize=1)
def people() -> Mapping[str, tuple[Person, ...]]:
    """Load the office holders, by the name that reports use for short."""
    found: dict[str, list[Person]] = {}
    for entry in _read("people.json"):
        terms = tuple((t["office"], str(t["from"]), str(t["to"]) if t.get("to") else None) for t in entry["terms"])
        person = Person(entry["name"], entry["state"], terms, entry.get("female", False), entry.get("ambiguous", False))
        found.setdefault(entry.get("short", entry["name"].split()[-1]).casefold(), []).append(person)
    return {short: tuple(group) for short, group in found.items()}


@dataclass(frozen=True)
class Situation:
    """Where a state lies, in degrees north and east, and the codes of those that it borders on."""

    north: float
    east: float
    borders: frozenset[str]


@lru_cache(maxsize=1)
def situations() -> Mapping[str, Situation]:
    """Load where states lie, by code."""
    data = _read("neighbours.json")
    return {code: Situation(row["at"][0], row["at"][1], frozenset(row["borders"])) for code, row in data.items()}


@dataclass(frozen=True)
class Offices:
    """Offices and callings: the role that each head noun gives, and the words that may stand beside it."""

    roles: Mapping[str, Role]
    follows_body: frozenset[str]
    former: frozenset[str]
    modifiers: frozenset[str]
    kin: Mapping[str, frozenset[str]]
    states: Mapping[str, str | None]
    institutions: frozenset[str]
    organs: frozenset[str]
    state_words: frozenset[str]
    institutes: tuple[str, ...]
    media_words: tuple[str, ...]
    female: frozenset[str]
    male: frozenset[str]
    honorifics: frozenset[str]
    verbs: Mapping[str, Role]
    companies: frozenset[str]
    national: frozenset[str]
    women: frozenset[str]
    men: frozenset[str]

    def is_institute(self, words: Iterable[str]) -> bool:
        """Tell whether words in small letters name a place of research or teaching.

        Examples
        --------
        >>> offices().is_institute(["carnegie", "moscow", "center"]), offices().is_institute(["central", "bank"])
        (True, False)
        """
        joined = f" {' '.join(words)} "
        return any(f" {name} " in joined for name in self.institutes)

    def head(self, word: str) -> str | None:
        """Return the singular of a word that heads an office, or None.

        Examples
        --------
        >>> [offices().head(w) for w in ("Ministers", "envoy", "analysts", "summits")]
        ['minister', 'envoy', 'analyst', None]
        """
        folded = word.casefold()
        if folded in self.roles:
            return folded
        for ending, singular in (("ies", "y"), ("men", "man"), ("women", "woman"), ("es", ""), ("s", "")):
            if folded.endswith(ending) and (single := folded[: -len(ending)] + singular) in self.roles:
                return single
        return None


@lru_cache(maxsize=1)
def offices() -> Offices:
    """Load the offices."""
    data = _read("offices.json")
    roles: dict[str, Role] = {}
    for role, heads in data["roles"].items():
        for head in heads:
            roles.setdefault(head, role)
    return Offices(
        roles=roles,
        follows_body=frozenset(data["follows_body"]),
        former=frozenset(data["former"]) - frozenset(data["not_former"]),
        modifiers=frozenset(data["rank"]) | frozenset(data["portfolios"]),
        kin={head: frozenset(group) for head, group in data["kin"].items()},
        states=data["states"],
        institutions=frozenset(data["institutions"]),
        organs=frozenset(data["organs"]),
        state_words=frozenset(data["state_words"]),
        institutes=tuple(data["institutes"]),
        media_words=tuple(data["media_words"]),
        female=frozenset(data["female"]),
        male=frozenset(data["male"]),
        honorifics=frozenset(data["honorifics"]),
        verbs=data["verbs"],
        companies=frozenset(data["companies"]),
        national=frozenset(data["national"]),
        women=frozenset(data["women"]),
        men=frozenset(data["men"]),
    )
