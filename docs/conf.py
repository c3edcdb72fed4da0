"""How the documentation is built: offline, from Markdown and from docstrings."""

from __future__ import annotations

import re
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
autodoc_default_options = {"members": True}
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 88

# Short type names are ambiguous between layers (the Step of a path, the Step of a trace): no link beats a wrong one.
# A glob at the end of a list takes the pages that the list does not name yet.
suppress_warnings = ["ref.python", "toc.empty_glob"]

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


def setup(app: Any) -> None:
    # Before napoleon, which comes at 500.
    app.connect("autodoc-process-docstring", tidy, priority=400)
