"""How long the robustness of every analysis takes on a case.

    python -m benchmarks.robustness [CASE] [--draws 10000]

Seconds of the processor beside those by the clock: they differ where other work runs on the machine.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from talleyrand.analyses.base import registry
from talleyrand.analyses.inputs import dimensions
from talleyrand.analyses.robustness import sample, with_robustness
from talleyrand.analyses.seat_price import PRICE_DRAWS
from talleyrand.case.yamlfile import load_case

KOREA = Path(__file__).parents[1] / "cases" / "korea-2018" / "case.yaml"


def main() -> None:
    """Print a row an analysis."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", nargs="?", type=Path, default=KOREA)
    parser.add_argument("--draws", type=int, default=10_000)
    asked = parser.parse_args()
    case = load_case(asked.case)
    sample(case, 2, 1)  # what is loaded once is not counted
    prices = max(PRICE_DRAWS, asked.draws // 20)
    print(f"{len(dimensions(case).addresses)} inputs, {asked.draws:,} draws, {prices:,} of them for prices")
    print("| analysis | findings | draws | s, processor | s, wall |\n|---|---|---|---|---|")
    whole = [0.0, 0.0]
    for name, analysis in registry().items():
        if analysis.needs(case):
            continue
        result = analysis.run(case, {}, case.seed)
        wall, used = time.perf_counter(), time.process_time()
        found = with_robustness(case, [analysis], [result], case.seed, asked.draws)[0]
        spent = time.process_time() - used, time.perf_counter() - wall
        whole = [total + part for total, part in zip(whole, spent, strict=True)]
        tried = max((f.survival.tried for f in found.findings if f.survival), default=0)
        print(f"| {name} | {len(found.findings)} | {tried:,} | {spent[0]:.2f} | {spent[1]:.2f} |", flush=True)
    print(f"| all | | | {whole[0]:.2f} | {whole[1]:.2f} |")


if __name__ == "__main__":
    main()
