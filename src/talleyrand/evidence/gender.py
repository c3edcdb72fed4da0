"""Whether words show somebody to be a woman or a man."""

from __future__ import annotations

from talleyrand.evidence.clusters import Cluster, folded
from talleyrand.evidence.lexicons import offices, people


def is_female(cluster: Cluster) -> bool | None:
    """Tell from honorifics, offices and given names; None where nothing shows it."""
    for name in cluster.names:
        if name.honorific in offices().female:
            return True
        if name.honorific in offices().male:
            return False
    for title in cluster.titles:
        if title.female is not None:
            return title.female
    known = [p for p in people().get(cluster.words[-1], ()) if folded(p.name.split()) == cluster.words]
    if known:
        return known[0].female
    given = cluster.words[0] if len(cluster.words) > 1 else ""
    if given in offices().women:
        return True
    return False if given in offices().men else None
