#!/usr/bin/env python3
"""Lists the licences of all that is installed with the program, for docs/licences.md, and refuses unsuitable ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

from inside import script
from packaging.requirements import Requirement

LOCK = script.ROOT / "requirements.lock"
LOCKED = re.compile(r"^[A-Za-z0-9][^\\\n#]*==[^\\\n#]*", re.MULTILINE)
# Where the project runs: what is locked for other systems is not listed.
PLACES = [{"sys_platform": "linux", "platform_system": "Linux", "platform_machine": "x86_64", "os_name": "posix",
           "python_version": python, "python_full_version": f"{python}.9"} for python in ("3.11", "3.12", "3.13")]
# What metadata of older packages call a licence, by its SPDX name.
NAMES = {"MIT License": "MIT", "BSD": "BSD-3-Clause", "BSD License": "BSD-3-Clause",
         "Two-clause BSD license": "BSD-2-Clause", "Apache Software License": "Apache-2.0",
         # Its own code under either, and PDFium in it, whose parts are all permissive.
         "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
         "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0", "ZPL 2.1": "ZPL-2.1"}
# Licences whose libraries a program under Apache-2.0 may use and be handed on with. MPL-2.0 asks for the sources of its
# own files alone (3.3, "Larger Work"), which nobody changes here.
SUITABLE = {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MPL-2.0", "PSF-2.0", "Zlib",
            "ZPL-2.1"}  # BSD's terms, and no use of the authors' trade marks
HEAD = """# Licences

The program is under the [Apache License 2.0](../LICENSE). It is installed with these libraries, all of
`requirements.lock` for Linux, each under its own licence; nothing of them is copied into this repository. Licences that
let a program under Apache-2.0 use them: {suitable}.
Any other one makes the command below fail.

`./scripts/list_licences.py --write` makes this page.

| library | version | licence |
|---|---|---|
"""
TAIL = """
## Data that is handed on

`corpus/places/gazetteer.xz` is made from two packages under the MIT License, whose notices stand in
[gazetteer.md](../corpus/places/gazetteer.md), and from the tables beside it. Of the 2,454 rows of
`corpus/places/rounds/`, both names and codes of 1,324 stand in those packages; of 945 the old name stands there
without its marks and code; 185 rest on the state's register alone. The days and decrees of changes before 1/7/2025
rest on the register throughout, read from a public copy that states no licence. Code, name, day and decree are facts
of public acts; who would rather not hand them on takes the tables of 2017 to 2021 away and runs
`scripts/make_places.py`: the units of 2022 and 2025, the pairs of 1/7/2025 and all that is said of them remain, and
names that ended before are no longer known.
"""


@dataclass(frozen=True)
class Library:
    """A library of the lock file: its name, its versions (one, or one for each Python), its licence in SPDX's words."""

    name: str
    versions: tuple[str, ...]
    licence: str

    @property
    def suits(self) -> bool:
        """Whether a program under Apache-2.0 may be handed on with it: of an "OR" one licence does, of an "AND" all.

        >>> Library("a", ("1",), "MIT AND Zlib").suits, Library("a", ("1",), "GPL-3.0-only OR MIT").suits
        (True, True)
        >>> Library("a", ("1",), "MIT AND GPL-3.0-only").suits, Library("a", ("1",), "").suits
        (False, False)
        """
        return any(all(part.strip(" ()") in SUITABLE for part in choice.split(" AND "))
                   for choice in self.licence.split(" OR "))


def main() -> int:
    """Lists, or writes the page, and names what does not suit."""
    parser = script.parser("Liệt kê giấy phép của mọi thư viện được cài cùng chương trình; báo giấy phép không hợp.",
                           data=False)
    parser.add_argument("--write", action="store_true", help="ghi vào docs/licences.md")
    arguments = parser.parse_args()
    libraries = list(read_libraries(LOCK))
    if arguments.json:
        script.print_json([{"name": library.name, "versions": library.versions, "licence": library.licence,
                            "suits": library.suits} for library in libraries])
    elif arguments.write:
        (script.ROOT / "docs" / "licences.md").write_text(write_page(libraries), encoding="utf-8")
    else:
        print(write_page(libraries), end="")
    odd = [library for library in libraries if not library.suits]
    for library in odd:
        script.say(f"{library.name}: giấy phép “{library.licence}” không có trong danh sách dùng được")
    return script.FAILED if odd else script.FINE


def read_libraries(lock: Path) -> Iterator[Library]:
    """The libraries that a lock file names for Linux, by name."""
    versions: dict[str, list[str]] = {}
    for line in LOCKED.findall(lock.read_text(encoding="utf-8")):
        wanted = Requirement(line.strip())
        if any(wanted.marker is None or wanted.marker.evaluate(place) for place in PLACES):
            versions.setdefault(wanted.name, []).append(str(wanted.specifier).removeprefix("=="))
    for name, found in versions.items():
        try:
            yield Library(name, tuple(found), licence_of(metadata(name)))
        except PackageNotFoundError as error:
            raise script.Failure(f"{name}: chưa cài; hãy chạy ./scripts/start --setup-only") from error


def licence_of(about: PackageMetadata) -> str:
    """A package's licence by its SPDX name; empty where it states none."""
    stated = str(about["License-Expression"] or about["License"] or "").strip().split("\n")[0]
    classified = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or []
                  if line.startswith("License ::")]
    found = stated or next(iter(classified), "")
    return NAMES.get(found, found)


def write_page(libraries: list[Library]) -> str:
    """docs/licences.md."""
    rows = [f"| {library.name} | {', '.join(library.versions)} | {library.licence} |\n" for library in libraries]
    return HEAD.format(suitable=", ".join(sorted(SUITABLE))) + "".join(rows) + TAIL


if __name__ == "__main__":
    script.run(main)
