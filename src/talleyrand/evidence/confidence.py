"""How far a rule can be trusted: its precision, measured on training data, as each record's confidence."""

from __future__ import annotations

from talleyrand.evidence.attribution import Attribution

_PRECISION = {
    "clause-after": 0.88,
    "clause-before": 0.74,
    "insertion": 0.79,
    "as": 0.53,
    "object": 0.58,
    "object-to": 0.63,
    "infinitive": 0.63,
    "gerund": 0.7,
    "preposition": 0.6,
    "passive": 0.7,
    "according": 0.84,
    "noun-clause": 0.85,
    "noun-of": 0.33,
    "noun-to": 0.6,
    "adjective": 0.65,
    "quote-after": 0.94,
    "quote-before": 0.55,
    "imagined": 0.6,
    "caption": 0.78,
    "quote-alone": 0.4,
}


def confidence(attribution: Attribution) -> float:
    """Return the share of this rule's attributions that training labels hold, too."""
    return _PRECISION.get(attribution.rule, 0.5)
