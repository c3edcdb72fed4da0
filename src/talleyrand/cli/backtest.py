"""``talleyrand backtest``."""

from __future__ import annotations

from pathlib import Path

import click

from talleyrand.cli.common import json_answer, json_option, say


@click.command("backtest", epilog="Example: talleyrand backtest decisions.csv")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--seed", type=int, default=1814, show_default=True, help="Seed of the resampling.")
@click.option(
    "--resamples",
    type=click.IntRange(1, 1_000_000),
    default=10_000,
    show_default=True,
    help="How often proposals are drawn anew for the intervals.",
)
@json_option
def command(file: Path, seed: int, resamples: int, as_json: bool) -> None:
    """Print how far each settlement method is from outcomes that are known, and whether the differences may be luck.

    FILE is a CSV with an issue a row: positions and saliences (0 to 100) in pairs of columns such as pde and sde, the
    outcome in out, the reference point in rp, the proposal in prnr. A first row without an outcome gives capabilities.
    Nothing is fitted on FILE; the constants of the focal compromise were chosen on EU decisions (DEU III).
    """
    from talleyrand.analyses.backtest import as_answer, backtest, verdict
    from talleyrand.analyses.plain_outcomes import read_outcomes

    found = backtest(read_outcomes(file), seed=seed, resamples=resamples)
    if as_json:
        json_answer(as_answer(found))
        return
    issues, proposals = (
        f"{n} {word}{'s' if n != 1 else ''}" for n, word in ((found.n, "issue"), (found.proposals, "proposal"))
    )
    say(f"{issues} of {proposals}; mean absolute error in points of 100")
    say(f"  {'method':<42}{'error':>7}  {'95 % interval':<15} less the weighted mean's")
    for name, score in sorted(found.methods.items(), key=lambda item: item[1].mae):
        low, high = score.interval
        say(
            f"  {name:<42}{score.mae:7.2f}  {f'{low:.2f} to {high:.2f}':<15} "
            f"{score.against[0]:+.2f} to {score.against[1]:+.2f}"
        )
    say(verdict(found))
    say("Do ranges hold?")
    for name, span in found.spans.items():
        share = f"{100 * span.held // found.n} of 100"
        say(f"  {name:<46}{span.held:>4} of {found.n} ({share}) inside, {span.width:.0f} points wide")
