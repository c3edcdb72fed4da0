"""Vega-Lite specifications become SVG, without scripts and without a request to anywhere."""

from __future__ import annotations

import re
from typing import Any

from talleyrand.brief.charts.style import THEME
from talleyrand.ids import fingerprint

_REWRITTEN = re.compile(r'((?:xlink:)?href=")https?://[^"#]*(#[^"]+")')
_NAMES = re.compile(r'\bid="([^"]+)"')
_ROOT = re.compile(r"<svg\b([^>]*)>")
_UNSEEN = re.compile(
    r'<path class="(?:background|foreground)"[^>]*/>'
    r'| (?:class|pointer-events|aria-roledescription)="[^"]*"'
    r'| role="graphics-object"| opacity="1"'
    r'| role="graphics-symbol" aria-label="(?:X|Y)-axis[^"]*"'
    r'| role="graphics-symbol" aria-label="Symbol legend[^"]*"'
)
_WIDTH = re.compile(r'\bwidth="([\d.]+)"')
SMALLEST = 0.7  # of its own size: letters of 11 pixels become 8
_LONG = re.compile(r"(\d\.\d{2})\d+")
_LETTERS = re.compile(r' font-family="([^"]*)"')
_COLOUR = re.compile("|".join(f'"{colour}"' for colour in THEME))


def render(spec: dict[str, Any], label: str) -> str:
    """Return `spec` drawn as an SVG element to stand inside a page.

    Parameters
    ----------
    spec
        A Vega-Lite specification whose data stand in it.
    label
        The text alternative.

    Notes
    -----
    vl-convert turns a relative ``href`` ("#S7") into an absolute address; the fragment is put back here, and the
    test of the brief asserts that no address remains. Colours become properties that the page may set (`THEME`), with
    the colour itself where it does not.
    """
    import vl_convert

    drawn = str(vl_convert.vegalite_to_svg(spec))
    drawn = _REWRITTEN.sub(r"\1\2", drawn).replace(' target="_blank"', "")
    drawn = _own_names(drawn, fingerprint(spec)[:8])
    drawn = _COLOUR.sub(lambda m: f'"var({THEME[m[0][1:-1]]}, {m[0][1:-1]})"', drawn)
    drawn = _slim(drawn)
    # What holds links is no image to those who read with their ears: they would not find the links.
    root = f'<svg role="{"group" if "<a " in drawn else "img"}" aria-label="{_attribute(label)}"'
    return _ROOT.sub(lambda m: f"{root}{_unlabelled(m[1])}{_least_width(m[1])}>", drawn, count=1)


def _least_width(attributes: str) -> str:
    """Keep a drawing from shrinking, on a narrow screen, until its letters cannot be read: there it scrolls."""
    width = _WIDTH.search(attributes)
    return f' style="min-width:{float(width[1]) * SMALLEST:.0f}px"' if width else ""


def _slim(drawn: str) -> str:
    """Leave out what nobody sees or hears: half of what the renderer writes, in pages that are sent by mail."""
    drawn = _LONG.sub(r"\1", _UNSEEN.sub("", drawn)).replace('role="graphics-symbol"', 'role="img"')
    letters = _LETTERS.search(drawn)
    return _LETTERS.sub("", drawn).replace("<g ", f'<g font-family="{letters[1]}" ', 1) if letters else drawn


def _own_names(drawn: str, prefix: str) -> str:
    """Rename what the drawing defines (clips): the renderer counts over the process, and pages hold many drawings."""
    for n, name in enumerate(dict.fromkeys(_NAMES.findall(drawn))):
        drawn = drawn.replace(f'id="{name}"', f'id="{prefix}-{n}"').replace(f"url(#{name})", f"url(#{prefix}-{n})")
    return drawn


def _unlabelled(attributes: str) -> str:
    return re.sub(r'\s(?:role|aria-label|aria-roledescription)="[^"]*"', "", attributes)


def _attribute(words: str) -> str:
    return words.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
