"""What a relative clause says somebody does: "who teaches law", "who chairs the talks for the OSCE"."""

from __future__ import annotations

from talleyrand.evidence.ground import Ground
from talleyrand.evidence.lexicons import Entity, offices
from talleyrand.evidence.titles import Title

LINKS = frozenset({"is", "was", "who", "'s", "served", "serves", "as", "now", "once", "formerly", "works", "worked"})
_STANDS_FOR = frozenset({"represent", "chair", "negotiate", "speak", "run", "advise", "resign", "retire"})
"""What somebody does for a body only if the words say for which."""
_LEAVES = frozenset({"resign", "retire"})


def occupation(ground: Ground, start: int, end: int) -> Title | None:
    """Read what somebody does: "who teaches conflict studies", "who chairs the talks for the OSCE", "a Norwegian"."""
    doc = ground.doc
    if doc[start - 1].lower_ not in LINKS or doc[start].tag_ not in {"VBZ", "VBD", "VBP"}:
        return _compatriot(ground, start)
    verb, owner = doc[start], None
    role = offices().verbs.get(verb.lemma_)
    if role is None:
        return None
    entity = next((e for i in range(start, end) if (e := ground.entity(i))), None)
    if role == "official":
        entity = _served(ground, start, end) or (None if verb.lemma_ in _STANDS_FOR else entity)
        owner = next((t.i for t in doc[start + 1 : min(start + 2, end)] if t.lower_ in {"it", "them"}), None)
        if entity is None and owner is None and verb.lemma_ in _STANDS_FOR - _LEAVES:
            return None
    body = entity if role == "official" and entity is not None and entity.role != "media" else None
    if body is not None and body.role in {"international_official", "armed_group"}:
        role = body.role
    left = verb.lemma_ in _LEAVES or (verb.tag_ == "VBD" and any(t.lower_ == "until" for t in doc[start:end]))
    if left and role in {"official", "international_official"}:
        return Title(
            "", verb.lemma_, "former_official", None, body.party if body else None, True, False, start, start + 1
        )
    party = body.party if body else None
    state = (body.state or body.party) if body else None
    return Title("", verb.lemma_, role, party, state, False, False, start, start + 1, owner)


def _served(ground: Ground, start: int, end: int) -> Entity | None:
    """Return whom somebody represents, or for whom he does what he does: "for the OSCE", "Moldova's bureau"."""
    for i in range(start + 1, end):
        if (entity := ground.entity(i)) is None or ground.at[i].form.how == "capital":
            continue
        before = ground.doc[ground.tokens(ground.at[i].start, ground.at[i].end)[0] - 1]
        before = ground.doc[before.i - 1] if before.lower_ == "the" else before
        owns = i + 1 < end and ground.doc[i + 1].text in {"'s", "'"}
        if before.i == start or before.lower_ in {"for", "by", "of"} or owns:
            return entity
    return None


def _compatriot(ground: Ground, start: int) -> Title | None:
    """Read "the Australian who chairs the meeting": somebody of a state."""
    doc = ground.doc
    if doc[start].lower_ not in {"the", "a", "an"} or start + 2 > len(doc) - 1:
        return None
    found, after = ground.at.get(start + 1), doc[start + 2]
    if found is None or found.form.how not in {"demonym", "people"} or after.i in ground.at:
        return None
    if after.lower_ not in {"who", "whom"} and after.text not in {",", ")", "."}:
        return None
    entity = ground.entity(start + 1)
    if entity is None:
        return None
    verb = doc[start + 3] if after.lower_ == "who" and start + 3 < len(doc) else None
    if verb is not None and offices().verbs.get(verb.lemma_) == "official":
        return Title("", verb.lemma_, "official", entity.party, entity.party, False, False, start, start + 2)
    return Title("", "national", "unknown", None, entity.party, False, False, start, start + 2)


def compatriot_before(ground: Ground, name: int) -> Title | None:
    """Read "a Norwegian," before a name: somebody of a state."""
    apart = name >= 3 and ground.doc[name - 1].text == ","
    return _compatriot(ground, name - 3) if apart and ground.doc[name - 3].lower_ in {"a", "an", "the"} else None
