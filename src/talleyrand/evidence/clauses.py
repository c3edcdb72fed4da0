"""Attributions by dependency: a cue of the lexicon, its subject, and the complement that one of its frames allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from talleyrand.evidence.attribution import Attribution, Place
from talleyrand.evidence.contents import Tokens, after_cue, around_insertion, attribution_phrase, trimmed
from talleyrand.evidence.cues import PARTS, Frames, Sense, lemma, lexicon
from talleyrand.evidence.lexicon_files import lexicon as lexicon_file
from talleyrand.evidence.syntax import auxiliaries_start, child, is_negated, phrase, place, subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_COPULAS = frozenset({"be", "become", "remain", "seem", "appear", "feel", "sound", "stay", "get"})
_PREPOSITIONS = ("for", "of", "about", "on", "to", "with", "against", "at", "in", "from", "as", "over", "by", "into")
_ANY = dict.fromkeys(["clause", "object", "to", "object_to", "ing", *_PREPOSITIONS], Sense("speech"))
"""Frames of a word of which nothing is known."""

_SIGHTS = frozenset({"view", "opinion", "words", "eyes", "judgment", "judgement", "estimation"})
_SILENCE = frozenset({"comment", "respond", "elaborate", "reply"})


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon_file("deeds")[name].split())


def find_clauses(doc: Doc, beyond: bool = False) -> list[Attribution]:
    """Find the attributions that the parse shows, in the order of their cues.

    Parameters
    ----------
    beyond
        Propose words and frames that the lexicon lacks, too; the names of their rules begin with ``open-``. They are
        candidates for a model, and mostly wrong without one.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> [found] = find_clauses(load()("The minister denied that talks had failed."))
    >>> found.lemma, found.rule, [doc_text[a:b] for doc_text in ["The minister denied that talks had failed."]
    ...                           for a, b in found.content]
    ('deny', 'clause-after', ['talks had failed'])
    """
    cues = lexicon()
    rules = {"verb": _verb, "noun": _noun, "adjective": _adjective}
    found: list[Attribution] = []
    for token in doc:
        if token.lower_ == "according":
            found += _according(token, token.i + 1)
            continue
        if token.lower_ in _SIGHTS and token.dep_ == "pobj" and token.head.lower_ == "in":
            found += _according(token.head, token.i + 1)
            continue
        part = PARTS.get(token.pos_)
        if part is None or token.dep_ in ("aux", "auxpass"):
            continue
        frames = cues.get((part, lemma(token)), {})
        known = list(rules[part](token, frames)) if frames else []
        if beyond and not known and lemma(token) not in _words("acts"):
            known = [replace(a, rule=f"open-{a.rule}") for a in rules[part](token, {**_ANY, **frames})]
        found += known
    return found


def make(
    rule: str, head: Token, frame: str, frames: Frames, cue: Tokens, source: Token | None, contents: list[Tokens]
) -> Attribution | None:
    """Put an attribution together; None where nothing is left of its content."""
    doc = head.doc
    pieces = tuple(place(doc, *tokens) for tokens in contents if tokens[0] <= tokens[1])
    if not pieces:
        return None
    if cue[0] > cue[1]:
        cue = head.i, head.i
    return Attribution(
        rule=rule,
        head=head.i,
        lemma=lemma(head),
        sense=frames[frame],
        cue=place(doc, *cue),
        source=source_place(source),
        source_head=None if source is None else source.i,
        content=pieces,
    )


def source_place(source: Token | None) -> Place | None:
    """Return the place of a whole noun phrase."""
    return None if source is None else place(source.doc, *phrase(source))


def _verb(verb: Token, frames: Frames) -> Iterator[Attribution]:
    found = _passive(verb, frames) or _active(verb, frames)
    if found is not None:
        yield found


def _cue(verb: Token, *more: Token | None) -> Tokens:
    last = max([verb.i, *(t.i for t in more if t is not None)])
    particle = child(verb, "prt")
    if particle is not None and particle.i == verb.i + 1:
        last = max(last, particle.i)
    return auxiliaries_start(verb), last


def _passive(verb: Token, frames: Frames) -> Attribution | None:
    """Take *The plan was rejected by Ankara*: the agent holds it, and what stands before is the content."""
    passive, agent = child(verb, "nsubjpass"), child(verb, "agent")
    if passive is None or agent is None or "object" not in frames:
        return None
    source = child(agent, "pobj")
    if source is None:
        return None
    return make("passive", verb, "object", frames, _cue(verb, agent), source, [phrase(passive)])


def _active(verb: Token, frames: Frames) -> Attribution | None:
    if child(verb, "nsubjpass", "auxpass") is not None and child(verb, "nsubj") is None:
        return None
    source = subject(verb)
    clause = _finite(verb)
    if source is None or (clause is not None and clause.i < verb.i and source.i < clause.i and verb.dep_ == "acl"):
        return None
    if clause is not None and "clause" in frames:
        if clause.i > verb.i:
            return make("clause-after", verb, "clause", frames, _cue(verb), source, [after_cue(verb, clause)])
        if "quote" in frames and child(verb, "nsubj") is not None and not _has_object(verb, frames):
            return _inserted("clause-before", verb, "clause", frames, source)
    if "quote" in frames and verb.dep_ == "parataxis" and child(verb, "nsubj") is not None:
        return _inserted("insertion", verb, "quote", frames, source)
    if "quote" in frames and verb.dep_ == "advcl" and _marked_as(verb):
        return _inserted("as", verb, "quote", frames, source)
    return _complement(verb, frames, source)


def _finite(verb: Token) -> Token | None:
    """Return the clausal complement: the first after the verb, for the one before may be a comma splice."""
    clauses = [c for c in verb.children if c.dep_ == "ccomp"]
    return next((c for c in clauses if c.i > verb.i), clauses[0] if clauses else None)


def _has_object(verb: Token, frames: Frames) -> bool:
    """Tell whether a cue has its content after it, so that a clause before it is a comma splice."""
    return "object" in frames and any(c.dep_ in ("dobj", "oprd") for c in verb.rights)


def _marked_as(verb: Token) -> bool:
    """Tell whether a clause is *as the minister put it*, and not *as he alluded to the deal*."""
    marked = any(c.lower_ == "as" and c.dep_ in ("mark", "advmod") for c in verb.lefts)
    return marked and child(verb, "dobj", "ccomp", "xcomp", "prep", "acomp") is None


def _inserted(rule: str, verb: Token, frame: str, frames: Frames, source: Token) -> Attribution | None:
    """Take *The talks will resume, she said* and *The talks, she said, will resume*."""
    first, last = attribution_phrase(verb, child(verb, "nsubj"))
    return make(rule, verb, frame, frames, _cue(verb), source, around_insertion(verb, first, last))


def _complement(verb: Token, frames: Frames, source: Token) -> Attribution | None:
    goal, infinitive = child(verb, "dobj", "dative"), child(verb, "xcomp")
    if goal is not None and goal.i < verb.i:
        if (label := _label(verb, goal)) is not None and (
            frame := next((f for f in ("as", "object") if f in frames), None)
        ):
            return make("object", verb, frame, frames, _cue(verb), source, [after_cue(verb, label)])
        goal = None
    if infinitive is not None and infinitive.i > verb.i:
        found = _infinitive(verb, frames, source, goal, infinitive)
        if found is not None:
            return found
    if goal is not None and "object" in frames and not _is_deed(verb, goal):
        return make("object", verb, "object", frames, _cue(verb), source, [after_cue(verb, goal)])
    for preposition in verb.rights:
        if preposition.dep_ == "prep" and preposition.lower_ in frames:
            inner = child(preposition, "pobj", "pcomp")
            if inner is not None:
                cue = _cue(verb, preposition if preposition.i == verb.i + 1 or not _far(verb, preposition) else None)
                content = after_cue(preposition, inner)
                if preposition.lower_ == "on" and (purpose := _purpose(verb, content[1] + 1)) is not None:
                    content = content[0], after_cue(verb, purpose)[1]  # "called on both sides to stop"
                return make("preposition", verb, preposition.lower_, frames, cue, source, [content])
    return None


def _is_deed(verb: Token, goal: Token) -> bool:
    """Tell whether a cue is an act of force or a transfer here: *attacked the village*, *released 21 prisoners*.

    With a reason or a label after it (*attacked Israel over the strike*, *as reckless*) it is words again.
    """
    word = lemma(verb)
    if word in _words("blows"):
        spoken = any(c.dep_ == "prep" and c.lower_ in ("for", "over", "as") for c in verb.rights)
        return not spoken and (goal.ent_type_ in ("GPE", "LOC", "FAC") or goal.lemma_.lower() in _words("targets"))
    return word in _words("transfers") and (
        goal.ent_type_ in ("PERSON", "NORP", "MONEY") or goal.lemma_.lower() in _words("moved")
    )


def _label(verb: Token, goal: Token) -> Token | None:
    """Return "as reckless" of *which he described as reckless*, "reckless" of *which he called reckless*."""
    if goal.tag_ not in ("WDT", "WP"):
        return None
    return next((c for c in verb.rights if c.dep_ == "oprd" or (c.dep_ == "prep" and c.lower_ == "as")), None)


def _purpose(verb: Token, first: int) -> Token | None:
    """Return the infinitive of a verb that begins at a token."""
    return next((c for c in verb.rights if c.dep_ in ("xcomp", "advcl") and c.left_edge.i == first), None)


def _far(verb: Token, preposition: Token) -> bool:
    return preposition.i - verb.i > 4


def keeps_silent(verb: Token, infinitive: Token | None = None) -> bool:
    """Tell whether a verb says that nothing was said: *declined to comment*, *did not respond*.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> [keeps_silent(token) for token in load()("She declined to comment.")]
    [False, True, False, False, False]
    """
    infinitive = infinitive or child(verb, "xcomp")
    if infinitive is not None and lemma(verb) in ("decline", "refuse"):
        return lemma(infinitive) in _SILENCE
    return lemma(verb) in _SILENCE and is_negated(verb)


def _infinitive(
    verb: Token, frames: Frames, source: Token, goal: Token | None, infinitive: Token
) -> Attribution | None:
    marker = next((c for c in infinitive.lefts if c.dep_ == "aux" and c.lower_ == "to"), None)
    if marker is not None:
        inner = next((c for c in infinitive.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
        if (goal is not None or inner is not None) and "object_to" in frames:
            return make(
                "object-to", verb, "object_to", frames, _cue(verb), source, [after_cue(verb, goal or infinitive)]
            )
        if keeps_silent(verb, infinitive):
            return None
        if "to" in frames and goal is None:
            return make("infinitive", verb, "to", frames, _cue(verb), source, [after_cue(verb, infinitive)])
        return None
    gerund = infinitive.tag_ == "VBG" or any(c.tag_ == "VBG" and c.dep_ in ("aux", "auxpass") for c in infinitive.lefts)
    if gerund and "ing" in frames:
        return make("gerund", verb, "ing", frames, _cue(verb), source, [after_cue(verb, infinitive)])
    return None


def _noun(noun: Token, frames: Frames) -> Iterator[Attribution]:
    """Take *the Kremlin's concerns about X*, *expressed doubt that X*, *a call from the UN for X*."""
    source, first = _holder(noun)
    if source is None or first is None:
        return
    found = None
    for other in noun.rights:
        if other.dep_ in ("acl", "ccomp", "relcl") and "clause" in frames and _that_clause(other):
            found = make("noun-clause", noun, "clause", frames, (first, noun.i), source, [after_cue(noun, other)])
        elif other.dep_ == "acl" and "to" in frames and any(c.lower_ == "to" for c in other.lefts):
            found = make("noun-to", noun, "to", frames, (first, noun.i), source, [after_cue(noun, other)])
        elif other.dep_ == "prep" and other.lower_ in frames:
            inner = child(other, "pobj", "pcomp")
            if inner is not None and inner != source:
                content = after_cue(other, inner)
                found = make("noun-of", noun, other.lower_, frames, (first, other.i), source, [content])
        if found is not None:
            yield found
            return


def _that_clause(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.lefts)


def _holder(noun: Token) -> tuple[Token | None, int | None]:
    """Return who holds what a noun names, and the first token of the cue."""
    owner = child(noun, "poss")
    if owner is not None:
        return owner, owner.right_edge.i + 1
    start = noun.left_edge.i
    for preposition in noun.rights:
        if preposition.dep_ == "prep" and preposition.lower_ in ("from", "by", "among"):
            return child(preposition, "pobj"), start
    if noun.dep_ == "dobj" and (lemma(noun.head) in _words("light") or noun.head.lemma_ in _words("light")):
        return subject(noun.head), auxiliaries_start(noun.head)
    if noun.dep_ == "pobj" and noun.head.head.lemma_ == "be" and noun.head.lower_ in ("of", "in"):
        return subject(noun.head.head), auxiliaries_start(noun.head.head)
    if noun.dep_ == "attr":
        return None, None
    return None, None


def _adjective(adjective: Token, frames: Frames) -> Iterator[Attribution]:
    """Take *Seoul is confident that X*, *they remain wary of X*."""
    copula = adjective.head
    if adjective.dep_ not in ("acomp", "attr", "oprd", "conj") or copula.lemma_ not in _COPULAS:
        return
    source = subject(copula)
    if source is None or source.lower_ in ("it", "that", "this", "there"):
        return
    start = auxiliaries_start(copula)
    for other in [*adjective.rights, *(c for c in copula.rights if c.i > adjective.i)]:
        found = None
        if other.dep_ in ("ccomp", "advcl") and "clause" in frames and other.dep_ == "ccomp":
            found = make(
                "adjective", adjective, "clause", frames, (start, adjective.i), source, [after_cue(adjective, other)]
            )
        elif other.dep_ == "xcomp" and "to" in frames:
            found = make(
                "adjective", adjective, "to", frames, (start, adjective.i), source, [after_cue(adjective, other)]
            )
        elif other.dep_ == "prep" and other.lower_ in frames:
            inner = child(other, "pobj", "pcomp")
            if inner is not None:
                found = make(
                    "adjective", adjective, other.lower_, frames, (start, other.i), source, [after_cue(other, inner)]
                )
        if found is not None:
            yield found
            return


def _according(token: Token, preposition: int) -> Iterator[Attribution]:
    """Take *X, according to the agency*, *According to the agency, X*, *in the view of the agency, X*."""
    doc = token.doc
    if preposition + 1 >= len(doc) or doc[preposition].lower_ not in ("to", "of"):
        return
    source = child(doc[preposition], "pobj")
    if source is None:
        return
    sent = token.sent
    last = phrase(source)[1]
    goes_on = last + 1 < sent.end and doc[last + 1].text == ","
    if token.i - sent.start <= 1:
        contents = [trimmed(doc, last + 1, sent.end - 1)] if last + 1 < sent.end else []
    elif goes_on and doc[token.i - 1].text == "," and not _closed(doc, sent.start, token.i):
        contents = around_insertion(token, token.i, last)
    else:
        contents = [trimmed(doc, _clause_start(token), token.i - 1)]
    found = make("according", token, "to", {"to": Sense("speech", "inform")}, (token.i, preposition), source, contents)
    if found is not None:
        yield found


def _closed(doc: Doc, first: int, end: int) -> bool:
    """Tell whether the words before an insertion are a clause of their own: they have a finite verb."""
    return any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in doc[first:end])


def _clause_start(token: Token) -> int:
    """Return the first token of the clause that "according to" closes."""
    verb = token.head
    while verb.dep_ not in ("ROOT", "conj", "ccomp", "parataxis") and verb.head != verb:
        verb = verb.head
    if (
        verb.dep_ == "conj"
        and verb.left_edge.i > verb.sent.start
        and any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.lefts)
    ):
        return verb.left_edge.i
    return verb.sent.start
