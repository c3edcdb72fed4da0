"""Common nouns that stand for a body named elsewhere in the text."""

from __future__ import annotations

import pytest

from talleyrand.evidence.language import load
from talleyrand.evidence.pipeline import read
from talleyrand.reading.document import Document


def mentions(text: str) -> dict[str, list[str]]:
    """Return the words that name each state or body, by its code."""
    actors = read(Document(sha256="0" * 64, text=text), load()).actors.actors
    return {a.key: [m.text for m in a.mentions] for a in actors if a.kind in {"state", "organisation"}}


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("ECOWAS met in Abuja on Friday. The bloc closed its borders.", "ECOWAS", "The bloc"),
        ("Envoys of ASEAN flew to Dili. Ministers of the bloc will follow.", "ASEAN", "the bloc"),
        ("Morocco rejected the plan. The kingdom recalled its envoy.", "MAR", "The kingdom"),
        ("Inspectors of the OPCW left. The watchdog gave no reason.", "OPCW", "The watchdog"),
        ("The M23 took the town. The army says the rebels will not hold it.", "M23", "the rebels"),
        ("Estonia seized a ship. The small Baltic state will keep it.", "EST", "state"),
        ("Hezbollah fired back. The Lebanese group promised more.", "HEZBOLLAH", "group"),
        ("Rebels walked out of the talks. The ELN had asked for a truce.", "ELN", "Rebels"),
    ],
)
def test_a_common_noun_goes_to_the_body_of_its_kind(text, code, words):
    assert words in mentions(text)[code]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("The M23 took the town. The Moro rebels are far away.", "M23", "rebels"),
        ("The M23 fought the FDLR. Some rebels fled.", "M23", "rebels"),
        ("Norway spoke for a bloc of donors after ECOWAS had met.", "ECOWAS", "bloc"),
        ("The Saudi kingdom is old, and Morocco is older.", "MAR", "kingdom"),
        ("Cuba waits. The islands to the east do not.", "CUB", "islands"),
        ("The IMF came. The creditors left.", "IMF", "creditors"),
        ("Qatar paid. The Gulf state of Bahrain did not.", "QAT", "state"),
        ("China protested. The mainland of Greece was quiet.", "CHN", "mainland"),
        ("The M23 took the town. The climate group counted trees.", "M23", "group"),
    ],
)
def test_a_noun_of_somebody_else_stays_his(text, code, words):
    assert not any(words in found for found in mentions(text).get(code, []))


def test_the_body_named_last_before_it_is_meant():
    found = mentions("The EU spoke with ECOWAS. The bloc agreed. Brussels praised the EU. The bloc paid.")
    assert "The bloc" in found["ECOWAS"]
    assert "The bloc" in found["EU"]
