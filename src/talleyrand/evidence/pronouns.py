"""Pronouns: whom "he", "she", "they" and "it" mean, where the text leaves little doubt."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from talleyrand.evidence.ground import Ground
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Token

Kind = Literal["person", "state", "organisation", "group"]
_SINGULAR = {
    "he": False,
    "him": False,
    "his": False,
    "himself": False,
    "she": True,
    "her": True,
    "hers": True,
    "herself": True,
}
_RELATIVE = frozenset({"who", "which", "whom", "whose"})
_NEUTER = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_SAYS = frozenset({"say", "add", "tell", "argue", "think", "believe", "reckon", "note", "write", "warn", "insist"})
_ASKED = frozenset(
    {"ask", "urge", "press", "warn", "accuse", "blame", "tell", "beg", "implore", "assure", "invite", "threaten"}
    | {"remind", "advise", "thank", "praise", "criticise", "criticize", "condemn", "persuade", "pressure", "caution"}
)
"""What is done to those who can hear: "it" is then no thing."""
_OF_STATES = frozenset(
    {
        "minister",
        "premier",
        "president",
        "chancellor",
        "parliament",
        "ambassador",
        "consul",
        "army",
        "navy",
        "government",
    }
    | {"cabinet", "king", "monarch", "citizen", "soldier", "troop", "capital"}
)
"""What only states have."""
_REACH = 3
"""Sentences that a pronoun looks back over, its own not counted."""


@dataclass(frozen=True)
class Antecedent:
    """A mention that a pronoun may mean: its head token, whom it names, and what is known of that actor."""

    token: int
    key: str
    kind: Kind
    female: bool | None = None
    plural: bool = False
    place: bool = False
    """It only says where: "in China, which …" may still go back to it, "he" and "it" may not."""
    organ: bool = False
    """It is an organ of a state, which has no ministers and no army: "the State Department"."""
    pronoun: bool = False


def resolve(ground: Ground, antecedents: Sequence[Antecedent]) -> dict[int, str]:
    """Return, for each pronoun that can be resolved, the key of its actor.

    A person's pronoun goes to the subject of the nearest clause that has one of fitting sex, else to the last one
    named; what stands in a quotation is no antecedent for a pronoun outside it. "who" and "which" go to the noun before
    them; "it" to a state or organisation that is the subject, or owns the subject, of the clause before in the same
    sentence; "they" to a group.

    Examples
    --------
    In "Putin arrived on Friday. He praised Trump." *He* is Putin. In "“Trump may fail,” Kunadze said. He added …" *He*
    is Kunadze: Trump stands in a quotation.
    """
    chain = sorted(antecedents, key=lambda a: a.token)
    found: dict[int, str] = {}
    sexes: dict[str, bool] = {}
    heads = {a.token: a for a in chain}
    for token in ground.doc:
        word = token.lower_
        if word in _RELATIVE and (clause := _relative_clause(token)) is not None:
            if (head := heads.get(clause.head.i)) is not None:
                found[token.i] = head.key
            continue
        if token.pos_ not in {"PRON", "DET"} or (word not in _SINGULAR and word not in _NEUTER and word not in _PLURAL):
            continue
        choice = _choose(ground, token, chain, sexes)
        if choice is not None:
            found[token.i] = choice.key
            if word in _SINGULAR:
                sexes.setdefault(choice.key, _SINGULAR[word])
            insort(chain, replace(choice, token=token.i, place=False, pronoun=True), key=_token)
    return found


def _relative_clause(token: Token) -> Token | None:
    """Return the verb of the relative clause that "who" or "which" opens."""
    node = token.head
    while node.dep_ in {"aux", "auxpass", "prep", "conj", "xcomp", "ccomp"} and node.head is not node:
        node = node.head
    return node if node.dep_ == "relcl" and node.head.i < token.i else None


def _choose(ground: Ground, token: Token, chain: Sequence[Antecedent], sexes: dict[str, bool]) -> Antecedent | None:
    """Pick what a pronoun means; `sexes` holds what earlier pronouns showed of people whose name shows nothing."""
    word = token.lower_
    if word in _SINGULAR:
        female = _SINGULAR[word]
        people = (a for a in _before(ground, token, chain) if a.kind == "person" and not a.plural)
        fitting = [a for a in people if (sexes.get(a.key) if a.female is None else a.female) in {None, female}]
        return _nearest_subject(ground, token, fitting)
    if word in _NEUTER:
        return _neuter(ground, token, chain)
    near = _before(ground, token, chain, 1)
    groups = [a for a in near if a.plural]
    if groups:
        return _nearest_subject(ground, token, groups)
    return _team(ground, token, [a for a in near if a.kind in {"organisation", "state"}])


def _team(ground: Ground, token: Token, fitting: Sequence[Antecedent]) -> Antecedent | None:
    """Resolve "they" to a delegation, ministry or state that alone is the subject of the sentence before."""
    if token.lower_ not in {"they", "their"} or _other_subject(token):
        return None
    earlier = [a for a in fitting if ground.doc[a.token].sent.start < token.sent.start]
    heads = {_main_subject(ground.doc[a.token]) for a in earlier} - {None}
    if len(heads) != 1:
        return None
    subject = next(a for a in reversed(earlier) if _main_subject(ground.doc[a.token]) is not None)
    plural = any(t.tag_ in {"NNS", "NNPS"} and t.i != subject.token for t in ground.doc[subject.token].sent)
    return None if plural else subject


def _main_subject(token: Token) -> int | None:
    """Return the token that is the subject of the main clause, where `token` is it or heads its name."""
    return token.i if token.dep_ in {"nsubj", "nsubjpass"} and token.head.dep_ == "ROOT" else None


def _before(ground: Ground, token: Token, chain: Sequence[Antecedent], reach: int = _REACH) -> list[Antecedent]:
    """Return the mentions within reach before a pronoun that its own quotation, or the text outside any, can see."""
    low = _sentence_start(token, reach)
    own = ground.quoted[token.i]
    first, last = bisect_left(chain, low, key=_token), bisect_left(chain, token.i, key=_token)
    seen = (a for a in chain[first:last] if ground.quoted[a.token] in {0, own} and not a.place)
    found = list(seen)
    barred = {a.key for a in found if _bound(ground, ground.doc[a.token], token)}
    return [a for a in found if a.key not in barred]


def _token(antecedent: Antecedent) -> int:
    return antecedent.token


def _sentence_start(token: Token, reach: int) -> int:
    start: int = token.sent.start
    for _ in range(reach):
        if start == 0:
            break
        start = token.doc[start - 1].sent.start
    return start


def _bound(ground: Ground, other: Token, token: Token) -> bool:
    """Tell whether grammar forbids it: "Putin praised him" is not Putin."""
    if token.dep_ not in {"dobj", "dative", "pobj"} or token.lower_.endswith("self"):
        return False
    clause = token.head if token.dep_ != "pobj" else token.head.head
    return other.head == clause and other.dep_ in {"nsubj", "nsubjpass"}


def _nearest_subject(ground: Ground, token: Token, fitting: Sequence[Antecedent]) -> Antecedent | None:
    """Go back sentence by sentence; in each prefer the subject of its main clause, then any subject, then the last."""
    sentences: dict[int, list[Antecedent]] = {}
    for a in fitting:
        sentences.setdefault(ground.doc[a.token].sent.start, []).append(a)
    for start in sorted(sentences, reverse=True):
        group = sentences[start]
        own = start == token.sent.start
        inside = [a for a in group if ground.quoted[a.token] == ground.quoted[token.i] != 0]
        group = inside or group
        subjects = [a for a in group if _is_subject(ground.doc[a.token])]
        if subjects:
            return subjects[-1] if own else _main(ground, subjects)
        return group[-1]
    return None


def _is_subject(token: Token) -> bool:
    head = token
    while head.dep_ in {"compound", "appos", "conj", "nmod"} and head.head is not head:
        head = head.head
    return head.dep_ in {"nsubj", "nsubjpass"}


def _main(ground: Ground, subjects: Sequence[Antecedent]) -> Antecedent:
    """Of the subjects of an earlier sentence take that of its main clause, else who spoke there, else the last."""
    for a in subjects:
        head = ground.doc[a.token].head
        if head.dep_ == "ROOT":
            return a
    says = (a for a in reversed(subjects) if ground.doc[a.token].head.lemma_ in _SAYS)
    return next(says, subjects[-1])


def _neuter(ground: Ground, token: Token, chain: Sequence[Antecedent]) -> Antecedent | None:
    """Resolve "it" and "its": near by, else, where only a state will do ("its prime minister"), a little further."""
    of_state = token.dep_ == "poss" and token.head.lemma_.lower() in _OF_STATES
    near = [a for a in _before(ground, token, chain, 1) if a.kind in {"state", "organisation"}]
    fitting = [a for a in near if not (of_state and a.organ)]
    if found := _owner(ground, token, fitting):
        return found
    if not of_state or len(fitting) == len(near):
        return None
    far = [a for a in _before(ground, token, chain) if a.kind == "state" and _leads(ground.doc[a.token])]
    return far[-1] if far else None


def _leads(token: Token) -> bool:
    """Tell whether a word is the subject of a main clause."""
    return _is_subject(token) and token.head.dep_ == "ROOT"


def _owner(ground: Ground, token: Token, fitting: Sequence[Antecedent]) -> Antecedent | None:
    """Resolve "it" and "its" to the subject before in the sentence, or to the state that owns it."""
    if token.lower_ == "it" and (token.dep_ == "expl" or _expletive(token)):
        return None
    doc = ground.doc
    same = [a for a in fitting if doc[a.token].sent == token.sent]
    subjects = [a for a in same if _is_subject(doc[a.token]) or _owns_subject(doc[a.token])]
    if subjects:
        return subjects[-1]
    if source := _close_to(token, [a for a in same if doc[a.token].ent_type_ != "PERSON"], ground):
        return source
    served = token.dep_ == "dobj" and token.head.dep_ == "relcl"  # "Lindgren, who represents it in Dhaka"
    asked = token.dep_ in {"dobj", "dative"} and token.head.lemma_ in _ASKED
    asked = asked and not any(a.kind == "state" for a in same)
    if (same and not asked) or not (token.dep_ in {"nsubj", "poss", "nsubjpass"} or served or asked):
        return None
    earlier = [a for a in fitting if _leads(doc[a.token])]
    if _other_subject(token) and not served and not asked:
        return None
    if earlier:
        return earlier[-1] if len({a.key for a in earlier}) == 1 else None
    topic = [a for a in fitting if a.pronoun and not a.plural]
    return topic[-1] if topic and len({a.key for a in topic}) == 1 else None


def _close_to(token: Token, same: Sequence[Antecedent], ground: Ground) -> Antecedent | None:
    """Resolve "two people close to the Egyptian government say that *it*": the only body that the subject names."""
    if token.dep_ not in {"nsubj", "nsubjpass"} or token.head.dep_ != "ccomp":
        return None
    above = next((c for c in token.head.head.children if c.dep_ == "nsubj"), None)
    if above is None:
        return None
    found = [a for a in same if above.is_ancestor(ground.doc[a.token])]
    return found[0] if len({a.key for a in found}) == 1 else None


def _other_subject(token: Token) -> bool:
    """Tell whether the sentence has, before the pronoun, a subject that names no actor and that it may mean.

    It means none that it stands in: "the 15 percent that *it* charges".
    """
    before = token.doc[token.sent.start : token.i]
    subjects = (t for t in before if t.dep_ in {"nsubj", "nsubjpass"} and t.pos_ in {"NOUN", "PROPN"})
    return any(not t.is_ancestor(token) for t in subjects)


def _owns_subject(token: Token) -> bool:
    return token.dep_ == "poss" and token.head.dep_ in {"nsubj", "nsubjpass"}


def _expletive(token: Token) -> bool:
    """Tell "it is understood that", "it may be an early step to" from an "it" that means something."""
    verb = token.head
    return verb.lemma_ in {"be", "seem", "appear", "remain", "become", "take"} and any(
        child.dep_ in {"ccomp", "xcomp", "csubj", "acomp", "attr", "advcl"} for child in children(verb)
    )
