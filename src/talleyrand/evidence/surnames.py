"""Single words that name a person of the document, wherever the pipeline did not see one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from talleyrand.evidence.clusters import FAMILY_FIRST, Cluster, People, by_surname, folded
from talleyrand.evidence.ground import Ground
from talleyrand.evidence.persons import Name
from talleyrand.evidence.titles import title_before

_BODIES = frozenset({"ORG", "FAC", "LAW", "PRODUCT", "GPE", "LOC"})


def add_surnames(ground: Ground, people: People) -> None:
    """Give each cluster the places where its surname stands alone: "Lavrov", the two halves of "Trump-Kim".

    A word inside the name of something else ("Trump Tower", "the Clinton Foundation") is none.
    """
    taken = {i for cluster in people.clusters for name in cluster.names for i in range(name.first, name.last)}
    known = _surnames(people.clusters)
    for i in _candidates(ground, taken, known):
        name = Name(i, i + 1, (ground.doc[i].text,), title_before(ground, i))
        if (cluster := by_surname(people, name)) is not None:
            people.add(name, cluster)
    for cluster in people.clusters:
        cluster.names.sort(key=lambda n: n.first)


def _surnames(clusters: Sequence[Cluster]) -> frozenset[str]:
    last = {cluster.words[-1] for cluster in clusters}
    first = {cluster.words[0] for cluster in clusters if cluster.state in FAMILY_FIRST}
    return frozenset(word for word in last | first if len(word) > 1)


def _candidates(ground: Ground, taken: set[int], known: frozenset[str]) -> Iterator[int]:
    for token in ground.doc:
        if token.i in taken or token.i in ground.at or not token.text[:1].isupper():
            continue
        if folded([token.text])[:1] and folded([token.text])[0] in known and not _part_of_other(ground, token.i):
            yield token.i


def _part_of_other(ground: Ground, index: int) -> bool:
    """Tell whether a word belongs to a longer name, or begins a sentence as a common word."""
    token = ground.doc[index]
    if token.pos_ not in {"PROPN", "NOUN", "ADJ", "X"} and not token.ent_type_:
        return True
    if token.ent_type_ not in _BODIES or token.ent_iob_ == "":
        return False
    after = ground.doc[index + 1] if index + 1 < len(ground.doc) else None
    before = ground.doc[index - 1] if index else None
    inside_after = after is not None and after.ent_iob_ == "I" and after.text[:1].isupper()
    inside_before = token.ent_iob_ == "I" and before is not None and before.text not in {"-", "–"}
    return inside_after or inside_before
