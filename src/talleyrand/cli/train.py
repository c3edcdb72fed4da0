"""``talleyrand train``."""

from __future__ import annotations

from pathlib import Path

import click

from talleyrand.cli.common import json_answer, json_option, progress, say


@click.command("train", epilog="Example: talleyrand train statements --data polnear/train --out statement_weights.json")
@click.argument("what", type=click.Choice(["statements"]))
@click.option(
    "--data",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder with attributions/NAME_ANNOTATOR.ann (brat standoff) and text/NAME.txt.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("statement_weights.json"),
    show_default=True,
    help="Where the weights go; the tagger goes beside them, into a .npz.",
)
@click.option("--pipeline", help="Name of another spaCy pipeline to parse the texts.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of the order of examples.")
@json_option
def command(what: str, data: Path, out: Path, pipeline: str | None, seed: int, as_json: bool) -> None:
    """Train the model that chooses among what the reader's rules find.

    WHAT is "statements": labelled attributions in, weights of single words and tags out. The same data, pipeline and
    seed give the same file.
    """
    from talleyrand.evidence.train_statements import save, train_on

    with progress("training") as step:
        trained = train_on(data, pipeline, seed, step)
    files = save(trained.model, out, trained.about)
    size = sum(file.stat().st_size for file in files)
    if as_json:
        numbers = {name: getattr(trained, name) for name in ("articles", "candidates", "right", "pipeline", "seed")}
        json_answer(
            {"files": [str(file) for file in files], "bytes": size, "weights": len(trained.model.weights), **numbers}
        )
        return
    say(f"{trained.articles} articles, {trained.candidates} candidates, {trained.right} of them right")
    say(f"{len(trained.model.weights)} weights, {size / 1e6:.2f} MB: {' and '.join(map(str, files))}")
