"""Actors without a name: "the Russian president", "two senior officials", "Chinese media", "the Syrian government"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from talleyrand.evidence.ground import Ground
from talleyrand.evidence.lexicons import offices
from talleyrand.evidence.persons import Name, clause_end
from talleyrand.evidence.titles import Title, title_at
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEFINITE = frozenset({"the", "this", "that", "his", "her", "its", "their", "both"})
_LEADING = frozenset(
    {
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "its",
        "their",
        "some",
        "many",
        "several",
        "most",
    }
    | {
        "at",
        "least",
        "about",
        "around",
        "nearly",
        "dozens",
        "hundreds",
        "of",
        "one",
        "two",
        "three",
        "four",
        "five",
        "few",
        "other",
        "all",
        "both",
        "any",
        "no",
        "such",
        "more",
        "every",
        "each",
        "another",
    }
)
_COLLECTIVE = frozenset(
    {"media", "press", "television", "tv", "radio", "delegation", "authorities", "administration", "opposition"}
)
_NOT_OF_STATES = frozenset(
    {"rebel", "opposition", "allied", "rival", "opposing", "other", "joint", "local", "regional", "city"}
    | {"provincial", "municipal", "shadow", "parallel", "church", "previous", "private", "world"}
)
_LANDS = frozenset({"country", "nation"})
_AGENCY = frozenset({"agency", "website", "outlet", "daily", "magazine"})
_NEWS = frozenset({"news", "wire", "press", "state-run", "media"})

Sort = Literal["person", "group", "institution", "state"]


@dataclass(frozen=True)
class Description:
    """A noun phrase for somebody: tokens `first` up to `last`, its noun, and what its words say."""

    first: int
    last: int
    noun: int
    title: Title
    sort: Sort
    definite: bool
    text: str

    @property
    def key(self) -> str:
        """The words without article and number, with the state in front where the words only imply it."""
        words = self.text.casefold().split()
        while len(words) > 1 and (words[0] in _LEADING or words[0].replace(",", "").isdigit()):
            words.pop(0)
        return " ".join(words)


def descriptions_in(ground: Ground, names: Iterable[Name]) -> Iterator[Description]:
    """Yield the phrases that describe somebody, without those that stand beside a name."""
    beside = _beside_names(ground, names)
    end = 0
    for token in ground.doc:
        if token.i < end or token.i in beside or token.i in ground.at or token.pos_ not in {"NOUN", "PROPN", "ADJ"}:
            continue
        found = _described(ground, token)
        if found is not None:
            end = found.last
            yield found


def _beside_names(ground: Ground, names: Iterable[Name]) -> set[int]:
    """Collect the tokens of names, of their titles and of their appositions."""
    tokens: set[int] = set()
    for name in names:
        tokens.update(range(name.first, name.last))
        if name.title:
            tokens.update(range(name.title.first, name.first))
        if name.apposition:
            tokens.update(range(name.last, clause_end(ground, max(name.apposition.first, name.last + 1))))
    return tokens


def _described(ground: Ground, token: Token) -> Description | None:
    if token.dep_ in {"compound", "amod", "nmod"} and token.head.i > token.i:
        return None
    first, last = _extent(ground, token)
    institution = _institution(ground, first, token)
    title = institution or title_at(ground, first, last, token.i)
    if title is None or (title.head in _AGENCY and not _NEWS & {t.lower_ for t in ground.doc[first : token.i]}):
        return None
    sort = _sort(ground, token, title, institution is not None)
    definite = _is_definite(ground, first, token.i)
    if sort == "person" and not definite and title.state is None and ground.doc[first].lower_ not in _LEADING:
        return None
    if title.role == "unknown" or (sort in {"institution", "state"} and title.state is None and not definite):
        return None
    last = max(last, title.last)
    if title.plural and first >= 2 and ground.doc[first - 1].lower_ == "of" and _counts(ground.doc[first - 2]):
        first -= 2  # "two of its negotiators"
    if sort == "group":
        last = _coordinated(ground, token, title, last)
    start, end = ground.chars(first, last)
    text = " ".join(ground.text[start:end].split())
    return Description(first, last, token.i, title, sort, definite, text)


def _extent(ground: Ground, token: Token) -> tuple[int, int]:
    """Return a noun's phrase: what stands before it, and "of Georgia" after it."""
    first = token.i
    for i in range(token.i - 1, max(token.left_edge.i - 1, token.i - 9), -1):
        before = ground.doc[i]
        if before.pos_ in {"PUNCT", "SPACE", "CCONJ", "SCONJ", "ADP", "VERB", "AUX", "PRON"} and not _inside(before):
            break
        if before.text in {"“", "”", ","}:
            break
        first = i
    return first, _of_name(ground, token.i + 1)


def _counts(token: Token) -> bool:
    return token.tag_ == "CD" or token.lower_ in {"some", "several", "many", "most", "none", "few", "half"}


def _inside(token: Token) -> bool:
    return token.text in {"-", "'s", "'"} or token.dep_ in {"poss", "amod", "predet"}


def _of_name(ground: Ground, start: int) -> int:
    """Take in "of Russia", "of the Security Council" after a noun."""
    doc = ground.doc
    if start < len(doc) - 1 and doc[start].lower_ == "of":
        i = start + 1 + (doc[start + 1].lower_ == "the")
        while i < len(doc) and i in ground.at:
            i += 1
        if i > start + 1 and i - 1 in ground.at:
            return i
    return start


def _coordinated(ground: Ground, token: Token, title: Title, last: int) -> int:
    """Take in "and observers" after "many analysts": one group in two words."""
    doc = ground.doc
    if last == token.i + 1 and last + 1 < len(doc) and doc[last].lower_ in {"and", "or"}:
        other = offices().head(doc[last + 1].text)
        if other and doc[last + 1].tag_ == "NNS" and offices().roles[other] == title.role:
            return last + 2
    return last


def _institution(ground: Ground, first: int, token: Token) -> Title | None:
    """Read a body of a state: "the Syrian government", "Russia's Defence Ministry", "the government of Georgia".

    One that stands alone ("the finance ministry", "his cabinet") is read, too, if only states have such a body; whose
    it is, the text must show elsewhere.
    """
    word = _organ(ground, token)
    if word is None:
        return None
    state = next((ground.entity(i) for i in range(token.i - 1, first - 1, -1) if i in ground.at), None)
    if state is None and (last := _of_name(ground, token.i + 1)) > token.i + 1:
        state = ground.entity(last - 1)
    owner = next((c.i for c in children(token) if c.tag_ == "PRP$"), None)
    if state is None and not _stands_alone(ground, first, token, word):
        return None
    words = [t.lower_ for t in ground.doc[first : token.i + 1] if t.i not in ground.at and t.text not in {"'s", "'"}]
    office = " ".join(w for w in words if w not in _LEADING and not w[0].isdigit())
    role = state.role if state else "official"
    code = state.party if state else None
    return Title(office, word, role, code, code, False, False, first, token.i + 1, None if state else owner)


def _organ(ground: Ground, token: Token) -> str | None:
    """Return the word for a body of a state that a noun is: "ministry", "central bank"."""
    known = offices().institutions
    if token.i and (pair := f"{ground.doc[token.i - 1].lower_} {token.lower_}") in known:
        return pair
    return token.lower_ if token.lower_ in known or token.lemma_.lower() in known else None


def _stands_alone(ground: Ground, first: int, token: Token, word: str) -> bool:
    """Tell whether a body of a state is named by its word alone: "the army", "Parliament", not "the rebel army"."""
    organs = offices().organs
    last = word.rsplit(maxsplit=1)[-1]
    if not {word, last} & organs or (token.tag_ == "NNS" and not {word, token.lower_} & organs):
        return False
    if word in _LANDS and token.dep_ not in {"nsubj", "nsubjpass", "poss"}:
        return False  # "left the country": there, not its government
    after = [t.lower_ for t in ground.doc[token.i + 1 : token.i + 4] if t.lower_ != "the"]
    if after[:1] == ["of"] and after[1:2] and after[1] not in offices().modifiers:
        return False  # of somebody: "the government of President Haddad"
    before = ground.doc[first : token.i]
    if any(t.lower_ in _NOT_OF_STATES or t.lower_ in {"two", "both", "all", "three"} for t in before):
        return False
    if any(c.dep_ == "poss" and c.tag_ != "PRP$" and c.lower_ not in organs for c in children(token)):
        return False
    if any(t.pos_ == "PROPN" and t.lower_ not in offices().modifiers and t.lower_ not in organs for t in before):
        return False
    bare = word == "parliament" and token.dep_ in {"nsubj", "nsubjpass", "dobj"}
    return bool(len(before)) or (bare and not any(token.lefts))


def _sort(ground: Ground, token: Token, title: Title, institution: bool) -> Sort:
    if institution:
        return "state" if title.head in offices().state_words and title.office == title.head else "institution"
    if title.plural or title.head in _COLLECTIVE or title.head in _AGENCY:
        return "group"
    return "person"


def _is_definite(ground: Ground, first: int, noun: int) -> bool:
    named = first == noun and ground.doc[noun].lower_ == "parliament"
    return named or ground.doc[first].lower_ in _DEFINITE or any(t.text == "'s" for t in ground.doc[first:noun])
