"""What is installed has everything that a checkout has: lexicons, templates, worked cases, types."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "talleyrand"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """Names and sizes in a wheel built from this checkout, without the network."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (made,) = out.glob("*.whl")
    with zipfile.ZipFile(made) as archive:
        return {item.filename: item.file_size for item in archive.infolist()}


def files(folder: Path) -> set[str]:
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {name for name in found if "__pycache__" not in name and not name.split("/")[-1].startswith(".")}


def test_every_file_of_the_package_is_in_the_wheel(wheel: dict[str, int]) -> None:
    assert "py.typed" in files(SOURCE)
    assert not {f"talleyrand/{name}" for name in files(SOURCE)} - set(wheel)


def test_the_worked_cases_are_in_the_wheel(wheel: dict[str, int]) -> None:
    cases = {f"talleyrand/cases/{name}": (ROOT / "cases" / name).stat().st_size for name in files(ROOT / "cases")}
    assert "talleyrand/cases/korea-2018/project/ledger.jsonl" in cases
    assert {name: wheel.get(name) for name in cases} == cases


def test_the_wheel_has_its_licence_and_command_and_nothing_else(wheel: dict[str, int]) -> None:
    names = {name.split("/", 1)[1] for name in wheel if ".dist-info/" in name}
    assert {"METADATA", "entry_points.txt", "licenses/LICENSE"} <= names
    assert {name.split("/")[0].split("-")[0] for name in wheel} == {"talleyrand"}
