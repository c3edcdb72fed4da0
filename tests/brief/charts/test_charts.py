"""Every kind of figure: drawn from rows, told in words, linked within the page, the same bytes each time."""

import re
from datetime import date
from itertools import pairwise

import pytest

from talleyrand.analyses.result import Cell, Exhibit
from talleyrand.brief import charts
from talleyrand.brief.charts.rounds import spaced
from talleyrand.brief.charts.style import THEME, Spec, padded, signed
from talleyrand.brief.outline import EventMark, IssueBlock, Mark
from talleyrand.brief.svg import render


def exhibit(kind: str, columns: tuple[str, ...], *rows: tuple[Cell, ...]) -> Exhibit:
    links = tuple(f"issues/{n}" for n in range(len(rows)))
    return Exhibit(id=kind, title=f"A {kind}", kind=kind, columns=columns, rows=rows, links=links)


EXHIBITS = {
    e.kind: e
    for e in (
        exhibit(
            "landings",
            ("issue", "without a deal", "compromise", "weighted median", "pivot", "Ambria (position)", "Borland (position)"),
            ("Tolls", 5.0, 40.0, 60.0, "Borland", 0.0, 60.0),
            ("Fish", 90.0, 50.0, 52.0, "Ambria", 52.0, None),
        ),
        exhibit("matrix", ("issue", "compromise", "contest", "apart by"), ("Tolls", 40.0, 80.0, 40.0)),
        exhibit("signed", ("to", "May 2018", "June 2018"), ("Ambria", -2, None), ("Borland", 3, 0)),
        exhibit("payments", ("party", "receives at least"), ("Ambria", 12.0), ("Borland", -12.0), ("Corvia", 0.0)),
        exhibit(
            "power",
            ("member", "weight", "Shapley–Shubik", "Banzhaf", "at the talks"),
            ("Ambria", 2.0, 60.0, 50.0, "at the table"),
            ("Borland", 1.0, 40.0, 50.0, "left out"),
        ),
        exhibit(
            "rounds",
            ("issue", "whose", "start", "round 1", "how it ends"),
            ("Tolls", "weighted median", 20.0, 30.0, "the median rests"),
            ("Tolls", "Ambria", 0.0, 30.0, "the median rests"),
            ("Tolls", "Borland", 20.0, 30.0, "the median rests"),
        ),
        exhibit(
            "seat_bars",
            ("party", "effect", "low", "high"),
            ("Corvia", 25.0, 20.0, 30.0),
            ("Ambria", -20.0, None, None),
        ),
        exhibit("shifts", ("issue", "before", "after"), ("Tolls", 20.0, 80.0), ("Fish", 50.0, 50.1), ("Ore", 9.0, 3.0)),
        exhibit(
            "survival",
            ("finding", "held in", "of", "from", "to", "turned over by"),
            ("It holds.", 128, 256, 44.0, 56.0, "Capability of Ambria"),
        ),
        exhibit(
            "flips",
            ("input", "at", "turns over", "and so many more", "separates"),
            ("Capability of Ambria", "above 60", "It holds.", 2, 71.0),
        ),
        exhibit(
            "swings",
            ("input", "at its low end", "at its high end", "as the case has it"),
            ("Capability of Ambria", 10.0, 30.0, 15.0),
        ),
        exhibit("convergence", ("finding", "32", "64", "128"), ("It holds.", 40.0, 55.0, 50.0), ("So does this.", 90.0, 91.0, None)),
        exhibit(
            "verdicts",
            ("party", "free", "worth buying", "not worth its price", "refused", "half are below"),
            ("Corvia", 0, 73, 3, 180, 20.0),
        ),
        exhibit(
            "state_graph",
            ("from", "to", "mover", "move", "pays", "lasting"),
            ("now", "a", "A", "A acts", True, True),
        ),
    )
}  # fmt: skip
LINKED = sorted(set(EXHIBITS) - {"state_graph", "convergence"})


def where(address: str) -> str | None:
    return f"#in-{address.replace('/', '-')}"


def spec_of(kind: str, *, linked: bool = True) -> Spec:
    spec = charts.draw(EXHIBITS[kind], where) if linked else charts.draw(EXHIBITS[kind])
    assert spec is not None
    return spec


def drawn(kind: str) -> str:
    spec = spec_of(kind)
    return render(spec, str(spec["description"]))


def test_every_kind_that_is_drawn_has_an_example_here() -> None:
    assert set(EXHIBITS) == set(charts.DRAWN)


@pytest.mark.parametrize("kind", sorted(EXHIBITS))
class TestEveryFigure:
    def test_is_drawn_the_same_each_time(self, kind: str) -> None:
        assert drawn(kind) == drawn(kind)

    def test_says_in_words_what_it_shows(self, kind: str) -> None:
        told = str(spec_of(kind)["description"])
        assert told.startswith(f"A {kind}. ")
        first = next(str(cell) for cell in EXHIBITS[kind].rows[0])
        assert first.rstrip(".") in told
        assert f'aria-label="{told[:12]}' in drawn(kind)

    def test_asks_nobody_for_anything(self, kind: str) -> None:
        assert "http" not in drawn(kind).replace("http://www.w3.org", "")
        assert "<script" not in drawn(kind)

    def test_takes_its_colours_from_the_page_where_the_page_has_them(self, kind: str) -> None:
        colours = set(re.findall(r'"(#[0-9a-f]{6})"', drawn(kind)))
        assert not colours & set(THEME)

    def test_writes_every_label_in_full_letters(self, kind: str) -> None:
        assert "undefined" not in drawn(kind)
        assert "NaN" not in drawn(kind)

    def test_draws_without_links_where_there_are_none(self, kind: str) -> None:
        spec = spec_of(kind, linked=False)
        assert "xlink:href" not in render(spec, "words")


@pytest.mark.parametrize("kind", sorted(EXHIBITS))
def test_what_holds_links_is_no_image_to_those_who_listen(kind: str) -> None:
    page = drawn(kind)
    assert page.startswith('<svg role="group"' if "<a " in page else '<svg role="img"')


@pytest.mark.parametrize("kind", LINKED)
def test_marks_lead_to_what_they_show(kind: str) -> None:
    assert 'xlink:href="#in-issues-0"' in drawn(kind)


def test_a_figure_does_not_shrink_until_it_cannot_be_read() -> None:
    page = drawn("shifts")
    least, own = (float(re.search(pattern, page)[1]) for pattern in (r"min-width:(\d+)px", r' width="(\d+)'))
    assert 0.69 < least / own < 0.71


def test_a_table_is_not_drawn() -> None:
    assert charts.draw(exhibit("table", ("a",), ("b",))) is None
    assert charts.draw(Exhibit(id="x", title="x", kind="shifts", columns=("a", "b", "c"), rows=())) is None


def test_a_bar_shows_its_range_and_its_figure() -> None:
    told = str(spec_of("seat_bars")["description"])
    assert "Corvia: +25 (+20 to +30); Ambria: −20." in told
    assert "+25 (+20 to +30)" in drawn("seat_bars")


def test_what_does_not_move_has_no_arrow() -> None:
    told = str(spec_of("shifts")["description"])
    assert "Tolls: 20 → 80; Fish: stays at 50; Ore: 9 → 3." in told
    still = exhibit("shifts", ("issue", "before", "after"), ("Fish", 50.0, 50.0))
    spec = charts.draw(still)
    assert spec is not None
    assert not any(layer["mark"].get("shape") == "triangle" for layer in spec["layer"])


def test_methods_that_agree_are_pale_and_the_state_without_a_deal_is_not_one_of_them() -> None:
    same = exhibit("matrix", ("issue", "without a deal", "Nash", "egalitarian"), ("Tolls", 0.0, 50.0, 50.0))
    spec = charts.draw(same)
    assert spec is not None
    cells = spec["layer"][0]["data"]["values"]
    assert [cell["deep"] for cell in cells] == [0, 0]


def test_names_of_parties_that_stand_close_are_put_below_one_another() -> None:
    close = exhibit(
        "landings", ("issue", "compromise", "Ambria (position)", "Borland (position)"), ("Tolls", 40.0, 50.0, 52.0)
    )
    spec = charts.draw(close)
    assert spec is not None
    names = spec["layer"][2]["data"]["values"]
    assert [name["lane"] for name in names] == [0, 1]


def test_names_beside_lines_stay_within_the_panel() -> None:
    placed = spaced([10.0, 12.0, 90.0, 95.0, 99.0])
    assert all(later - earlier >= 8.49 for earlier, later in pairwise(placed))
    assert max(placed) <= 97


def test_a_month_of_which_nothing_is_told_is_empty() -> None:
    cells = {cell["told"]: cell["words"] for cell in spec_of("signed")["layer"][0]["data"]["values"]}
    assert cells["Ambria, June 2018: nothing told"] == ""
    assert cells["Ambria, May 2018: −2"] == "−2"


@pytest.mark.parametrize(("value", "words"), [(0.0, "0"), (3.14, "+3.1"), (-20.4, "−20"), (-0.04, "−0.04")])
def test_signs(value: float, words: str) -> None:
    assert signed(value) == words


def test_a_domain_always_holds_zero() -> None:
    assert padded([5, 10])[0] == 0
    assert padded([-5, -10])[1] == 0
    assert padded([0, 0]) == [0, 0]


def issue(grounds: str) -> IssueBlock:
    mark = Mark(
        party="A", name="Ambria", value=20, low=10, high=30, salience=1, grounds=grounds, address="positions/A/toll"
    )
    return IssueBlock(
        key="toll", title="Tolls", zero="none", hundred="all", reversion=50, compromise=40, median=None,
        marks=(mark,), silent=(), readings=(), warnings=(), outside=False,
    )  # fmt: skip


def test_what_is_assumed_is_a_broken_ring() -> None:
    looks = {kind: render(charts.dot_range(issue(kind)), "words") for kind in ("cited", "assumed", "contradicted")}
    assert 'stroke-dasharray="2.5,2"' in looks["assumed"]
    assert 'stroke-dasharray="2.5,2"' not in looks["cited"]
    assert len(set(looks.values())) == 3
    assert all('xlink:href="#in-positions-A-toll"' in look for look in looks.values())


def event(alias: str, first: date | None, status: str = "happened", label: str = "Ambria and Borland") -> EventMark:
    return EventMark(
        alias=alias,
        record=alias,
        label=label,
        plover="CONSULT",
        status=status,
        first=first,
        last=first,
        granularity="day",
    )


def test_long_names_of_events_are_wrapped_and_none_is_cut() -> None:
    label = "the Council of the Seven River States of the Upper Valley and Borland"
    spec = charts.timeline((event("E1", date(2018, 5, 1), label=label), event("E2", date(2018, 6, 1), "planned")), None)
    assert spec is not None
    page = render(spec, "words")
    assert "…" not in page
    assert "Upper Valley" in page.replace("</tspan><tspan", " ") or "Upper" in page


def test_an_event_long_before_is_left_to_the_table() -> None:
    marks = (event("E1", date(2003, 1, 1)), event("E2", date(2018, 5, 1)), event("E3", date(2018, 6, 1)))
    spec = charts.timeline(marks, date(2018, 6, 8))
    assert spec is not None
    assert "E1" not in str(spec["description"])
    assert charts.timeline(marks[:2], None) is None


@pytest.mark.parametrize("kind", ["seat_bars", "payments", "convergence"])
def test_the_line_at_nought_is_drawn(kind: str) -> None:
    datum = [
        layer
        for layer in spec_of(kind)["layer"]
        if layer["mark"]["type"] == "rule" and {"datum": 0, "type": "quantitative"} in layer["encoding"].values()
    ]
    assert len(datum) == 1
    assert datum[0]["data"]["values"] == [{}]
    assert "<line" in drawn(kind)
