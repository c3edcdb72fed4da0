"""Who deals with whom by the people that they send."""

from __future__ import annotations

import pytest

from talleyrand.evidence.cast import Cast
from talleyrand.evidence.language import load
from talleyrand.evidence.pipeline import read
from talleyrand.evidence.talk_mentions import talk_mentions
from talleyrand.reading.document import Document


def sides(text: str) -> list[set[str]]:
    reading = read(Document(sha256="0" * 64, text=text), load())
    return [set(m.sides) for m in talk_mentions(Cast.of(reading), (), None) if m.full]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Envoys from Belize and Guatemala returned to the border on Monday.", {"BLZ", "GTM"}),
        ("Philippine and Chinese officers spent a second day in adjoining rooms.", {"PHL", "CHN"}),
        ("A judge has brought Lesotho and South Africa back to the dam.", {"LSO", "ZAF"}),
        ("It is the first town that Chad has yielded since talks with Libya opened.", {"TCD", "LBY"}),
    ],
)
def test_those_who_come_together_deal_with_each_other(text: str, parties: set[str]) -> None:
    assert parties in sides(text)


@pytest.mark.parametrize(
    "text",
    [
        "Officials from Belize and Guatemala denied the report.",
        "The ministers of Chad fear for their posts.",
        "Storms brought Belize and Guatemala nothing but rain.",
    ],
)
def test_others_do_not(text: str) -> None:
    assert sides(text) == []
