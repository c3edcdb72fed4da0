"""The case file: YAML text -> Case, with all mistakes at once, each with file, line, column, address and remedy.

What is wrong beyond the shape (unknown parties, numbers outside their scale, missing grounds) is told by `check`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from talleyrand.case.model import Case
from talleyrand.case.scenario import apply_scenario
from talleyrand.case.shape import shape_problems
from talleyrand.case.yamltext import Located, Place, read_yaml
from talleyrand.errors import CaseError, FolderError, Problem

MOST_BYTES = 5 * 2**20


@dataclass(frozen=True)
class CaseFile:
    """A case and where each of its entries stands."""

    case: Case
    located: Located

    def where(self, address: str, *, key: bool = False) -> Place:
        """Return file, line and column of an address such as ``positions/RUS/sanctions_relief``."""
        return self.located.where(address, key=key)


def load_case(path: str | Path, scenario: str | Path | None = None) -> Case:
    """Read a case file, with a scenario laid on it where one is given.

    Raises
    ------
    CaseError
        Every mistake of form in it.
    FolderError
        A file that is missing or cannot be read.
    """
    return read_case(path, scenario).case


def read_case(path: str | Path, scenario: str | Path | None = None) -> CaseFile:
    """Read a case file as `load_case` does and keep the place of every entry, for `check`."""
    located = _read(path)
    if scenario is not None:
        located = apply_scenario(located, _read(scenario))
    return case_from_located(located)


def case_from_text(text: str, file: str | None = None) -> Case:
    r"""Read a case from YAML text; `file` is the name that problems bear.

    Examples
    --------
    >>> case_from_text("title: Talks\nparties: {NO: {name: Norway, capability: {value: 3, assumption: GDP}}}").title
    'Talks'
    """
    return case_from_located(read_yaml(text, file)).case


def case_from_located(located: Located) -> CaseFile:
    """Validate values that were read from YAML; raises CaseError with every mistake of form."""
    if located.data is None:
        raise CaseError(
            Problem("the case is empty", file=located.file, line=1, remedy="begin with title: and parties:")
        )
    if not isinstance(located.data, dict):
        raise CaseError(
            Problem(
                "a case is a mapping of sections",
                file=located.file,
                line=1,
                column=1,
                remedy="begin with title: and parties:",
            )
        )
    try:
        return CaseFile(Case.model_validate(located.data), located)
    except ValidationError as error:
        raise CaseError(shape_problems(error, located)) from None


def _read(path: str | Path) -> Located:
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError:
        raise FolderError(f"{path} does not exist; talleyrand draft makes a case from the ledger") from None
    except OSError as error:
        raise FolderError(f"{path} cannot be read: {error.strerror}") from None
    if len(data) > MOST_BYTES:
        size = f"{len(data) / 2**20:.1f} MB"
        remedy = f"a case file has at most {MOST_BYTES // 2**20} MB; is it one?"
        raise CaseError(Problem(f"the file has {size}", file=str(path), remedy=remedy))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        raise CaseError(
            Problem(
                f"the byte 0x{data[error.start]:02X} is no UTF-8",
                file=str(path),
                line=before.count(b"\n") + 1,
                column=column,
                remedy="save the file as UTF-8",
            )
        ) from None
    return read_yaml(text, str(path))
