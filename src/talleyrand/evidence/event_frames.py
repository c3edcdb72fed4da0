"""Frames of events: which verb, with which object and prepositions, is which class of PLOVER.

The frames stand in ``lexicons/events.yaml``; this module compiles them once and finds the one that fits a word.
Looking up is by lemma, so that time does not grow with the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from talleyrand.evidence.event_sides import complements, object_words, objects, surface_subject
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.records import Plover
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Token

DEFAULT_TARGETS = ("object", "dative", "clause", "prep:with", "prep:to", "prep:against", "prep:on", "deep")
_INFINITIVES = frozenset({"xcomp", "advcl", "acl", "ccomp", "relcl"})
_PARTICLES = frozenset({"prt", "prep", "advmod", "dative", "npadvmod"})


@dataclass(frozen=True)
class Frame:
    """One line of the lexicon, compiled; see the head of ``events.yaml`` for the fields."""

    plover: Plover
    particle: frozenset[str] = frozenset()
    object: frozenset[str] | None = None
    near: frozenset[str] | None = None
    subject: frozenset[str] | None = None
    clause: frozenset[str] | None = None
    target: tuple[str, ...] = DEFAULT_TARGETS
    source: tuple[str, ...] = ()
    joint: bool = False
    bare: bool = False
    sourceless: bool = False
    needs_slot: bool = False
    only_joint: bool = False
    complement: bool = False
    refused: bool = False
    intransitive: bool = False
    phrasal: bool = False
    """Whether its particle belongs to the verb: "hand over"."""

    @property
    def particular(self) -> bool:
        """Whether it asks for more than the verb: such a frame goes before a set phrase."""
        return bool(self.object or self.particle or self.near or self.clause or self.refused)

    def fits(self, verb: Token) -> bool:
        """Tell whether a verb stands in this frame."""
        if self.particle and not any(self._carries(verb, c) for c in children(verb)):
            return False
        if self.object is not None and not (_any(object_words(verb), self.object) or self._placed(verb)):
            return False
        if self.near is not None and not _any((w for w in verb.subtree if w != verb), self.near):
            return False
        if (self.refused and not _refused(verb)) or (self.intransitive and objects(verb)):
            return False
        if self.complement and not any(w.dep_ in _INFINITIVES and _infinitive(w) for w in verb.subtree):
            return False
        if self.clause is not None and not _any(complements(verb), self.clause):
            return False
        return self.subject is None or _subject_in(verb, self.subject)

    def _carries(self, verb: Token, word: Token) -> bool:
        """Tell whether a word is the particle; "over" is none in "took Chad to task over it", which has its object."""
        if word.dep_ not in _PARTICLES or word.lower_ not in self.particle:
            return False
        return not (self.phrasal and word.dep_ == "prep" and any(c.dep_ in _ACTED for c in children(verb)))

    def _placed(self, verb: Token) -> bool:
        """Tell whether the object is a town where the frame asks for one, or a pronoun for such a thing."""
        assert self.object is not None
        if _TOWN in self.object:
            towns = any(thing.ent_type_ in {"GPE", "FAC"} for thing in objects(verb))
            return towns or _recalled(verb, self.object)
        if any(t.dep_ == "pobj" and _any([t.head.head], self.object) for t in objects(verb)):
            return True  # "the crossing at Poipet, which Chad shut"
        return _recalled(verb, self.object)


def _infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" or any(c.lower_ == "to" and c.dep_ == "aux" for c in children(verb))


_ACTED = frozenset({"dobj", "nsubjpass"})
_TOWN = "$town"
"""Stands in a set of objects for any town with a name: "vacated Bunagana"."""
_BACK = 30
"""Words among which a pronoun looks for the thing that it stands for."""


def _recalled(verb: Token, lemmas: frozenset[str]) -> bool:
    """Tell whether a pronoun is acted upon that may stand for one of these things: "the crossing … closed it"."""
    if not any(thing.lower_ in {"it", "them", "this"} for thing in objects(verb)):
        return False
    nouns = (word for word in verb.doc[max(0, verb.i - _BACK) : verb.i] if word.pos_ == "NOUN")
    return _any(nouns, lemmas)


def _refused(verb: Token) -> bool:
    """Tell whether a verb is what somebody will not do: "would not let", "will not hear of"."""
    will = any(c.lower_ in {"will", "would", "wo", "'ll"} for c in children(verb))
    return will and any(c.dep_ == "neg" or c.lower_ == "never" for c in children(verb))


def _any(words: Iterable[Token], lemmas: frozenset[str]) -> bool:
    return any(w.lemma_.lower() in lemmas or w.lower_ in lemmas or _singular(w) in lemmas for w in words)


def _singular(word: Token) -> str:
    """Return a name in the plural as its noun: the lemma of "Ministers" is left as it stands."""
    return word.lower_.removesuffix("s") if word.tag_ == "NNPS" else ""


def _subject_in(verb: Token, lemmas: frozenset[str]) -> bool:
    subject = surface_subject(verb)
    if subject is None:
        return False
    inside = [w for w in subject.subtree if w.dep_ not in {"relcl", "acl"}]
    person = subject.ent_type_ == "PERSON" or subject.pos_ == "PRON"
    return (person and "president" in lemmas) or _any(inside, lemmas)


@dataclass(frozen=True)
class Trigger:
    """A noun that is an act itself."""

    plover: Plover
    both: bool = False
    target: tuple[str, ...] = ()
    source: tuple[str, ...] = ("prep:by", "poss", "compound")
    bare: bool = False
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Frames:
    """The compiled lexicon."""

    verbs: dict[str, tuple[Frame, ...]]
    commit: dict[str, str]
    commit_adjectives: dict[str, str]
    light: frozenset[str]
    carried: dict[str, Plover]
    triggers: dict[str, Trigger]
    hostile: frozenset[str]
    through: frozenset[str]
    context: dict[str, tuple[str, ...]]
    domestic: frozenset[str]
    outcomes: frozenset[str]
    irregular: dict[str, str]
    echoes: dict[str, frozenset[str]]
    """Nouns for an act that an answer speaks of, with the classes that it may be."""

    def of(self, verb: Token) -> Frame | None:
        """Return the first frame that a verb fits."""
        lemma = verb.lemma_.lower()
        row = self.verbs.get(self.irregular.get(lemma, lemma), ())
        return next((frame for frame in row if frame.fits(verb)), None)


@cache
def frames() -> Frames:
    """Return the frames of ``events.yaml``, compiled once.

    Examples
    --------
    >>> frames().carried["ultimatum"]
    'THREATEN'
    """
    data = lexicon("events")
    sets = data["nouns"] | data["more_nouns"]
    verbs: dict[str, list[Frame]] = {}
    for entry in data["verbs"]:
        for word in entry["verbs"]:
            lemma, _, particle = str(word).partition(" ")
            verbs.setdefault(lemma, []).append(_frame(entry, sets, particle))
    context: dict[str, list[str]] = {}
    for tag, lemmas in data["context"].items():
        for lemma in lemmas:
            context.setdefault(lemma, []).append(tag)
    commit = data["commit"]
    return Frames(
        verbs={lemma: tuple(found) for lemma, found in verbs.items()},
        commit={str(v): kind for kind, words in commit.items() for v in words["verbs"]},
        commit_adjectives={str(a): kind for kind, words in commit.items() for a in words.get("adjectives", ())},
        light=frozenset(data["light"]["verbs"]),
        carried={noun: plover for plover, nouns in data["light"]["nouns"].items() for noun in nouns},
        triggers={noun: _trigger(entry) for entry in data["triggers"] for noun in entry["nouns"]},
        hostile=frozenset(data["hostile"]),
        through=frozenset(data["through"]),
        context={lemma: tuple(tags) for lemma, tags in context.items()},
        domestic=frozenset(data["domestic"]),
        outcomes=frozenset(data["outcomes"]),
        irregular=dict(data["irregular"]),
        echoes={noun: frozenset(kinds.split("+")) for kinds, nouns in data["echoes"].items() for noun in nouns},
    )


_FLAGS = ("joint", "bare", "sourceless", "needs_slot", "only_joint", "complement", "refused", "intransitive")


def _frame(entry: dict[str, Any], sets: dict[str, list[str]], particle: str) -> Frame:
    particles = {str(p) for p in entry.get("particle", ())} | ({particle} if particle else set())
    fields: dict[str, Any] = {
        key: frozenset(str(lemma) for name in entry[key] for lemma in sets.get(name, [name]))
        for key in ("object", "near", "subject", "clause")
        if key in entry
    }
    flags: dict[str, Any] = {key: bool(entry[key]) for key in _FLAGS if key in entry}
    for key in ("target", "source"):
        if key in entry:
            fields[key] = tuple(entry[key])
    return Frame(plover=entry["class"], particle=frozenset(particles), phrasal=bool(particle), **fields, **flags)


def _trigger(entry: dict[str, Any]) -> Trigger:
    fields: dict[str, Any] = {key: tuple(entry[key]) for key in ("target", "source") if key in entry}
    return Trigger(
        plover=entry["class"],
        both=entry.get("sides") == "both",
        bare=bool(entry.get("bare")),
        needs=frozenset(entry.get("needs", ())),
        **fields,
    )
