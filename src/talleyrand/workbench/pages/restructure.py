"""Adding, renaming, removing and reordering what the case says beside figures."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from talleyrand.analyses.addresses import label
from talleyrand.case.model import Case
from talleyrand.case.update import move_item, rename_key, update_text
from talleyrand.errors import CaseError, InputError, Problem
from talleyrand.solvers.graph_model.expression import KEYWORDS
from talleyrand.workbench import asked
from talleyrand.workbench import grounds as rests
from talleyrand.workbench.bench import Ask, Moved, Page
from talleyrand.workbench.doors import Door
from talleyrand.workbench.pages.case import save, save_text
from talleyrand.workbench.pages.cell import KEYED, NEW, again, case_of, entry_at, entry_page, list_of
from talleyrand.workbench.refusal import Refusal, missing

_PLAIN = re.compile(r"[^\W\d][\w-]*")


def new(ask: Ask) -> Page:
    """Show the form of a new entry."""
    return entry_page(ask, _free(ask), new=True)


def _free(ask: Ask) -> str:
    """Return the address of a new entry: the next of a list, or of a name that is still to be given."""
    case, (section, _, rest) = case_of(ask.now), ask.path["section"].partition("/")
    if section == "infeasible" and not rest:
        return f"infeasible/{len(case.infeasible)}"
    if section == "preferences" and rest in case.parties:
        return f"preferences/{rest}/{len(case.preferences.get(rest, ()))}"
    if section in KEYED and not rest:
        return f"{section}/new"
    raise missing("form")


def add(ask: Ask) -> Page | Moved:
    """Add an entry; or only count, where that is asked for."""
    address = _free(ask)
    if ask.text("do") == "count":
        return entry_page(ask, address, new=True)
    section, case = asked.section_of(address), case_of(ask.now)
    try:
        wanted = asked.given(case, section, ask.text) | rests.given(ask)
        if section in KEYED:
            address = f"{section}/{_key(ask, section, str(wanted['title']))}"
        save(ask, {address: {k: v for k, v in wanted.items() if v is not None}}, f"{NEW[section]}: {address}")
    except Refusal as refusal:
        return entry_page(again(ask), _free(again(ask)), refusal, new=True)
    except InputError as error:
        return entry_page(ask, address, Refusal(422, error.problems), new=True)
    ask.bench.said = f"Added to case.yaml: {label(case_of(ask.bench.reading.now()), address)}"
    return Moved(list_of(address))


def _key(ask: Ask, section: str, title: str) -> str:
    """Return the name that was given, or one made of the title."""
    known = getattr(case_of(ask.now), section)
    key = ask.text("key")
    if key is not None:
        return _free_name(known, key)
    made = "_".join(re.findall(r"[^\W\d]\w*", title.casefold())[:4])
    made = made if made and made not in KEYWORDS else f"{section}_{made}".strip("_")
    return next(name for n in range(1, len(known) + 2) if (name := made if n == 1 else f"{made}_{n}") not in known)


def _free_name(known: Collection[str], key: str) -> str:
    """Return a name; raise where it is taken, or none that a statement could use."""
    if not _PLAIN.fullmatch(key) or key.casefold() in KEYWORDS:
        remedy = 'begin with a letter; letters, digits, "_" and "-" may follow; words of the language are taken'
        raise CaseError(Problem(f'"{key}" is no plain name', where="key", remedy=remedy))
    if key in known:
        raise CaseError(Problem(f'there is a "{key}" already', where="key", remedy="choose another name"))
    return key


def rename(ask: Ask) -> Page | Moved:
    """Give an option or a body another name, in all statements that use it, too."""
    address, case = ask.path["address"], case_of(ask.now)
    entry_at(case, address)
    section, _, old = address.partition("/")
    if section not in KEYED:
        raise missing("name to change")
    try:
        key = _free_name(getattr(case, section), ask.text("key") or "")
        changes = dict(_renamed(case, old, key)) if section == "options" else {}
        file = str(ask.now.case_file)
        save_text(
            ask,
            lambda text: rename_key(update_text(text, changes, file), address, key, file),
            f"Renamed: {old} to {key}",
        )
    except Refusal as refusal:
        return entry_page(again(ask), address, refusal, own=False)
    except InputError as error:
        return entry_page(ask, address, Refusal(422, error.problems), own=False)
    told = [path.stem for path in ask.now.scenarios() if re.search(rf"\b{re.escape(old)}\b", path.read_text("utf-8"))]
    ask.bench.said = f"Renamed in case.yaml: {old} is {key} now" + (
        f". Change it in {', '.join(told)}, too" if told else ""
    )
    return Moved(f"/case/{section}/{key}")


def _renamed(case: Case, old: str, new: str) -> Iterator[tuple[str, str | list[str]]]:
    """Yield the statements that use an option, with its new name, by address."""
    for n, rule in enumerate(case.infeasible):
        if (text := _with(rule.when, old, new)) != rule.when:
            yield f"infeasible/{n}/when", text
    for party, steps in case.preferences.items():
        for n, step in enumerate(steps):
            if step.statement is not None and (text := _with(step.statement, old, new)) != step.statement:
                yield f"preferences/{party}/{n}/statement", text
            lines = [_with(line, old, new) for line in step.any_order or ()]
            if step.any_order and lines != list(step.any_order):
                yield f"preferences/{party}/{n}/any_order", lines


def _with(text: str, old: str, new: str) -> str:
    return re.sub(rf"(?<![\w.:/-]){re.escape(old)}(?![\w.:/-])", new, text)


def uses(case: Case, key: str) -> list[str]:
    """Return the addresses of the rules and preferences that name an option."""
    return list(dict.fromkeys(address.rpartition("/")[0] for address, _ in _renamed(case, key, "")))


def remove(ask: Ask) -> Page | Moved:
    """Take an entry out of the case."""
    address, case = ask.path["address"], case_of(ask.now)
    entry_at(case, address)
    told = label(case, address)
    try:
        used = uses(case, address.partition("/")[2]) if address.startswith("options/") else []
        if used:
            remedy = "change or remove those first: " + ", ".join(label(case, at) for at in used[:6])
            count = f"{len(used)} statement{'s' if len(used) > 1 else ''} name{'' if len(used) > 1 else 's'} it"
            raise CaseError(Problem(count, where=address, remedy=remedy))
        save(ask, {address: None}, f"Removed: {told}")
    except Refusal as refusal:
        return entry_page(again(ask), address, refusal, own=False)
    except InputError as error:
        return entry_page(ask, address, Refusal(422, error.problems), own=False)
    ask.bench.said = f"Removed from case.yaml: {told}"
    return Moved(list_of(address))


def move(ask: Ask) -> Moved:
    """Move a preference up or down."""
    address, places = ask.path["address"], -1 if ask.text("to") == "up" else 1
    section, _, rest = address.partition("/")
    party, _, number = rest.partition("/")
    entry_at(case_of(ask.now), address)
    if section != "preferences":
        raise missing("order to change")
    file = str(ask.now.case_file)
    save_text(ask, lambda text: move_item(text, address, places, file), f"Moved: what {party} wants")
    ask.bench.said = f"Moved {'up' if places < 0 else 'down'} in case.yaml"
    return Moved(f"/case/preferences#{party}-{int(number) + 1 + places}")


DOORS = (
    Door("/case/new/{section:path}", new),
    Door("/case/new/{section:path}", add, "POST"),
    Door("/case/rename/{address:path}", rename, "POST"),
    Door("/case/remove/{address:path}", remove, "POST"),
    Door("/case/move/{address:path}", move, "POST"),
)
