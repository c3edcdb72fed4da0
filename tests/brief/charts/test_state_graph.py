"""The tree of ways from where things stand."""

import vl_convert

from talleyrand.analyses.result import Exhibit
from talleyrand.brief.charts.state_graph import describe, state_graph

COLUMNS = ("from", "to", "mover", "move", "pays", "lasting")
EXHIBIT = Exhibit(
    id="stability/graph",
    title="Ways",
    kind="state_graph",
    columns=COLUMNS,
    rows=(
        ("now", "a", "A", "A acts", True, False),
        ("now", "b", "B", "B acts", False, True),
        ("a", "a and b", "B", "B acts, " * 30, True, True),
    ),
)


def nodes() -> list[dict]:
    return state_graph(EXHIBIT)["layer"][2]["data"]["values"]


def test_a_branch_stands_below_its_parent_and_a_step_to_the_right() -> None:
    assert [node["depth"] for node in nodes()] == [0, 1, 2, 1]
    assert [node["label"].split("\n")[0][:6] for node in nodes()] == ["where ", "A acts", "B acts", "B acts"]
    ys = [node["y"] for node in nodes()]
    assert ys == sorted(ys)


def test_a_long_move_gets_more_lines_and_more_room() -> None:
    long, last = nodes()[2], nodes()[3]
    assert len(long["lines"]) > 2
    assert last["y"] - long["y"] > 2 * (nodes()[1]["y"] - nodes()[0]["y"])


def test_the_words_say_what_the_picture_shows() -> None:
    told = describe(EXHIBIT)
    assert "From “now”: A acts. " in told
    assert "B acts, which does not pay whoever does it (lasting)" in told


def test_it_can_be_drawn() -> None:
    drawn = vl_convert.vegalite_to_svg(state_graph(EXHIBIT))
    assert "A acts" in drawn
    assert "stroke-dasharray" in drawn
