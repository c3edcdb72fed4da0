from dataclasses import dataclass

from talleyrand.evidence.actors import ActorExtractor
from talleyrand.evidence.language import load
from talleyrand.evidence.pipeline import default_extractors, read
from tests.support.reading import document


@dataclass
class Counting:
    name: str = "counting"
    seen: int = -1

    def propose(self, reading):
        self.seen = len(reading.actors.actors)
        return reading


def test_extractors_see_what_those_before_them_found():
    counting = Counting()
    result = read(document("Russia met China."), load(), [ActorExtractor(), counting])
    assert counting.seen == 2
    assert len(result.records) == 2


def test_no_extractors_leave_a_bare_parse():
    result = read(document("Russia met China."), load(), [])
    assert result.records == ()
    assert len(result.doc) == 4


def test_the_actors_come_first():
    assert default_extractors()[0].name == "actors"
