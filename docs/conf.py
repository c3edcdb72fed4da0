"""How the documentation is built: offline, from Markdown and from docstrings."""

from __future__ import annotations

import inspect
import re
from dataclasses import is_dataclass
from importlib.metadata import version as version_of
from typing import Any

project = "Talleyrand"
author = "The Talleyrand maintainers"
copyright = "The Talleyrand maintainers, Apache-2.0"
release = version = version_of("talleyrand")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx.ext.viewcode",
    "sphinx.ext.mathjax",
    "sphinx_click",
]
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = f"Talleyrand {version}"
html_show_sphinx = False

myst_enable_extensions = ["dollarmath", "deflist"]
myst_heading_anchors = 4

# A single backtick in a docstring is a name, not a title.
default_role = "literal"
napoleon_google_docstring = False
napoleon_use_ivar = True
napoleon_use_rtype = False

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_default_options = {"members": True, "exclude-members": "model_config"}
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 88

# Short type names are ambiguous between layers (the Step of a path, the Step of a trace): no link beats a wrong one.
suppress_warnings = ["ref.python"]

_LITERAL = re.compile(r"(``.+?``|`.+?`)")


def tidy(app: object, what: str, name: str, obj: object, options: object, lines: list[str]) -> None:
    """Let docstrings be plain text: hanging references become a list, a bar between letters stays a bar."""
    section, example = "", False
    for n, line in enumerate(lines):
        below = lines[n + 1].strip() if n + 1 < len(lines) else ""
        if below and set(below) == {"-"}:
            section = line.strip()
        elif section == "References" and line.strip() and set(line.strip()) != {"-"}:
            lines[n] = f"  {line.strip()}" if line.startswith(" ") else f"- {line}"
        example = bool(line.strip()) and (example or line.lstrip().startswith(">>>"))
        if "|" in line and not example:
            parts = _LITERAL.split(lines[n])
            lines[n] = "".join(p if p.startswith("`") else p.replace("|", r"\|") for p in parts)


def signature(app: object, what: str, name: str, obj: Any, options: object, signature: str, returns: str) -> Any:
    """Write types as the source does (ArrayLike, Words), not as what these names stand for."""
    if what not in ("class", "function", "method") or not signature:
        return None
    if what == "class" and not (is_dataclass(obj) or hasattr(obj, "model_fields")):
        return None
    try:
        found = inspect.signature(obj)
    except (TypeError, ValueError):
        return None
    written: dict[str, Any] = {}
    for part in reversed(obj.__mro__ if what == "class" else [obj]):
        written |= getattr(part, "__annotations__", {})
    shown = (p for p in found.parameters.values() if p.name not in ("self", "cls", "return"))
    back = written.get("return")
    return f"({_parameters(shown, written)})", back if what != "class" and isinstance(back, str) else None


def _parameters(parameters: Any, written: dict[str, Any]) -> str:
    parts, starred = [], False
    for p in parameters:
        if p.kind is p.KEYWORD_ONLY and not starred:
            parts.append("*")
        starred = starred or p.kind in (p.KEYWORD_ONLY, p.VAR_POSITIONAL)
        mark = {p.VAR_POSITIONAL: "*", p.VAR_KEYWORD: "**"}.get(p.kind, "")
        kind = written.get(p.name)
        text = f"{mark}{p.name}: {kind}" if isinstance(kind, str) else f"{mark}{p.name}"
        default = "" if p.default is p.empty else f" = {_default(p.default)}"
        parts.append(text + default)
    return ", ".join(parts)


def _default(value: object) -> str:
    words = repr(value)
    return "..." if words.startswith("<") or len(words) > 40 else words


def setup(app: Any) -> None:
    # Before napoleon, which comes at 500.
    app.connect("autodoc-process-docstring", tidy, priority=400)
    app.connect("autodoc-process-signature", signature)
