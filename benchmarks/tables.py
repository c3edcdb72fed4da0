"""How often everybody at a table is placed: ``python -m benchmarks.tables [--show]``.

Scores ``tests/fixtures/tables.yaml``: passages with every seat of the talks that they are about. F of the seats, and
the share of passages where all are right and nobody is placed who has no place, for the half that rules were made on
and for the half kept apart, with 95 % bootstrap intervals over the passages (seed 0). ``--show`` lists what was missed
in the first half.
"""

from __future__ import annotations

import sys

from benchmarks.figures import interval, share, versions
from tests.support.seatings import compare, f_of, load_tables


def main() -> None:
    print(versions(0))
    for kept in (False, True):
        rows = [(table, compare(table)) for table in load_tables(kept)]
        name, made = "kept apart" if kept else "development", [row for _, row in rows]
        for what, value, statistic in (
            ("seats, F", made, f_of),
            ("passages wholly right, %", [row.whole for row in made], share),
        ):
            low, high = (100 * end for end in interval(value, statistic, 0))
            print(f"{f'tables, {name}: {what}':52} {100 * statistic(value):6.1f}  ({low:.1f} to {high:.1f})")
        for table, row in rows if "--show" in sys.argv and not kept else ():
            if not row.whole:
                print(f"    {table.id}: missed {row.missed}, too many {row.extra}")


if __name__ == "__main__":
    main()
