"""The portals that we read, as data: a new portal is a paragraph in sources.toml, not a class.

The built-in file lies beside this one; an installation adds or overrides portals in its own `sources.toml`. Rules for
a portal are optional: what they leave out, the generic extractor finds.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from urllib.parse import urlsplit

from corpus.crawling.bounds import Bounds
from corpus.extraction.rules import BULLETINS, LISTS, STANDING, Rules
from corpus.reasons import why

BUILT_IN = Path(__file__).with_name("sources.toml")
NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,62}")
DEFAULT_DELAY = 1.0  # seconds between two requests to one host: a portal on an old server stands this all night
MAX_DELAY = 3600.0
KINDS = (LISTS, BULLETINS, STANDING)  # of pages, that addresses may be said to be


class SourceError(Exception):
    """A source is described wrongly or is not known; the message names the file, the source and the key."""


@dataclass(frozen=True)
class Source:
    """One portal: where to start, what to fetch, how politely, and where its pages put things.

    `body` is the place whose portal it is, and those above it, each with its kind: "thị xã Kim Bồng", "tỉnh Trường Hà".
    `include` and `exclude` are regular expressions that are searched in path and query; so are `lists`, `bulletins` and
    `standing`, which say what the pages at such addresses are. No `hosts` means: those of the
    start addresses, or, where there are none either, the host of the address that the crawl was given. `units` are the
    ids of the places that the portal belongs to, nearest first (`corpus/places/`).
    """

    name: str
    title: str = ""
    start: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    delay: float = DEFAULT_DELAY
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    bulletins: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    max_pages: int = Bounds.pages
    max_host_pages: int = Bounds.host_pages
    max_addresses: int = Bounds.addresses
    max_useless: int = Bounds.useless
    max_links: int = Bounds.links
    units: tuple[str, ...] = ()
    rules: Rules = Rules()
    body: tuple[str, ...] = ()

    @property
    def told(self) -> dict[str, tuple[str, ...]]:
        """What the admin says of addresses, by the kind of their pages: it goes before what was learnt."""
        return {kind: getattr(self, kind) for kind in KINDS}

    @property
    def bounds(self) -> Bounds:
        """How far a crawl goes at most."""
        return Bounds(self.max_pages, self.max_host_pages, self.max_addresses, self.max_useless, self.max_links)

    def wants(self, address: str) -> bool:
        """Whether path and query pass the patterns.

        >>> source = Source("a", include=("^/tin/",), exclude=("in=1",))
        >>> [source.wants("http://a.vn" + path) for path in ("/tin/2", "/tin/2?in=1", "/anh")]
        [True, False, False]
        """
        parts = urlsplit(address)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        if any(re.search(pattern, path) for pattern in self.exclude):
            return False
        return not self.include or any(re.search(pattern, path) for pattern in self.include)

    def at(self, address: str) -> Source:
        """This source, served at an address given on the command line."""
        return replace(self, start=(address,), hosts=(host_of(address),))


def load_sources(path: Path | None = None) -> dict[str, Source]:
    """The built-in sources, with those of an installation's file merged over them, by name.

    A source that both describe keeps the built-in keys that the installation's file does not name. A file that is not
    there adds nothing. Raises SourceError.

    >>> load_sources()["truong-ha"].title
    'Cổng thông tin điện tử tỉnh Trường Hà'
    """
    tables = read_tables(BUILT_IN)
    origin = dict.fromkeys(tables, BUILT_IN)
    if path is not None and path.exists():
        for name, table in read_tables(path).items():
            tables[name] = merge(tables.get(name, {}), table)
            origin[name] = path
    return {name: read_source(name, table, origin[name]) for name, table in tables.items()}


def find_source(name_or_address: str, sources: Mapping[str, Source] | None = None) -> Source:
    """The source with this name, or the one that a web address belongs to; a new one, named by its host, if none does.

    Raises SourceError for a name that nobody described.

    >>> find_source("http://cong.example.vn/tin").name
    'cong.example.vn'
    """
    known = load_sources() if sources is None else sources
    if name_or_address in known:
        return known[name_or_address]
    if "://" not in name_or_address:
        raise SourceError(f"không có nguồn nào tên “{name_or_address}”; đã mô tả: {', '.join(sorted(known))}; "
                          "cổng chưa mô tả thì gọi bằng địa chỉ, http://…")
    host = host_of(name_or_address)
    if not host or urlsplit(name_or_address).scheme not in ("http", "https"):
        raise SourceError(f"“{name_or_address}” không phải địa chỉ http hay https")
    for source in known.values():
        if host in hosts_of(source):
            return source
    return Source(name=host.replace(":", "-"), title=host, start=(name_or_address,), hosts=(host,))


def hosts_of(source: Source) -> frozenset[str]:
    """The hosts that a source may be fetched from, with their ports where they are named."""
    return frozenset(source.hosts) or frozenset(host_of(address) for address in source.start)


def host_of(address: str) -> str:
    """Host and port of an address in lower case; empty if it has none."""
    try:
        return urlsplit(address).netloc.rsplit("@", 1)[-1].lower()
    except ValueError:
        return ""


def read_tables(path: Path) -> dict[str, dict[str, object]]:
    """The tables of a sources file."""
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"{path}: không đọc được: {why(error)}") from error
    for name, table in read.items():
        if not isinstance(table, dict):
            raise SourceError(f"{path}: “{name}” phải nằm trong một đoạn [tên-nguồn]")
    return read


def merge(base: Mapping[str, object], over: Mapping[str, object]) -> dict[str, object]:
    """One table over another, the rules key by key."""
    merged = {**base, **over}
    below, above = base.get("rules"), over.get("rules")
    if isinstance(below, dict) and isinstance(above, dict):
        merged["rules"] = {**below, **above}
    return merged


def read_source(name: str, table: Mapping[str, object], path: Path) -> Source:
    """A source from its table, every value checked."""
    def wrong(key: str, problem: str) -> SourceError:
        return SourceError(f"{path}: [{name}] {key}: {problem}")

    if not NAME.fullmatch(name):
        raise wrong("name", "chỉ gồm chữ thường không dấu, chữ số, dấu chấm và gạch nối")
    values = check_keys(table, Source, {"name"}, wrong)
    rules = values.pop("rules", {})
    if not isinstance(rules, dict):
        raise wrong("rules", "phải là một bảng: [tên-nguồn.rules]")
    if "delay" in values and not 0 <= float(str(values["delay"])) <= MAX_DELAY:
        raise wrong("delay", f"phải từ 0 đến {MAX_DELAY:g} giây")
    checked_rules = Rules(**check_keys(rules, Rules, set(), wrong))  # type: ignore[arg-type]
    source = Source(name=name, rules=checked_rules, **values)  # type: ignore[arg-type]
    for address in source.start:
        if not host_of(address) or urlsplit(address).scheme not in ("http", "https"):
            raise wrong("start", f"“{address}” không phải địa chỉ http hay https")
    for key in ("include", "exclude", *KINDS):
        for pattern in getattr(source, key):
            try:
                re.compile(pattern)
            except re.error as error:
                raise wrong(key, f"“{pattern}” không phải biểu thức chính quy: {why(error)}") from error
    for css in source.rules.selectors():
        # Here, so that pages, which only want the names of portals, do without the library that reads HTML.
        from corpus.extraction.tree import is_selector
        if not is_selector(css):
            raise wrong("rules", f"“{css}” không phải bộ chọn CSS")
    return replace(source, title=source.title or name, hosts=tuple(host.lower() for host in source.hosts))


def check_keys(table: Mapping[str, object], kind: type, without: set[str], wrong) -> dict[str, object]:
    """A table's values, as the fields of a dataclass want them."""
    defaults = {field.name: field.default for field in fields(kind) if field.name not in without}
    checked: dict[str, object] = {}
    for key, value in table.items():
        if key not in defaults:
            raise wrong(key, f"không có khóa này; các khóa: {', '.join(defaults)}")
        wanted = defaults[key]
        if isinstance(wanted, tuple):
            value = [value] if isinstance(value, str) else value
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                raise wrong(key, "phải là chuỗi hoặc danh sách chuỗi")
            value = tuple(value)
        elif isinstance(wanted, float):
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                raise wrong(key, "phải là số")
            value = float(value)
        elif isinstance(wanted, int):
            if isinstance(value, bool) or not isinstance(value, int) or value < 1:
                raise wrong(key, "phải là số nguyên từ 1 trở lên")
        elif isinstance(wanted, str) and not isinstance(value, str):
            raise wrong(key, "phải là chuỗi")
        checked[key] = value
    return checked
