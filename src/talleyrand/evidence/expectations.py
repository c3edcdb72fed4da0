"""Expectations: who holds which outcome likely, unlikely or open ("few believe …", "analysts doubt that …")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from talleyrand.evidence.event_sides import complements, surface_subject
from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.ground_statements import StatementMap
from talleyrand.evidence.records import By, Expectation, Likelihood, Statement
from talleyrand.ids import record_id

if TYPE_CHECKING:
    from spacy.tokens import Token

_BELIEVING = frozenset({"believe", "expect", "think", "bet", "imagine", "predict", "anticipate", "foresee"})
_PREDICTING = frozenset({"expect", "predict", "anticipate", "foresee", "bet"})
_NOBODY = frozenset({"few", "nobody", "no", "none", "hardly", "scarcely", "neither", "little"})
_LIKELY: dict[str, Likelihood] = {
    "likely": "likely", "probable": "likely", "inevitable": "likely", "certain": "likely", "imminent": "likely",
    "feasible": "likely", "realistic": "likely", "within reach": "likely", "unlikely": "unlikely",
    "improbable": "unlikely", "impossible": "unlikely", "unrealistic": "unlikely", "doubtful": "unlikely",
    "implausible": "unlikely", "remote": "unlikely", "slim": "unlikely", "uncertain": "open", "unclear": "open",
    "open": "open", "unknown": "open", "possible": "open",
}  # fmt: skip
_ABOUT_CHANCES = frozenset({"chance", "prospect", "odds", "likelihood", "probability"})
_GUESS = (
    "anybody's guess",
    "anyone's guess",
    "remains to be seen",
    "an open question",
    "too early to tell",
    "too early to say",
)
_TURN: dict[Likelihood, Likelihood] = {"likely": "unlikely", "unlikely": "likely", "open": "open"}
MOST_WORDS = 16
"""Words of a clause that says what is expected; a longer one is cut where its first part ends."""
LEAST_WORDS = 4
_BREAKS = frozenset({"advcl", "parataxis", "conj", "relcl", "acl", "appos"})


@dataclass(frozen=True)
class _Found:
    """An expectation under construction: who (None: whoever says it), what about, and the tokens it rests on."""

    likelihood: Likelihood
    who: tuple[int, int] | None
    about: tuple[int, int]
    first: int
    last: int
    rule: str


@dataclass(frozen=True)
class ExpectationExtractor:
    """Proposes `Expectation` records.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> from talleyrand.evidence.pipeline import read
    >>> from talleyrand.reading.document import Document
    >>> text = "Hardly anybody in Geneva believes that the parties will sign before Easter."
    >>> e = next(r for r in read(Document(sha256="0" * 64, text=text), load()).records if r.type == "expectation")
    >>> e.holder, e.about, e.likelihood
    ('Hardly anybody in Geneva', 'the parties will sign before Easter', 'unlikely')
    """

    name: str = "expectations"

    def propose(self, reading: Reading) -> Reading:
        """Return the reading with its expectations."""
        statements = StatementMap.of(reading.of(Statement))
        found: dict[tuple[int, int], Expectation] = {}
        for sentence in reading.doc.sents:
            for token in sentence:
                for one in _read(token):
                    record = _record(reading, one, statements)
                    found.setdefault(record.evidence[0].place, record)
        return reading.adding(found.values())


def _record(reading: Reading, found: _Found, statements: StatementMap) -> Expectation:
    doc, document = reading.doc, reading.document
    first, last = doc[found.first], doc[found.last]
    evidence = document.span(first.idx, last.idx + len(last.text))
    said = statements.statement_around(evidence)
    holder = _named(reading, found.who) if found.who else said.speaker.text if said and said.speaker else None
    return Expectation(
        id=record_id("expectation", document.id, [evidence.place]),
        document=document.id,
        holder=holder,
        about=_words(reading, *_short(reading, *found.about)),
        likelihood=found.likelihood,
        statement=said.id if said else None,
        evidence=(evidence,),
        by=By(name=f"expectations: {found.rule}", confidence=0.7),
    )


def _named(reading: Reading, who: tuple[int, int]) -> str:
    """Return a person's full name where the words are one, else the words."""
    doc = reading.doc
    actor = reading.actors.at(doc[who[0]].idx, doc[who[1]].idx + len(doc[who[1]].text))
    return actor.name if actor and actor.kind == "person" else _words(reading, *who)


def _short(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """Return what is expected without the clauses that trail it, where it is long: a clause, no sentence."""
    doc = reading.doc
    if last - first < MOST_WORDS:
        return first, last
    stops = [t.i for t in doc[first + LEAST_WORDS : last + 1] if t.text in {",", ";", ":", "–", "—"}]
    stops += [
        t.left_edge.i for t in doc[first : last + 1] if t.dep_ in _BREAKS and t.left_edge.i >= first + LEAST_WORDS
    ]
    end = min(stops, default=min(last, first + MOST_WORDS) + 1) - 1
    while end > first and (doc[end].is_punct or doc[end].is_space or doc[end].dep_ in {"cc", "mark", "prep"}):
        end -= 1
    return first, min(end, last)


def _words(reading: Reading, first: int, last: int) -> str:
    doc = reading.doc
    text = reading.document.text[doc[first].idx : doc[last].idx + len(doc[last].text)]
    return " ".join(text.split())


def _read(token: Token) -> Iterator[_Found]:
    if token.pos_ in {"VERB", "AUX"}:
        lemma = token.lemma_.lower()
        if lemma == "doubt":
            yield from _doubted(token)
        elif lemma in _BELIEVING:
            yield from _believed(token)
    elif token.lower_ in _LIKELY and token.pos_ in {"ADJ", "ADV"}:
        yield from _called(token)
    elif token.lemma_.lower() in {"guess", "seen", "question", "see", "tell"} or token.lower_ in {"seen", "say"}:
        yield from _open(token)


def _span(token: Token) -> tuple[int, int]:
    """Return the first and last token of a phrase, without punctuation at its edges and a leading "that"."""
    joined = [c for c in token.children if c.dep_ == "conj" and c.pos_ in {"VERB", "AUX"} and c.i > token.i]
    cut = {t.i for c in joined for t in c.subtree}
    cut |= {c.i for c in token.children if joined and c.dep_ in {"cc", "punct"} and c.i > token.i}
    words = [t for t in token.subtree if not t.is_space and t.i not in cut]
    while len(words) > 1 and (words[0].is_punct or (words[0].lower_ == "that" and words[0].dep_ == "mark")):
        words = words[1:]
    while len(words) > 1 and words[-1].is_punct:
        words = words[:-1]
    return words[0].i, words[-1].i


def _doubted(verb: Token) -> Iterator[_Found]:
    """Read "X doubts that Y": Y is unlikely to X; "did not doubt" turns it."""
    subject = surface_subject(verb)
    about = next(iter(complements(verb)), None) or next((c for c in verb.children if c.dep_ == "dobj"), None)
    if subject is None or about is None:
        return
    likelihood: Likelihood = "likely" if _negated(verb) else "unlikely"
    span = _span(about)
    about_span = span if doc_long(span) else _before(verb) or span
    yield _Found(likelihood, _span_np(subject), about_span, min(verb.i, subject.i), span[1], "doubt")


def doc_long(span: tuple[int, int]) -> bool:
    """Tell whether a phrase says anything itself: "doubt it" points back."""
    return span[1] > span[0]


def _before(verb: Token) -> tuple[int, int] | None:
    """Return the sentence before, which "doubt it" and "think so" point back to."""
    start = verb.sent.start
    if start == 0:
        return None
    sentence = verb.doc[start - 1].sent
    words = [t for t in sentence if not t.is_punct and not t.is_space]
    return (words[0].i, words[-1].i) if words else None


def _span_np(head: Token) -> tuple[int, int]:
    """Return a noun phrase without its clauses."""
    clauses = [c for c in head.children if c.dep_ in {"relcl", "acl", "appos", "punct"} and c.i > head.i]
    cut = {t.i for c in clauses for t in c.subtree}
    words = [t.i for t in head.subtree if t.i not in cut]
    return min(words), max(words)


def _believed(verb: Token) -> Iterator[_Found]:
    """Read "few believe that", "no one should expect X to", "which few believe is feasible", "analysts expect X to"."""
    subject = surface_subject(verb)
    if subject is None or any(c.dep_ == "auxpass" for c in verb.children):
        return
    nobody = subject.lower_ in _NOBODY or any(c.lower_ in _NOBODY for c in subject.lefts) or _hardly(verb)
    clause = next(iter(complements(verb)), None)
    denied = nobody != _negated(verb)
    if not denied and (verb.lemma_ not in _PREDICTING or not _forecast(clause, subject)):
        return
    advice = nobody and any(c.lower_ in {"should", "ought"} for c in verb.children)
    about, last = _content(verb, clause)
    if about is None:
        return
    if any(c.lower_ in {"which", "that"} and c.dep_ == "det" for c in subject.children):
        return  # "which few believe is feasible" is read at its adjective
    first = min(verb.i, _span_np(subject)[0])
    first = min([first, *(c.i for c in verb.children if c.dep_ == "neg" or c.lower_ in {"hardly", "scarcely"})])
    who = None if advice else (first if _hardly(verb) else _span_np(subject)[0], _span_np(subject)[1])
    yield _Found("unlikely" if denied else "likely", who, about, first, last, verb.lemma_)


def _hardly(verb: Token) -> bool:
    return any(c.lower_ in {"hardly", "scarcely"} for c in verb.children)


def _forecast(clause: Token | None, subject: Token) -> bool:
    """Tell whether an expectation is a forecast and no demand: its holder is no "Washington expects Kyiv to pay"."""
    if clause is None:
        return False
    return subject.pos_ != "PRON" and (subject.tag_ in {"NNS"} or subject.ent_type_ == "PERSON")


def _content(verb: Token, clause: Token | None) -> tuple[tuple[int, int] | None, int]:
    """Return the words that the belief is about, and the last token of the whole."""
    if verb.dep_ == "relcl":  # "arsenal, which few believe is feasible": about what the pronoun stands for
        top = verb.head
        while top.head != top and top.dep_ not in {"ROOT", "ccomp", "xcomp", "advcl"}:
            top = top.head
        words = [t.i for t in top.subtree if t.i < verb.left_edge.i and not t.is_punct and t.i >= top.i]
        end = _span(verb)[1]
        return ((min(words), max(words)) if words else (verb.head.i, verb.head.i)), end
    if clause is None:
        thing = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
        if thing is not None and thing.tag_ != "PRP":
            span = _span(thing)  # "does not expect more"
            return span, span[1]
        before = _before(verb)
        so = [c.i for c in verb.children if c.lower_ == "so"]
        return before, max([verb.i, *so])
    span = _span(clause)
    return span, span[1]


def _called(word: Token) -> Iterator[_Found]:
    """Read "a deal is unlikely", "is likely to fail", "the chances are slim", "the most likely outcome is a truce"."""
    verb = word.head
    if word.dep_ == "amod":
        yield from _likeliest(word)
        return
    if word.sent.text.rstrip().endswith("?") or verb.pos_ not in {"AUX", "VERB"}:
        return
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "csubj"}), None)
    if (
        word.dep_ not in {"acomp", "oprd", "attr"}
        or subject is None
        or verb.lemma_ not in {"be", "look", "seem", "remain", "appear"}
    ):
        return
    if (
        word.lower_ in {"open", "possible", "certain", "remote", "slim"}
        and subject.lemma_.lower() not in _ABOUT_CHANCES
    ):
        return
    if any(a.lemma_ in _BELIEVING for a in verb.ancestors if a.pos_ == "VERB"):
        return  # "few believe is feasible" is read at the belief
    if subject.lower_ in _NOBODY and verb.dep_ == "relcl":
        yield _disbelieved(verb, subject, word)
        return
    likelihood = _LIKELY[word.lower_]
    if _negated(verb):
        likelihood = _TURN[likelihood]
    ahead = [c for c in (*verb.children, *word.children) if c.dep_ in {"xcomp", "ccomp", "advcl"} and c.i > word.i]
    first, end = _span(subject)
    last = max([word.i, *(_span(c)[1] for c in ahead)])
    about = (first, last) if ahead else (first, end)
    yield _Found(likelihood, None, about, first, last, word.lower_)


def _likeliest(word: Token) -> Iterator[_Found]:
    """Read "the most likely outcome is a truce"."""
    noun = word.head
    be = noun.head
    if (
        noun.lemma_ not in {"outcome", "scenario", "result"}
        or word.lower_ not in {"likely", "probable"}
        or be.lemma_ != "be"
    ):
        return
    thing = next((c for c in be.children if c.dep_ in {"attr", "ccomp"}), None)
    if thing is not None:
        span = _span(thing)
        yield _Found("likely", None, span, noun.left_edge.i, span[1], "likely outcome")


def _disbelieved(verb: Token, subject: Token, word: Token) -> _Found:
    """Read "…, which few in Paris believe is feasible": about the clause that the pronoun stands for."""
    thing = verb.head
    above = thing.head if thing.head.pos_ == "VERB" else thing
    which = next((t for t in subject.subtree if t.lower_ in {"which", "that"}), subject)
    believing = next((t for t in subject.subtree if t.lemma_ in _BELIEVING), None)
    end = (believing.i if believing is not None else verb.i) - 1
    about = (min(above.i, thing.left_edge.i), thing.i)
    return _Found("unlikely", (subject.i, max(subject.i, end)), about, which.i, word.i, "disbelieved")


def _open(word: Token) -> Iterator[_Found]:
    """Read "whether it will hold is anybody's guess"."""
    sentence = word.sent
    low = sentence.text.lower().replace("’", "'")
    if not any(phrase in low for phrase in _GUESS) or word.i != _last_of(sentence, word):
        return
    clause = next((t for t in sentence if t.lower_ in {"whether", "if", "how", "when"}), None)
    if clause is None:
        return
    span = _span(clause.head)
    if span[0] <= word.i <= span[1] and span[1] - span[0] > word.i - clause.i + 3:
        span = (clause.i, word.i)
    yield _Found("open", None, span, min(clause.i, word.i), max(span[1], word.i), "open")


def _last_of(sentence: object, word: Token) -> int:
    """Return where the last word of an open-ended phrase stands, so that a sentence is read once."""
    hits = [t.i for t in word.sent if t.lemma_.lower() in {"guess", "question"} or t.lower_ in {"seen", "tell", "say"}]
    return hits[0] if hits else -1


def _negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" or c.lower_ == "never" for c in verb.children)
