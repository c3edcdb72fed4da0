"""Vega-Lite specifications become SVG, without scripts and without a request to anywhere."""

from __future__ import annotations

import re
from typing import Any

from talleyrand.brief.charts.style import THEME
from talleyrand.ids import fingerprint

_REWRITTEN = re.compile(r'((?:xlink:)?href=")https?://[^"#]*(#[^"]+")')
_NAMES = re.compile(r'\bid="([^"]+)"')
_ROOT = re.compile(r"<svg\b([^>]*)>")
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
    return _ROOT.sub(lambda m: f'<svg role="img" aria-label="{_attribute(label)}"{_unlabelled(m[1])}>', drawn, count=1)


def _own_names(drawn: str, prefix: str) -> str:
    """Rename what the drawing defines (clips): the renderer counts over the process, and pages hold many drawings."""
    for n, name in enumerate(dict.fromkeys(_NAMES.findall(drawn))):
        drawn = drawn.replace(f'id="{name}"', f'id="{prefix}-{n}"').replace(f"url(#{name})", f"url(#{prefix}-{n})")
    return drawn


def _unlabelled(attributes: str) -> str:
    return re.sub(r'\s(?:role|aria-label|aria-roledescription)="[^"]*"', "", attributes)


def _attribute(words: str) -> str:
    return words.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
