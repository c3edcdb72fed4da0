"""Of which state an office or organ is that a text names without one: "the army", "the prime minister"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from talleyrand.evidence.descriptions import Description
from talleyrand.evidence.ground import Ground, entity_of
from talleyrand.evidence.home import bystanders, dateline, dateline_state, home_state
from talleyrand.evidence.lexicons import Entity, Found, offices
from talleyrand.evidence.titles import Title
from talleyrand.evidence.tree import children
from talleyrand.evidence.words import tokens_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_ARMS = frozenset(
    {"junta", "military", "army", "general", "officer", "soldier", "troop", "colonel", "regime", "putschist"}
    | {"brigadier", "navy", "marshal", "paratrooper", "commander"}
)
"""Words for those who hold the arms of a state; who is named by one of them is meant by the others, too."""
_NAMING = frozenset({"NOUN", "PROPN", "ADJ"})
_NO_GENERALS = frozenset({"secretary", "attorney", "director", "inspector", "solicitor", "governor", "consul"})
_RULES = frozenset({"rule", "run", "govern", "control", "lead"})
_PORTFOLIOS = frozenset(
    {"government", "foreign", "defence", "defense", "finance", "interior", "energy", "trade", "agriculture", "justice"}
    | {"army", "military", "navy", "naval", "police", "presidential", "ministry", "cabinet", "parliament", "security"}
    | {"oil", "commerce", "junta", "palace", "treasury", "central"}
)
"""Words that make an adviser, chief or spokesman one of a state."""
_COURTS = frozenset({"judge", "prosecutor", "magistrate", "opposition"})
"""Who is of the state that a text is about also where "the" does not say so: "a judge"."""
_HOUSE = frozenset({"senator", "lawmaker", "legislator", "parliamentarian", "congressman", "congresswoman", "mp"})
_RANKS = frozenset({"general", "admiral", "colonel", "marshal", "brigadier"})
_HOME_OFFICES = frozenset(
    {"official", "minister", "authorities", "lawmaker", "spokesman", "spokeswoman", "spokesperson", "leader", "general"}
    | {"government", "ministry", "adviser", "aide", "president", "premier", "prosecutor", "legislator", "politician"}
)
"""Who is "in Cairo" when at home; envoys, reporters and diplomats are there as guests."""
_PLACED = frozenset({"in", "inside", "within", "across"})
_TREASURIES = frozenset({"USA", "GBR", "AUS", "NZL", "ZAF", "KEN", "ISR", "IRL", "CAN"})
_BODY_OFFICES = frozenset({"secretary-general", "secretary general", "director-general", "high representative"})


@dataclass(frozen=True)
class Whose:
    """Who acts where in a document.

    Parameters
    ----------
    acting
        Tokens of states that are subjects, own one, or seat one ("the government in X"), with their codes.
    armed
        Tokens of armies, juntas and generals of which the text says whose they are, with the codes.
    paragraphs
        The first token of each paragraph.
    home, written
        The state that the report is about, and the one where it was written.
    beside
        States that only help or are told of in passing (`talleyrand.evidence.home.bystanders`).
    """

    ground: Ground
    acting: tuple[tuple[int, str], ...]
    armed: tuple[tuple[int, str], ...]
    paragraphs: tuple[int, ...]
    home: str | None
    written: str | None
    beside: frozenset[str] = frozenset()

    @classmethod
    def of(cls, ground: Ground) -> Whose:
        """Look over a document once."""
        breaks = (t.i + 1 for t in ground.doc if t.is_space and "\n" in t.text)
        return cls(
            ground,
            tuple(_acting(ground)),
            tuple(_armed(ground)),
            (0, *breaks),
            home_state(ground),
            dateline_state(ground),
            bystanders(ground),
        )

    def state(self, token: Token, words: Iterable[str] = ()) -> str | None:
        """Return the state of an office or organ at a token; `words` are those of its office.

        The place beside it decides ("the government spokeswoman in Cotonou"), then for armies whose the text has said
        that they are, then who alone acted in the last sentence of the paragraph in which a state did. Only where no
        state acted in the paragraph it is the one that the report is about. Two that acted last leave it open.
        """
        known = {*words, token.lemma_.lower()}
        if (seat := self.seat(token)) is not None:
            return seat
        if known & _ARMS and (armed := self._armed_at(token.i)) is not None:
            return armed
        low = self.paragraphs[bisect_left(self.paragraphs, token.i + 1) - 1]
        near = self._last(token, low)
        if "treasury" in known:
            near = [*[c for c in near if c in _TREASURIES], *self._treasury(token)][:1]
        if near:
            return near[0] if len(near) == 1 else None
        if self.home is not None:
            return self.home
        before = self._last(token, 0)
        return before[0] if len(before) == 1 else None if before else self.written

    def last_before(self, token: int) -> str | None:
        """Return the state that acted last before a token."""
        place = bisect_left(self.acting, (token, ""))
        return self.acting[place - 1][1] if place else None

    def seat(self, token: Token) -> str | None:
        """Return the state in whose capital or name an organ or office stands: "the ministry in X", "In X the …"."""
        for child in children(token):
            if child.dep_ == "prep" and child.lower_ in {"in", "of"} and child.i > token.i:
                for place in children(child):
                    if (code := _code(self.ground.entity(place.i))) is not None:
                        return code
        if token.dep_ == "poss" and token.head is not token and token.head.i > token.i:
            return self.seat(token.head)  # "the president's office in Quito"
        first = token.sent[0]
        if first.lower_ == "in" and first.i < token.i and not any(first.i < i < token.i for i, _ in self.acting):
            return next((c for t in children(first) if (c := _code(self.ground.entity(t.i))) is not None), None)
        return None

    def _last(self, token: Token, low: int) -> list[str]:
        """Return the states that acted in the last sentence before a token in which any did, each once.

        Of several, the one that did so in a main clause.
        """
        place = bisect_left(self.acting, (token.i, ""))
        doc, quoted = self.ground.doc, self.ground.quoted
        found: dict[str, bool] = {}
        sentence = None
        for i, code in reversed(self.acting[:place]):
            if i < low:
                break
            if code in self.beside:
                continue
            if quoted[i] not in {0, quoted[token.i]}:
                continue
            start = doc[i].sent.start
            if sentence is not None and start != sentence:
                break
            sentence = start
            found[code] = found.get(code, False) or _in_main_clause(doc[i])
        main = [code for code, in_main in found.items() if in_main]
        return main if len(main) == 1 else list(found)

    def _armed_at(self, token: int) -> str | None:
        place = bisect_left(self.armed, (token, ""))
        before = [code for _, code in self.armed[:place]]
        if before:
            near = self._last(self.ground.doc[token], 0)
            return before[-1] if len(set(before)) == 1 or len(near) != 1 or near[0] not in before else near[0]
        after = {code for _, code in self.armed[place:]}
        return next(iter(after)) if len(after) == 1 else None

    def _treasury(self, token: Token) -> Iterator[str]:
        """Yield the states with a treasury of that name that were named before, the last first."""
        place = bisect_left(self.ground.found, token.idx, key=lambda f: f.start)
        for found in reversed(self.ground.found[:place]):
            if (code := _code(entity_of(found))) in _TREASURIES and code is not None:
                yield code

    def placed(self, found: Description) -> Description:
        """Return a description with the state that its words leave out, where the text leaves little doubt."""
        title, token = found.title, self.ground.doc[found.noun]
        if title.state is not None or title.owner is not None or title.other_body or title.former:
            return found
        words = title.office.split()
        state = None
        if found.sort in {"institution", "state"}:
            state = self.state(token, words)
        elif is_body_office(title) and found.definite:
            return replace(found, title=self.bodied(title, token))
        elif title.role == "official" and title.head in _HOME_OFFICES and (seat := self.seat(token)) is not None:
            state = seat
        elif title.head in _COURTS or (
            found.definite and national(title) and (found.sort == "person" or title.head in _ARMS)
        ):
            state = self.state(token, words)
        return found if state is None else replace(found, title=replace(title, state=state, party=state))

    def bodied(self, title: Title, token: Token) -> Title:
        """Give a secretary general the organisation that was named last before him in the paragraph, else most."""
        low = self.paragraphs[bisect_left(self.paragraphs, token.i + 1) - 1]
        counted: dict[str, int] = {}
        near = None
        for found in self.ground.found:
            entity = entity_of(found)
            if entity is None or entity.role != "international_official" or entity.party is None:
                continue
            counted[entity.party] = counted.get(entity.party, 0) + (found.form.how != "seat")
            if self.ground.doc[low].idx <= found.start < token.idx:
                near = entity.party
        if title.office == "commissioner":
            counted = {}  # many states have commissioners, too
        best = near or max(sorted(counted), key=lambda code: counted[code], default=None)
        return title if best is None else replace(title, state=best, party=best, role="international_official")


def national(title: Title) -> bool:
    """Tell whether an office that names no state is one of a state."""
    words = {*title.office.split(), title.head}
    of_state = (
        title.head in offices().national
        or bool(words & _PORTFOLIOS)
        or title.head in _RANKS | _COURTS | _HOUSE | {"officer"}
    )
    return (
        of_state
        and title.role == "official"
        and title.state is None
        and title.owner is None
        and not title.other_body
        and not is_body_office(title)
    )


def is_body_office(title: Title) -> bool:
    """Tell whether an office is the first of an international organisation, which the words do not name."""
    first = title.office == "commissioner" or any(office in title.office for office in _BODY_OFFICES)
    return first and title.state is None and title.owner is None and not title.former


def _code(entity: Entity | None) -> str | None:
    """Return the state that a name acts for: its own, or that of an organ ("the State Department")."""
    return entity.party if entity is not None and (entity.kind == "state" or entity.role == "official") else None


def _acting(ground: Ground) -> Iterator[tuple[int, str]]:
    line = dateline(ground)
    for found in ground.found:
        code, last = _code(entity_of(found)), ground.tokens(found.start, found.end)[1] - 1
        if code is None or line[0] <= found.start < line[1]:
            continue
        token = ground.doc[last]
        seat = token.head.head if token.dep_ == "pobj" and token.head.lower_ in {"in", "of"} else None
        governs = seat is not None and seat.lemma_ in offices().state_words and _is_subject(seat)
        noun = _owned(token)
        past = any(c.lower_ in offices().former for c in noun.lefts)  # "a retired Peruvian general" acts for nobody
        opens = found.form.how in {"name", "people"} and _opens(ground, found)
        if (_is_subject(noun) and not past) or governs or opens:
            yield last, code


def _opens(ground: Ground, found: Found) -> bool:
    """Tell whether a sentence begins with where it takes place or with a people: "In Peru the matter is not closed"."""
    first = ground.tokens(found.start, found.end)[0]
    if found.form.how == "people":
        return ground.doc[first].is_sent_start is True
    first -= ground.doc[first - 1].lower_ == "the" if first else 0
    return first > 0 and ground.doc[first - 1].is_sent_start is True and ground.doc[first - 1].lower_ in _PLACED


def _owned(token: Token) -> Token:
    """Return the noun that a name modifies, itself where it stands alone: "Chad's army chief"."""
    while token.dep_ in {"poss", "amod", "compound", "nmod"} and token.head is not token:
        token = token.head
    return token


def _in_main_clause(token: Token) -> bool:
    verb = _owned(token)
    while verb.dep_ in {"nsubj", "nsubjpass", "conj"} and verb.head is not verb:
        verb = verb.head
    return verb.dep_ == "ROOT"


def _is_subject(token: Token) -> bool:
    while token.dep_ == "conj" and token.head is not token:
        token = token.head
    return token.dep_ in {"nsubj", "nsubjpass"}


def _armed(ground: Ground) -> Iterator[tuple[int, str]]:
    doc = ground.doc
    for token in tokens_of(doc, _ARMS | {f"{word}s" for word in _ARMS}):
        if token.pos_ not in _NAMING or token.i in ground.at:
            continue
        if token.i and doc[token.i - 1].lower_ in _NO_GENERALS:
            continue
        if (code := _beside(ground, token)) is not None:
            yield token.i, code


def _beside(ground: Ground, token: Token) -> str | None:
    """Return the state of "Sudan's army", "the junta in Niger", "the generals who rule Myanmar"."""
    for child in children(token):
        if child.dep_ in {"poss", "amod", "compound", "nmod"} and (code := _code(ground.entity(child.i))):
            return code
        inner = [child] if child.dep_ == "prep" and child.lower_ in {"in", "of"} else []
        if child.dep_ == "relcl" and child.lemma_ in _RULES:
            inner = [child, *(c for c in children(child) if c.dep_ == "prep" and c.lower_ == "in")]
        for verb in inner:
            for place in children(verb):
                if place.dep_ in {"pobj", "dobj"} and (code := _code(ground.entity(place.i))):
                    return code
    head = token.head
    if token.dep_ in {"compound", "amod"} and head.i > token.i and head.pos_ in {"NOUN", "PROPN"}:
        return _beside(ground, head) if head.lemma_.lower() not in _ARMS else None
    return None
