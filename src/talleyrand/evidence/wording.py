"""How English writes names within a sentence: the article that some take, and lists of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ARTICLE = re.compile(
    r"(United|Soviet|European|African|Arab|Commonwealth|World|International) \w|"
    r"(Netherlands|Philippines|Maldives|Bahamas|Gambia|Taliban|Houthis|Security Council|Paris Club)$|"
    r".*\b(Republic|Union|Kingdom|Emirates|Nations|Islands|Movement|Front|Forces|Authority)$"
)


def with_article(name: str) -> str:
    """Return a name with the article that English gives it within a sentence.

    Examples
    --------
    >>> with_article("United States"), with_article("Russia"), with_article("Dominican Republic")
    ('the United States', 'Russia', 'the Dominican Republic')
    """
    return f"the {name}" if _ARTICLE.match(name) else name


def listed(words: Sequence[str], last: str = "and") -> str:
    """Join words as a sentence does.

    Examples
    --------
    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
