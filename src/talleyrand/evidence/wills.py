"""What parties want, refuse or would put up with, as a sentence tells it: "Peru is holding out for a bigger quota".

Words of will are found by their lemmas (`lexicons/wills.yaml`), one look-up a word. Whoever is the subject of their
verb, or owns the noun ("Peru's price is …"), wills what follows. An auxiliary of the future wills, too: "Peru will not
lift the ban". What is asked, supposed, denied or long past is nobody's will.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_sides import agent, clause_subject, is_passive, surface_subject
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.topics import words
from talleyrand.evidence.tree import children
from talleyrand.evidence.will_grammar import behind, condition, fails, left_open, negated, verb_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Manner = Literal["for", "against", "yields", "does", "can"]
"""*does*: an auxiliary alone tells it, so that only words of direction say what is willed; *can*: it may do so, which
places nobody, but what it may do others may want or not."""
GAP = 3
_AUXILIARIES = frozenset({"will", "would", "'ll", "wo", "shall", "might", "could"})
_WEAK = frozenset({"would", "might", "could"})
_CONDITIONS = frozenset({"if", "unless", "until", "once", "provided", "providing", "before"})
_PROVIDED = frozenset({"provided", "providing"})
_UNTIL = frozenset({"unless", "until", "before", "once"})
_CLOSE = frozenset({"for", "to", "on", "of", "against", "at", "from", "with", "that", "in", "over", "behind"})
"""Words that stand beside their verb: no noun comes between, save a date."""
_IDLE = frozenset({"NOUN", "PROPN", "PRON"})
_BE = frozenset({"be"})


@dataclass(frozen=True)
class Will:
    """Who wants, refuses or puts up with what: the words of will (first and last token) and what they speak of."""

    holders: tuple[Side, ...]
    manner: Manner
    sign: int
    first: int
    last: int
    scope: tuple[int, ...]

    def tokens(self, doc: Doc) -> list[Token]:
        """Return the words of what is willed."""
        return [doc[i] for i in self.scope]


@cache
def _phrases() -> Mapping[str, tuple[tuple[tuple[str, ...], Manner], ...]]:
    """Return the words of will by the first of them, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Manner]]] = defaultdict(list)
    manners: tuple[Manner, ...] = ("for", "against", "yields")
    for manner in manners:
        for entry in str(lexicon("wills")[manner]).split("/"):
            row = tuple(entry.split())
            if row:
                found[row[0]].append((row, manner))
    return {word: tuple(sorted(rows, key=lambda r: (-len(r[0]), r))) for word, rows in found.items()}


def wills(cast: Cast, sentence: Sequence[Token]) -> Iterator[Will]:
    """Yield what a sentence tells of anybody's will.

    Examples
    --------
    >>> from talleyrand.evidence.extractors import Reading
    >>> from talleyrand.evidence.language import load
    >>> from talleyrand.evidence.pipeline import read
    >>> from talleyrand.evidence.scene import scene
    >>> from talleyrand.reading.document import Document
    >>> def told(text):
    ...     reading = read(Document(sha256="0" * 64, text=text), load())
    ...     found = wills(scene(reading).cast, list(reading.doc))
    ...     return [([side.party for side in will.holders], will.manner, will.sign) for will in found]
    >>> told("Peru is holding out for a bigger quota.")
    [(['PER'], 'for', 1)]
    >>> told("Chad does not want monitors.")
    [(['TCD'], 'for', -1)]
    >>> told("Chad did not say whether it wants monitors.")
    []
    """
    if any(token.text == "?" for token in sentence[-2:]):
        return
    done: set[int] = set()
    openers = _openers()
    for token in sentence:
        if token.i in done or not (token.lower_ in openers or token.lemma_.lower() in openers):
            continue
        found = _of_phrase(cast, token) or _of_noun(cast, token) or _of_auxiliary(cast, token)
        if found is not None:
            done |= set(range(found.first, found.last + 1))
            yield found


@cache
def _openers() -> frozenset[str]:
    """Return the words that a look is worth at."""
    nouns = words("nouns_for") | words("nouns_against") | words("nouns_yields")
    return frozenset(_phrases()) | nouns | _AUXILIARIES


def _of_phrase(cast: Cast, token: Token) -> Will | None:
    for word in dict.fromkeys((token.lemma_.lower(), token.lower_)):
        for row, manner in _phrases().get(word, ()):
            last = _matched(token, row)
            verb = verb_of(token) if last is not None else None
            if last is None or verb is None or left_open(verb):
                continue
            if not _fits(token, verb, row):
                continue
            holders = _holders(cast, _willing(verb, row, token))
            if holders:
                own = frozenset(range(token.i, last + 1))
                scope = behind(verb, last, token)
                sign = (-1 if manner == "against" else 1) * (-1 if negated(verb, token, own) else 1)
                able = manner == "against" and any(c.lower_ in {"could", "can", "may"} for c in children(verb))
                return Will(holders, "can" if able else manner, sign, token.i, last, scope)
    return None


def _fits(token: Token, verb: Token, row: tuple[str, ...]) -> bool:
    """Tell whether words of will are used as such: verbs as verbs, "against" with a verb for taking sides."""
    if token.pos_ == "NOUN" and _noun_manner(token.lemma_.lower()) is not None:
        return False
    if row == ("against",):
        return verb.lemma_ in words("sides")
    return len(row) > 1 or token.pos_ == "VERB"


def _willing(verb: Token, row: tuple[str, ...], token: Token) -> Token | None:
    """Return the word for whoever wills: the subject, in the passive the agent ("was turned down by")."""
    misread = verb.dep_ == "acl" and verb.head.dep_ == "ROOT" and verb.i > 0 and verb.nbor(-1).text == ","
    if misread:
        return verb.head  # "Iran, an applicant since 1996, asked for": no participle, though parsed as one
    state = token.lower_ in row and token.lower_ != token.lemma_.lower()
    if token == verb and is_passive(verb) and not state:
        return agent(verb)
    return surface_subject(verb)


def conditions(will: Will, doc: Doc) -> Iterator[Will]:
    """Yield what a will is made to depend on, which its holder wants: "would leave *if the railway were reopened*".

    Of what somebody will do, only "unless", "until" and "before" tell what it wants: "will hit back if sanctions are
    imposed" does not. "Not while" and departures ("would walk out if") turn it.
    """
    if will.manner not in {"yields", "does"}:
        return
    anchors = {*range(will.first, will.last + 1), doc[will.first].head.i, doc[will.last].head.i}
    for token in doc[will.last + 1 : doc[will.last].sent.end]:
        opener = token.lower_
        if opener not in _CONDITIONS and not _not_while(token):
            continue
        clause = token if opener in _PROVIDED else token.head
        if clause.i not in anchors and any(above.i in anchors for above in clause.ancestors):
            parts = opener not in _UNTIL and any(doc[i].lemma_ in words("departures") for i in anchors)
            if will.manner == "does" and opener not in _UNTIL and not parts and not _not_while(token):
                continue
            inside = behind(clause, token.i, clause)
            if inside:
                apart = _not_while(token) and token.nbor(-1).head != clause
                yield Will(will.holders, "does", -1 if parts or apart else 1, token.i, token.i, inside)


def _not_while(token: Token) -> bool:
    return token.lower_ == "while" and token.i > 0 and token.nbor(-1).lower_ == "not"


def _of_noun(cast: Cast, token: Token) -> Will | None:
    """Return the will that a noun tells: "Peru's demand for", "the Peruvian proposal would", "Peru's price is"."""
    if token.pos_ != "NOUN":
        return None
    manner = _noun_manner(token.lemma_.lower())
    if manner is None:
        return None
    owners = tuple(s for s in cast.owners(token) if s.party and s.word < token.i) or _attached(cast, token)
    if not owners or left_open(token):
        return None
    scope = [t.i for t in token.subtree if t.i > token.i]
    scope = [i for i in scope if not _below_relative(token, token.doc[i])]
    above = _opened(token)
    if above is not None:
        under = set(range(token.left_edge.i, token.i + 1)) if above.i > token.i else set()
        left = [t.i for t in above.subtree if token.i < t.i < above.i and t.i not in scope]
        scope = sorted({*scope, *left, above.i, *behind(above, above.i, above)} - under)
    if not scope:
        return None
    sign = -1 if manner == "against" else 1
    return Will(owners, manner, sign, token.i, token.i, tuple(scope))


def _noun_manner(lemma: str) -> Manner | None:
    if lemma in words("nouns_for"):
        return "for"
    if lemma in words("nouns_against"):
        return "against"
    return "yields" if lemma in words("nouns_yields") else None


def _attached(cast: Cast, noun: Token) -> tuple[Side, ...]:
    """Return who attaches a condition, or makes a demand, in a relative clause: "the condition that Peru attaches"."""
    for clause in children(noun):
        if clause.dep_ == "relcl" and (subject := clause_subject(clause)) is not None:
            return _holders(cast, subject)
    return ()


def _below_relative(noun: Token, word: Token) -> bool:
    return any(a.dep_ == "relcl" and a.head == noun for a in (word, *word.ancestors))


def _opened(noun: Token) -> Token | None:
    """Return the verb with which a noun of will goes on to say what is willed, if it does."""
    if noun.dep_ in {"nsubj", "csubj"} and noun.head.pos_ in {"VERB", "AUX"}:
        verb = noun.head
        modal = any(c.lower_ in {"would", "will"} for c in children(verb))
        return verb if verb.lemma_ in words("opens") or modal else None
    if noun.dep_ == "pobj" and noun.head.lower_ in {"under", "in"}:
        main = next((a for a in noun.ancestors if a.pos_ in {"VERB", "AUX"}), None)
        return main if main is not None and any(c.lower_ in {"would", "will"} for c in children(main)) else None
    if noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.dep_ in {"nsubj", "attr"}:
        above = noun.head.head.head  # "top of Peru's list is …"
        return above if above.lemma_ in _BE else None
    return None


def _of_auxiliary(cast: Cast, token: Token) -> Will | None:
    if token.tag_ != "MD" or token.lower_ not in _AUXILIARIES:
        return None
    verb = token.head
    never = token.dep_ == "conj" and verb.i < token.i  # "has not recognised it and never will"
    if (
        verb.pos_ not in {"VERB", "AUX"}
        or (verb.i < token.i and not never)
        or left_open(verb)
        or _of_phrase(cast, verb)
    ):
        return None
    supposed = condition(verb)
    if supposed is not None and fails(supposed):
        return None  # a threat: "will scrap the cut if there is no deal"
    subject = surface_subject(verb)
    holders = _holders(cast, subject) if subject is not None and subject.i < verb.i and not _passive(verb) else ()
    if not holders:
        return None
    denied = negated(verb, verb, frozenset())
    scope = (verb.i, *behind(verb, verb.i, verb))
    weak = (token.lower_ in _WEAK or supposed is not None) and not denied
    manner: Manner = "can" if token.lower_ == "could" else "yields" if weak else "does"
    return Will(holders, manner, 1, token.i, token.i if never else verb.i, scope)


def _passive(verb: Token) -> bool:
    return any(c.dep_ in {"auxpass", "nsubjpass"} for c in children(verb))


def _matched(token: Token, row: tuple[str, ...]) -> int | None:
    """Return the last token of a row of words that begins at `token`, with up to three words between two."""
    at, doc = token.i, token.doc
    for want in row[1:]:
        close = len(row) == 2 and want in _CLOSE
        for place in range(at + 1, min(at + 2 + GAP, len(doc))):
            word = doc[place]
            if word.is_sent_start:
                return None
            if want in (word.lower_, word.lemma_.lower()):
                at = place
                break
            if word.is_punct or word.pos_ == "VERB" or (close and word.pos_ in _IDLE and not word.ent_type_):
                return None
        else:
            return None
    return at


def _holders(cast: Cast, subject: Token | None) -> tuple[Side, ...]:
    """Return the parties that a subject names as those who will: a state, its officials, not its economy."""
    if subject is None:
        return ()
    own = cast.side(subject)
    if own is None and subject.lemma_.lower() not in words("officers"):
        return ()
    return tuple(side for side in cast.named(subject) if side.party)
