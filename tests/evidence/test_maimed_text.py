"""Reading ends well on text that no editor saw: quoted, shuffled, cut, doubled and shouted sentences of our own."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from talleyrand.evidence.language import load
from talleyrand.evidence.pipeline import read
from talleyrand.reading.document import Document
from tests.support.labels import load_passages, load_sentences

SENTENCES = [row.text for row in (*load_passages(), *load_sentences(held_out=False))]
CUES = ["predicted", "said", "doubts", "threatened", "offered", "expects", "promised", "thinks", "wants", "denied"]
WHO = ["Chad", "the minister", "Russia’s envoy", "he", "both sides", "nobody"]


def quoted(text: str, rng: Random) -> str:
    return f'"{text}," {rng.choice(CUES)} {rng.choice(WHO)}.'


def shuffled(text: str, rng: Random) -> str:
    words = text.split()
    rng.shuffle(words)
    return " ".join(words)


def turned(text: str, rng: Random) -> str:
    words = text.split()
    at = rng.randrange(len(words))
    return " ".join(words[at:] + words[:at])


def backwards(text: str, rng: Random) -> str:
    return " ".join(reversed(text.split()))


def bare(text: str, rng: Random) -> str:
    return text.translate(str.maketrans("", "", ".,;:\"'“”‘’"))


def shouted(text: str, rng: Random) -> str:
    return text.upper()


def doubled(text: str, rng: Random) -> str:
    return text + text


def kept(text: str, rng: Random) -> str:
    return text


MAIM: list[Callable[[str, Random], str]] = [quoted, shuffled, turned, backwards, bare, shouted, doubled, kept]


@st.composite
def maimed(draw: st.DrawFn) -> str:
    rng = Random(draw(st.integers(0, 2**32 - 1)))
    parts = [rng.choice(MAIM)(rng.choice(SENTENCES), rng) for _ in range(12)]
    return rng.choice([" ", "\n", "\n\n"]).join(parts)


@settings(max_examples=40, deadline=None)
@given(maimed())
def test_every_record_of_maimed_text_stands_on_its_words(text: str) -> None:
    reading = read(Document(sha256="0" * 64, text=text), load())
    for record in reading.records:
        told = getattr(record, "evidence", ())
        for span in told if isinstance(told, tuple) else (told,):
            assert text[span.start : span.end] == span.text != ""
