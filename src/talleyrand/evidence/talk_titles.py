"""What to call talks so that the title can stand alone: "The summit between the United States and North Korea"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from talleyrand.evidence.talk_found import Talks
from talleyrand.evidence.wording import listed, with_article

_SINGLE = {"summit": "The summit", "meeting": "The meeting", "conference": "The conference"}
MOST_NAMED = 3
"""Parties that a title names; of more it names none, if the talks have a name."""


def title_of(talks: Talks, names: Mapping[str, str]) -> str:
    """Return the title of talks.

    Parameters
    ----------
    talks
        The negotiation.
    names
        What parties are called.

    Examples
    --------
    >>> from collections import Counter
    >>> pair = {"USA": (0, 1), "PRK": (2, 3)}
    >>> title_of(Talks(pair, families=Counter(["summit"])), {"USA": "United States", "PRK": "North Korea"})
    'The summit between the United States and North Korea'
    >>> title_of(Talks(names=["Geneva talks"], families=Counter(["talks"])), {})
    'The Geneva talks'
    """
    if talks.forum:
        return talks.forum
    name = _name(talks)
    parties = [with_article(names.get(party, party)) for party in talks.parties]
    if name and (len(parties) < 2 or len(parties) > MOST_NAMED or "-" in name or "–" in name):
        return f"The {name}"
    head = f"The {name}" if name else _SINGLE.get(talks.family or "", "Talks")
    when = f" in {talks.past}" if talks.past else ""
    if len(parties) > 1:
        return f"{head} {'between' if len(parties) == 2 else 'among'} {listed(parties)}{when}"
    if talks.topic and not name:
        return f"{head} on {talks.topic}{when}"
    where = f" in {min(talks.places)}" if talks.places else ""
    return f"{head}{where}{when}"


def _name(talks: Talks) -> str | None:
    """Return the proper name that is used most; the first of several."""
    return max(Counter(talks.names).items(), key=lambda item: item[1])[0] if talks.names else None
