"""What was decided on who is who, in the form of the user's own file of actors (`talleyrand.evidence.actor_file`)."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from typing import Any

from talleyrand.evidence.identities import Identities
from talleyrand.evidence.who_is_who import Figure

_NO_NAMES = frozenset({"pronoun", "description", "place", "people", "demonym"})
"""Words joined for these reasons may mean somebody else elsewhere."""
_HEAD = (
    "# Actors as decided in review. Beside talleyrand.toml as actors.yaml, it holds for every reading from then on.\n"
)


def as_yaml(found: Mapping[str, Figure], known: Identities) -> str:
    """Return the actors that somebody merged, split, renamed or gave a party, as YAML; a comment where there are none.

    Parameters
    ----------
    found
        Actors over all reports, from `figures`.
    known
        What was decided on them.
    """
    from ruamel.yaml import YAML

    touched = {known.end(key) for key in (*known.merged, *known.changes, *known.names)}
    entries = [_entry(figure) for key, figure in found.items() if key in touched and not figure.own]
    if not entries:
        return _HEAD + "[]\n"
    out = StringIO()
    yaml = YAML()
    yaml.width = 4096
    yaml.dump(entries, out)
    return _HEAD + out.getvalue()


def _entry(figure: Figure) -> dict[str, Any]:
    """Return one actor; its names are the words that mean nobody else, each once."""
    words = dict.fromkeys(text for text, why in figure.names if why not in _NO_NAMES and text != figure.name)
    entry: dict[str, Any] = {
        "name": figure.name,
        "names": list(words),
        "kind": figure.kind,
        "party": figure.party,
        "role": figure.role,
        "office": figure.office,
        "key": figure.key,
    }
    return {key: value for key, value in entry.items() if value not in (None, [])}
