"""Names of people and of bodies outside the lexicon: the pipeline's entities, put right by titles and the lexicon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from talleyrand.evidence.calendars import MONTHS, WEEKDAYS
from talleyrand.evidence.callings import LINKS, compatriot_before, occupation
from talleyrand.evidence.ground import Ground
from talleyrand.evidence.lexicons import offices, people
from talleyrand.evidence.titles import Title, title_at, title_before
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Span

_PARTICLES = frozenset(
    {"bin", "ibn", "bint", "al", "el", "de", "da", "del", "van", "von", "der", "abu", "ben", "le", "la"}
)
_NOT_NAMES = frozenset((*WEEKDAYS, *MONTHS, "i", "we", "he", "she", "they", "it", "a", "an", "the", "this", "that"))


@dataclass(frozen=True)
class Name:
    """A person's name from token `first` up to `last`, with the title or apposition that says who it is."""

    first: int
    last: int
    words: tuple[str, ...]
    title: Title | None = None
    apposition: Title | None = None
    honorific: str | None = None

    @property
    def titles(self) -> tuple[Title, ...]:
        """What the words around the name say of its bearer."""
        return tuple(t for t in (self.title, self.apposition) if t)


def names_in(ground: Ground) -> tuple[Name, ...]:
    """Find the names of people in a document, in order."""
    taken: dict[int, tuple[int, int]] = {}
    for first, last in [*_titled(ground), *_tagged(ground), *_predicated(ground), *_remembered(ground)]:
        if not any(i in taken for i in range(first, last)):
            taken |= dict.fromkeys(range(first, last), (first, last))
    return _sharing(ground, [_named(ground, first, last) for first, last in sorted(set(taken.values()))])


def _sharing(ground: Ground, names: list[Name]) -> tuple[Name, ...]:
    """Give the first of "Mwangi and Hollins of the Observatory" the post of the second."""
    for i, (name, after) in enumerate(pairwise(names)):
        joined = after.first == name.last + 1 and ground.doc[name.last].lower_ in {"and", "&"}
        if joined and not name.titles and after.apposition is not None:
            names[i] = replace(name, apposition=after.apposition)
    return tuple(names)


def name_words(ground: Ground, first: int, last: int) -> tuple[str, ...]:
    """Return the words of a name without hyphens, initials kept."""
    return tuple(
        t.text for t in ground.doc[first:last] if t.text not in {"-", "'", ".", "”", "“", ","} and not t.is_space
    )


def _named(ground: Ground, first: int, last: int) -> Name:
    title = _of_state(ground, title_before(ground, first) or compatriot_before(ground, first), last)
    before = ground.doc[first - 1].lower_ if first else ""
    honorific = before if before in offices().honorifics else None
    return Name(first, last, name_words(ground, first, last), title, _apposition(ground, last), honorific)


def _of_state(ground: Ground, title: Title | None, last: int) -> Title | None:
    """Read "of Ecuador" after a name into its title: "Foreign Minister Rosa Villacis of Ecuador"."""
    if title is None or title.state is not None or last + 1 >= len(ground.doc) or ground.doc[last].lower_ != "of":
        return title
    entity = ground.entity(last + 1)
    if entity is None or entity.kind != "state" or title.role != "official":
        return title
    return replace(title, state=entity.party, party=entity.party)


def _titled(ground: Ground) -> Iterator[tuple[int, int]]:
    """Yield capitalised words that follow a title or honorific: "President [Trump]", "Mr. [Abe]"."""
    doc, known, i = ground.doc, offices(), 0
    while i < len(doc) - 1:
        word = doc[i].lower_
        if word not in known.honorifics and word not in known.roles:
            i += 1
            continue
        capital = doc[i].text[:1].isupper() or word in known.honorifics or doc[i].pos_ == "NOUN"
        titled = word in known.honorifics or (capital and known.roles.get(word) is not None)
        last = _capitals(ground, i + 1) if titled and i not in ground.at else i + 1
        if last == i + 1 and titled and doc[i + 1].text == "," and (end := _set_apart(ground, i + 2)):
            yield i + 2, end
            i = end
            continue
        if last > i + 1 and not _is_body(ground, i + 1, last):
            yield i + 1, last
            i = last
        else:
            i += 1


def _set_apart(ground: Ground, start: int) -> int | None:
    """Return the end of a name between commas after an office: "the commissioner, [Helena Dvorska],"."""
    end = _capitals(ground, start)
    closed = end < len(ground.doc) and ground.doc[end].text in {",", "."}
    return (
        end
        if 2 <= end - start <= 4 and closed and not _is_body(ground, start, end) and not company(ground, start, end)
        else None
    )


def company(ground: Ground, first: int, last: int) -> bool:
    """Tell a firm or institute from a person by its words: "Harrow Gate Capital"."""
    words = {t.lower_ for t in ground.doc[first:last]}
    return bool(words & offices().companies) or offices().is_institute([t.lower_ for t in ground.doc[first:last]])


def _is_body(ground: Ground, first: int, last: int) -> bool:
    """Tell whether a capitalised run is tagged as something that is no person."""
    kinds = {t.ent_type_ for t in ground.doc[first:last]} - {""}
    return bool(kinds & {"NORP", "GPE", "DATE", "EVENT", "LAW", "LANGUAGE", "FAC"}) and "PERSON" not in kinds


def _capitals(ground: Ground, start: int) -> int:
    """Return the end of the run of capitalised words from `start` that may be a name."""
    doc, i = ground.doc, start
    while i < len(doc) and i - start < 5:
        token = doc[i]
        inner = (
            token.text == "-"
            and i > start
            and i + 1 < len(doc)
            and not doc[i - 1].whitespace_
            and not token.whitespace_
        )
        after = doc[i + 1].text if i + 1 < len(doc) else ""
        particle = token.lower_ in _PARTICLES and (after[:1].isupper() or after == "-")
        if inner and _two_people(ground, start, i):
            break
        second = i > start + 1 and doc[i - 1].text == "-" and token.text[:1].isupper()
        if not (inner or particle or second or _is_name_word(ground, i)):
            break
        i += 1
    while i > start and doc[i - 1].text == "-":
        i -= 1
    return i


def _two_people(ground: Ground, start: int, hyphen: int) -> bool:
    """Tell "Trump-Kim" from "Moon Jae-in": what follows the hyphen is capitalised and nothing stands before."""
    after = ground.doc[hyphen + 1].text
    return hyphen == start + 1 and after[:1].isupper()


def _is_name_word(ground: Ground, index: int) -> bool:
    token = ground.doc[index]
    if not token.text[:1].isupper() or index in ground.at or token.lower_ in _NOT_NAMES:
        return token.pos_ == "PROPN" and index > 0 and ground.doc[index - 1].text == "-" and token.text.isalpha()
    if offices().head(token.text) or token.lower_ in offices().honorifics or token.lower_ in offices().modifiers:
        return False
    if token.ent_type_ == "PERSON":
        return True
    return token.pos_ in {"PROPN", "NOUN", "ADJ", "X"} and token.tag_ not in {"NNS", "NNPS"}


def _tagged(ground: Ground) -> Iterator[tuple[int, int]]:
    """Yield the pipeline's persons without titles, possessives, and names that the lexicon knows otherwise."""
    for ent in ground.doc.ents:
        if ent.label_ != "PERSON" and not _mistaken(ground, ent):
            continue
        for first, last in _split(ground, ent.start, ent.end):
            low, high = _trim(ground, first, last)
            if low < high and not _known_otherwise(ground, low, high) and not company(ground, low, high):
                yield low, high


def _predicated(ground: Ground) -> Iterator[tuple[int, int]]:
    """Yield a capitalised subject of which the text says that it holds an office: "[Ayres] is a correspondent"."""
    for token in ground.doc:
        if token.dep_ != "attr" or token.head.lemma_ != "be" or not offices().head(token.text):
            continue
        for child in children(token.head):
            if (
                child.dep_ == "nsubj"
                and child.pos_ == "PROPN"
                and child.i not in ground.at
                and child.i not in ground.places
            ):
                first = min(t.i for t in child.subtree) if child.n_lefts else child.i
                bare = first == child.i and not offices().head(child.text)
                named = bare or _capitals(ground, first) > child.i
                if named and child.ent_type_ not in {"ORG", "GPE", "NORP", "LOC", "FAC"}:
                    yield first, child.i + 1


def _remembered(ground: Ground) -> Iterator[tuple[int, int]]:
    """Yield the office holders of our list whom a text names for short without the pipeline seeing it."""
    known = {short for short, group in people().items() if not any(p.ambiguous for p in group)}
    for token in ground.doc:
        if token.lower_ in known and _nameable(ground, token.i) and not token.ent_type_:
            beside = [ground.doc[i] for i in (token.i - 1, token.i + 1) if 0 <= i < len(ground.doc)]
            if not any(t.pos_ == "PROPN" and t.text[:1].isupper() and t.i not in ground.at for t in beside):
                yield token.i, token.i + 1


def _nameable(ground: Ground, index: int) -> bool:
    token = ground.doc[index]
    known = index in ground.at or index in ground.places or token.lower_ in ground.common
    return token.pos_ in {"PROPN", "NOUN"} and token.text[:1].isupper() and len(token.text) > 2 and not known


def _split(ground: Ground, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Cut "Nicolas Asfouri / AFP" at the slash and "Trump-Putin" at the hyphen."""
    start = first
    for i in range(first, last):
        text = ground.doc[i].text
        if (
            text in {"/", ",", "&", "and", "(", ")", "“", "”", "[", "]"}
            or "\n" in text
            or (text == "-" and _two_people(ground, start, i))
        ):
            if start < i:
                yield start, i
            start = i + 1
    if start < last:
        yield start, last


def _mistaken(ground: Ground, ent: Span) -> bool:
    """Tell that words tagged as a body or place are a person: ", who was …", ", a former minister, …" follows."""
    doc = ground.doc
    if ent.label_ not in {"ORG", "GPE", "NORP", "PRODUCT", "WORK_OF_ART", "FAC"} or not 2 <= len(ent) <= 4:
        return False
    if not all(_nameable(ground, t.i) or t.text == "-" for t in ent) or company(ground, ent.start, ent.end):
        return False
    if ent.label_ == "NORP":  # peoples have one name, people two
        return True
    if ent.end + 1 >= len(doc) or doc[ent.end].text != ",":
        return False
    title = _after_comma(ground, ent.end + 1)
    return doc[ent.end + 1].lower_ == "who" or (title is not None and title.role != "unknown")


def _trim(ground: Ground, first: int, last: int) -> tuple[int, int]:
    doc, known = ground.doc, offices()
    while (
        first < last
        and last - first > 1
        and (
            known.head(doc[first].text)
            or doc[first].lower_ in known.honorifics
            or not doc[first].text[:1].isalpha()
            or doc[first].lower_ in known.modifiers
            or first in ground.at
        )
    ):
        first += 1
    while last > first and (
        doc[last - 1].text in {"'s", "'", "’s", ".", ","} or doc[last - 1].is_space or last - 1 in ground.at
    ):
        last -= 1
    return first, last


def _known_otherwise(ground: Ground, first: int, last: int) -> bool:
    doc = ground.doc
    if all(i in ground.at or i in ground.places for i in range(first, last)):
        return True
    if last - first == 1 and (offices().head(doc[first].text) or doc[first].lower_ in ground.common):
        return True
    return not any(t.text[:1].isupper() for t in doc[first:last]) or doc[first].lower_ in _NOT_NAMES


def _apposition(ground: Ground, last: int) -> Title | None:
    """Read what follows a name: ", a former Russian diplomat …", ", who is …", " of the Carnegie Center", " is a …"."""
    doc = ground.doc
    start = last
    while start < len(doc) and doc[start].text in {")", "”"}:
        start += 1
    if start >= len(doc) - 1:
        return None
    if doc[start].text in {",", "(", "—", "–"}:
        return _after_comma(ground, start + 1)
    if doc[start].lower_ in {"is", "was"} and doc[start + 1].lower_ in {"a", "an", "the"}:
        title = title_at(ground, start + 1, clause_end(ground, start + 2))
        return title if title and title.first <= start + 5 else None
    return _post(ground, start)


def _after_comma(ground: Ground, start: int) -> Title | None:
    doc = ground.doc
    past = False
    while start < len(doc) and (doc[start].lower_ in LINKS or doc[start].is_digit or doc[start].text == ","):
        past = past or doc[start].lower_ in {"was", "once", "formerly", "served"}
        start += 1
    if start >= len(doc):
        return None
    end = clause_end(ground, start)
    title = title_at(ground, start, end)
    if title is None or title.plural or not _begins(ground, start, title.first):
        return occupation(ground, start, end)
    if title.role in {"expert", "civilian", "unknown"} and (leads := _leads(ground, title.last, end)) is not None:
        return leads
    if past and title.role in {"official", "international_official"}:
        return replace(title, role="former_official", party=None, former=True)
    return title


def _leads(ground: Ground, start: int, end: int) -> Title | None:
    """Read "who leads the Chilean team" after a calling: then he acts for the state."""
    if start >= end - 1 or ground.doc[start].lower_ != "who":
        return None
    title = occupation(ground, start + 1, end)
    return title if title is not None and title.party is not None else None


def clause_end(ground: Ground, start: int) -> int:
    """Return the token that ends an apposition: a comma, a mark, the end of the sentence; 30 words at most."""
    doc, i = ground.doc, start
    while i < len(doc) and i - start < 30:
        if doc[i].text in {",", ".", ";", ":", "“", "”", "—", "–", "(", ")"} or "\n" in doc[i].text:
            break
        i += 1
    return i


def _begins(ground: Ground, start: int, head: int) -> bool:
    """Tell whether nothing but articles, names, adjectives and rank words stands before an apposition's office."""
    doc = ground.doc
    if doc[start].pos_ in {"VERB", "AUX", "PRON", "ADP", "SCONJ", "CCONJ", "ADV"} and doc[start].lower_ not in {
        "one",
        "her",
        "his",
        "its",
        "their",
    }:
        return doc[start].lower_ in {"then", "formerly", "now"}
    return all(
        t.pos_ not in {"VERB", "AUX", "SCONJ", "PRON"} or t.dep_ in {"amod", "poss"} or t.i in ground.at
        for t in doc[start:head]
    )


def _post(ground: Ground, start: int) -> Title | None:
    """Read "of the Carnegie Moscow Center": somebody at an institute is an expert."""
    doc = ground.doc
    if doc[start].lower_ not in {"of", "at", "from", "with"}:
        return None
    words = [t.lower_ for t in doc[start + 1 : min(clause_end(ground, start + 1), start + 9)]]
    if offices().is_institute(words) and any(t.text[:1].isupper() for t in doc[start + 1 : start + 4]):
        return Title("", "fellow", "expert", None, None, False, False, start, start + 1)
    return None
