"""Verbs as cues: a subject, and the complement that one of the verb's frames allows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.building import cue_tokens, deeds, make
from talleyrand.evidence.contents import after_cue, around_insertion, attribution_phrase, trimmed
from talleyrand.evidence.cues import Frames, lemma, lexicon
from talleyrand.evidence.noun_cues import belongs_to_noun
from talleyrand.evidence.syntax import child, is_negated, phrase, subject
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Token

_WINDOW = 40
"""Tokens after a cue in which a colon counts."""
_ASKS = frozenset({"on", "upon", "to", "with"})
_SILENCE = frozenset({"comment", "respond", "elaborate", "reply"})


def by_verb(verb: Token, frames: Frames) -> Iterator[Attribution]:
    """Yield what a verb says in one of its frames."""
    found = _passive(verb, frames) or _active(verb, frames) or _before_colon(verb, frames)
    if found is not None:
        yield found


def _passive(verb: Token, frames: Frames) -> Attribution | None:
    """Take *The plan was rejected by Ankara*: the agent holds it, and what stands before is the content."""
    passive, agent = child(verb, "nsubjpass"), child(verb, "agent")
    if passive is None or agent is None or "object" not in frames:
        return None
    source = child(agent, "pobj")
    if source is None:
        return None
    return make("passive", verb, "object", frames, cue_tokens(verb, agent), source, [phrase(passive)])


def _active(verb: Token, frames: Frames) -> Attribution | None:
    if child(verb, "nsubjpass", "auxpass") is not None and child(verb, "nsubj") is None:
        return None
    if is_asked(verb):
        return None
    source = subject(verb)
    clause = _finite(verb)
    if source is None or (clause is not None and clause.i < verb.i and source.i < clause.i and verb.dep_ == "acl"):
        return None
    if clause is not None and "clause" in frames and _label_first(verb, frames) is None:
        if clause.i > verb.i:
            return make("clause-after", verb, "clause", frames, cue_tokens(verb), source, [after_cue(verb, clause)])
        if "quote" in frames and child(verb, "nsubj") is not None and not _has_object(verb, frames):
            return _inserted("clause-before", verb, "clause", frames, source)
    if "quote" in frames and verb.dep_ == "parataxis" and child(verb, "nsubj") is not None:
        return _inserted("insertion", verb, "quote", frames, source)
    if "quote" in frames and verb.dep_ == "advcl" and _marked_as(verb):
        return _inserted("as", verb, "quote", frames, source)
    return _complement(verb, frames, source)


def _before_colon(verb: Token, frames: Frames) -> Attribution | None:
    """Take *The premier put it bluntly on Monday: no pullout, no pipeline*."""
    source = subject(verb)
    if "quote" not in frames or source is None or source.i > verb.i or verb.dep_ not in ("ROOT", "conj"):
        return None
    if any(c.dep_ in ("dobj", "xcomp") and c.lower_ != "it" for c in verb.rights):
        return None
    content = _after_colon(verb, verb.i + 1)
    return None if content is None else make("colon", verb, "quote", frames, cue_tokens(verb), source, [content])


def _finite(verb: Token) -> Token | None:
    """Return the clausal complement: the first after the verb, for the one before may be a comma splice."""
    clauses = [c for c in children(verb) if c.dep_ == "ccomp" and not (c.i > verb.i and belongs_to_noun(c))]
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
    return make(rule, verb, frame, frames, cue_tokens(verb), source, around_insertion(verb, first, last))


def _complement(verb: Token, frames: Frames, source: Token) -> Attribution | None:
    goal, infinitive = child(verb, "dobj", "dative"), child(verb, "xcomp") or _aside(verb)
    if goal is not None and goal.i < verb.i:
        if (label := _label(verb, goal)) is not None and (
            frame := next((f for f in ("as", "object") if f in frames), None)
        ):
            return make("object", verb, frame, frames, cue_tokens(verb), source, [_named_so(verb, label)])
        goal = None
    if infinitive is not None and infinitive.i > verb.i and _asked(verb, frames, infinitive) is None:
        found = _infinitive(verb, frames, source, goal, infinitive)
        if found is not None:
            return found
    if (label := _label_first(verb, frames)) is not None:
        return make("object", verb, "object", frames, cue_tokens(verb), source, [after_cue(verb, label)])
    if goal is not None:
        return _object(verb, frames, source, goal)
    for preposition in verb.rights:
        if preposition.dep_ == "prep" and preposition.lower_ in frames:
            inner = child(preposition, "pobj", "pcomp")
            if inner is not None:
                near = preposition.i == verb.i + 1 or not _far(verb, preposition)
                cue = cue_tokens(verb, preposition if near else None)
                content = after_cue(preposition, inner)
                if preposition.lower_ in _ASKS and (purpose := _purpose(verb, content[1] + 1)) is not None:
                    content = content[0], after_cue(verb, purpose)[1]  # "called on both sides to stop"
                return make("preposition", verb, preposition.lower_, frames, cue, source, [content])
    return None


def _aside(verb: Token) -> Token | None:
    """Return "hand" of *offered on Monday to hand over the land*, which the parse takes for a purpose."""
    between = [c for c in verb.rights if c.dep_ not in ("punct", "prep", "npadvmod", "advmod")]
    first = between[0] if between else None
    if first is None or first.dep_ != "advcl" or first.tag_ != "VB":
        return None
    return first if any(c.dep_ == "aux" and c.lower_ == "to" for c in first.lefts) else None


def _object(verb: Token, frames: Frames, source: Token, goal: Token) -> Attribution | None:
    """Take *rejected the plan*, *put the odds at one in five*, and what a colon spells out (*repeated an offer: …*)."""
    cue = cue_tokens(verb)
    if "object" in frames and not _is_deed(verb, goal):
        if (spelled := _spelled(verb, goal)) is not None:
            return make("colon", verb, "object", frames, cue, source, [spelled])
        return make("object", verb, "object", frames, cue, source, [after_cue(verb, goal)])
    if "object_at" in frames and (figure := _figure(verb, goal)) is not None:
        first, last = after_cue(verb, goal)
        return make("object", verb, "object_at", frames, cue, source, [(first, max(last, figure))])
    return None


def _figure(verb: Token, goal: Token) -> int | None:
    """Return the last token of "at one in five" after an object."""
    for preposition in (*goal.rights, *verb.rights):
        if preposition.dep_ == "prep" and preposition.lower_ == "at" and preposition.i > goal.i:
            return int(preposition.right_edge.i) if any(t.like_num for t in preposition.subtree) else None
    return None


def _spelled(verb: Token, goal: Token) -> tuple[int, int] | None:
    """Return what stands after a colon that spells out a noun of speech, to the end of the sentence."""
    frames = lexicon().get(("noun", lemma(goal)), {})
    if not any(sense.carries == "speech" for sense in frames.values()) or lemma(goal) == "attack":
        return None
    return _after_colon(verb, goal.i + 1)


def _after_colon(verb: Token, first: int) -> tuple[int, int] | None:
    """Return what stands after a colon in the sentence of a verb; None where marks open there."""
    doc, end = verb.doc, verb.sent.end
    colon = next((i for i in range(first, min(end - 2, first + _WINDOW)) if doc[i].text == ":"), None)
    if colon is None or doc[colon + 1].text in "“\"'‘":
        return None
    return trimmed(doc, colon + 1, end - 1)


def _asked(verb: Token, frames: Frames, infinitive: Token) -> Token | None:
    """Return the preposition of *appealed to both sides to stay*, where the infinitive is what they are asked to do."""
    for preposition in verb.rights:
        if preposition.dep_ == "prep" and preposition.lower_ in _ASKS and preposition.i < infinitive.i:
            asks = frames.get(preposition.lower_)
            return preposition if asks is not None and asks.stance == "demand" else None
    return None


def _label_first(verb: Token, frames: Frames) -> Token | None:
    """Return "as" of *dismissed as “fantasy” a European plan*, where the label stands before the thing."""
    label = next((c for c in verb.rights if c.dep_ == "prep"), None)
    if label is None or label.i != verb.i + 1 or label.lower_ != "as" or "object" not in frames:
        return None
    things = [t for t in label.subtree if t.head.i == label.i and t.dep_ in ("pobj", "pcomp")]
    return label if len(things) > 1 or any(c.dep_ == "dobj" and c.i > label.i for c in verb.rights) else None


def _is_deed(verb: Token, goal: Token) -> bool:
    """Tell whether a cue is an act of force or a transfer here: *attacked the village*, *released 21 prisoners*.

    With a reason or a label after it (*attacked Israel over the strike*, *as reckless*) it is words again.
    """
    word = lemma(verb)
    if word in deeds("blows"):
        spoken = any(c.dep_ == "prep" and c.lower_ in ("for", "over", "as") for c in verb.rights)
        return not spoken and (goal.ent_type_ in ("GPE", "LOC", "FAC") or goal.lemma_.lower() in deeds("targets"))
    return word in deeds("transfers") and (
        goal.ent_type_ in ("PERSON", "NORP", "MONEY") or goal.lemma_.lower() in deeds("moved")
    )


def _named_so(verb: Token, label: Token) -> tuple[int, int]:
    """Return the tokens of a name given in a relative clause, with what is parted from it (*a fisheries exercise*)."""
    parts = [c.left_edge.i for c in verb.rights if c.i <= label.i and c.dep_ in ("dobj", "oprd")]
    return trimmed(verb.doc, min([label.left_edge.i, *parts]), label.right_edge.i)


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


def is_asked(verb: Token) -> bool:
    """Tell whether a participle says what others said to the subject (*Asked whether they would come, he left*)."""
    return verb.tag_ == "VBN" and verb.dep_ == "advcl" and child(verb, "aux") is None


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
                "object-to",
                verb,
                "object_to",
                frames,
                cue_tokens(verb),
                source,
                [after_cue(verb, goal or infinitive)],
            )
        if keeps_silent(verb, infinitive):
            return None
        if "to" in frames and goal is None:
            return make("infinitive", verb, "to", frames, cue_tokens(verb), source, [after_cue(verb, infinitive)])
        return None
    gerund = infinitive.tag_ == "VBG" or any(c.tag_ == "VBG" and c.dep_ in ("aux", "auxpass") for c in infinitive.lefts)
    if gerund and "ing" in frames:
        return make("gerund", verb, "ing", frames, cue_tokens(verb), source, [after_cue(verb, infinitive)])
    return None
