"""A number in a case: its value, how far it may be off, and what it rests on."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from talleyrand.reading.span import Frozen


def _number(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("true and false are no numbers")
    return value


def _several(value: object) -> object:
    """Take one word where a list of words may stand."""
    return (value,) if isinstance(value, str) else value


Number = Annotated[float, Field(allow_inf_nan=False), BeforeValidator(_number)]
Bounds = tuple[Number, Number]
Words = Annotated[tuple[str, ...], BeforeValidator(_several)]


class Grounds(Frozen):
    """What something in a case rests on: records of the ledger, or an assumption said out loud; never neither.

    `contradicted` lists records that speak against it; they are shown beside it and do not count as support.
    """

    because: Words = ()
    assumption: str | None = None
    contradicted: Words = ()
    drafted: bool = False
    note: str | None = None

    @property
    def grounded(self) -> bool:
        """Tell whether there is a citation or a stated assumption."""
        return bool(self.because) or bool(self.assumption and self.assumption.strip())

    @property
    def assumed(self) -> bool:
        """Tell whether this rests on an assumption alone."""
        return not self.because


class Estimate(Grounds):
    """A number with its range.

    Parameters
    ----------
    value
        Best single figure, inside `range`.
    range
        Lowest and highest figure that the evidence leaves open; a fixed number has ``range: [v, v]`` or none.

    Examples
    --------
    >>> e = Estimate(value=65, range=(55, 75), because=("statement-1",))
    >>> e.low, e.high, e.assumed
    (55.0, 75.0, False)
    """

    value: Number
    range: Bounds | None = None

    @model_validator(mode="after")
    def _inside(self) -> Estimate:
        if self.range is not None:
            low, high = self.range
            if low > high:
                raise ValueError(f"the range runs backwards: [{low:g}, {high:g}]; write the lower end first")
            if not low <= self.value <= high:
                raise ValueError(f"the value {self.value:g} is outside its own range [{low:g}, {high:g}]")
        return self

    @property
    def low(self) -> float:
        """Lower end."""
        return self.value if self.range is None else self.range[0]

    @property
    def high(self) -> float:
        """Upper end."""
        return self.value if self.range is None else self.range[1]
