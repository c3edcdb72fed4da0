"""Where the shared material lies, and the mark for tests that need it."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"

needs_shared = pytest.mark.skipif(
    not (SHARED / "README.md").is_file(), reason="needs the shared data beside the checkout (../shared)"
)
