"""How far a rule can be trusted: its precision, measured on training data, as each record's confidence."""

from __future__ import annotations

from talleyrand.evidence.attribution import Attribution

_PRECISION = {
    "clause-after": 0.85,
    "clause-before": 0.88,
    "insertion": 0.74,
    "as": 0.71,
    "object": 0.57,
    "colon": 0.45,
    "object-to": 0.62,
    "infinitive": 0.66,
    "gerund": 0.62,
    "preposition": 0.64,
    "passive": 0.45,
    "according": 0.84,
    "view": 0.5,
    "noun-clause": 0.86,
    "noun-of": 0.49,
    "noun-to": 0.6,
    "noun-is": 0.45,
    "adjective": 0.59,
    "quote-after": 0.95,
    "quote-before": 0.69,
    "imagined": 0.6,
    "inner": 0.7,
    "caption": 0.78,
    "quote-alone": 0.6,
}


UNWEIGHED = frozenset({"view", "colon", "noun-is"})
"""Rules too rare in training data for a model to weigh."""


def confidence(attribution: Attribution) -> float:
    """Return the share of this rule's attributions that training labels hold, too."""
    return _PRECISION.get(attribution.rule, 0.5)
