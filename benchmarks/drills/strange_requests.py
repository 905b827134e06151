"""Requests as nobody sends them: every route of the site, every parameter, with values that break programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random
from urllib.parse import quote, quote_plus

from benchmarks.drills.sample_data import make_bulletin

# What parameters and pieces of paths are made of; lone surrogates are sent as the bytes that would spell them.
CHARACTERS = (
    "aăâđưZ09 .,-/\\\"'()[]{}<>&?#%+*:;=~^_|$@!\0\t\r\n\x7f\x80\xa0\u0131\u017f\u0300\u0301\u0323\u200b\u202e"
    "\ufeff\ufffe\U0001d400\U0001f600")
VALUES = (
    "", " ", "0", "-1", "1", "7", "50", "51", "2017", "10000", "99999999999999999999", "9" * 5000, "1e9", "0x10", "²",
    "١٢", "22/3/2017", "31/02/2017", "3/2017", "0/0/0", "9999-12-31", "1/1/0001", "hôm nay", "tuần trước", "moi-nhat",
    "cu-nhat", "20-NQ/TW", "20/2019/NĐ-CP", "1/" * 100, "\"", "\"\"", "\"lũ lụt", "lũ -", "- -", "OR", "OR OR", "a OR",
    "(", "()", "((((", "*", "a*", "?", "title:x", "[a TO b]", "lũ~2", "lũ^9", "AND NOT", "../../etc/passwd",
    "..%2f..%2f", "%00", "%", "%zz", "%ff%fe", "\ud800", "<script>alert(1)</script>", "{{7*7}}", "' OR 1=1 --", "\0",
    "\r\nX: y", "a" * 201, "ậ" * 300, "\u0301" * 200, "\u0301\u0323" * 90, "e\u0301" * 90, "\U0001d400" * 100,
    " ".join("ab" * 50), "-".join("ab" * 60), "\"" * 99,
)
METHODS = ("GET",) * 16 + ("HEAD",) * 2 + ("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE")
HEADERS = (
    ("If-None-Match", "\"x\""), ("If-None-Match", "*, W/\"" + "a" * 500),
    ("If-Modified-Since", "Fri, 99 Foo 99999 99:99:99 GMT"), ("If-Range", "Wed, 22 Mar 2017 01:30:00 +99999999999999"),
    ("If-Modified-Since", "Wed, 22 Mar 2017 01:30:00 +99999999999999"), ("Range", "bytes=99999999999999999999-"),
    ("Range", "bytes=-0,5-2"), ("Accept", "*/*;q=x"), ("Accept-Language", "vi;q=" + "9" * 400),
    ("Cookie", "=;=;;;=\xff"),
    ("Host", "x" * 300), ("Host", "[::1"), ("Host", "a b"), ("X-Forwarded-For", "\"" * 40), ("X-Forwarded-Host", "<b>"),
    ("Content-Type", "multipart/form-data; boundary="), ("Content-Type", "application/json; charset=utf-7"),
    ("Accept-Encoding", "gzip;q=-1, *;q=nan"), ("If-Range", "\"\xe9"), ("Authorization", "Basic %%%"),
)
BODIES = (b"", b"q=l%C5%A9", b"{", b"--\r\n" * 50, b"\xff" * 2000, b"a" * 20_000)


@dataclass(frozen=True)
class Strange:
    """A request: its path is percent-encoded and has its query with it."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


def strange_requests(rules: Sequence[str], parameters: Iterable[str], random: Random) -> Iterator[Strange]:
    """Requests without end: each rule with each value in it and each parameter with each value, in any order, and after
    each of these one that chance makes of them. `rules` are routes as Flask writes them:
    /ngay/<int:year>/<int:month>/<int:day>."""
    names = tuple(parameters)
    listed = [*list_requests(rules, names, random)]
    random.shuffle(listed)  # so that a short run has some of every kind
    for request in listed:
        yield request
        yield draw(rules, names, random)
    while True:
        yield draw(rules, names, random)


def list_requests(rules: Sequence[str], names: Sequence[str], random: Random) -> Iterator[Strange]:
    """Each rule by itself, with each value and each parameter; each parameter with each value."""
    for rule in rules:
        yield Strange("GET", fill(rule, lambda: "1"))
        if "<" in rule:
            for value in VALUES:
                yield Strange("GET", fill(rule, partial(str, value)))
        for name in names:
            yield Strange("GET", f"{fill(rule, lambda: '1')}?{name}={encode(random.choice(VALUES), random)}")
    searching = [rule for rule in rules if "<" not in rule]
    for name in names:
        for value in VALUES:
            yield Strange("GET", f"{random.choice(searching)}?{name}={encode(value, random)}")


def draw(rules: Sequence[str], names: Sequence[str], random: Random) -> Strange:
    """A request by chance."""
    pieces = (draw_text(random), random.choice(VALUES), "2017", "3", "0")
    path = fill(random.choice(rules), lambda: random.choice(pieces))
    if random.random() < 0.1:
        path = "/" + "/".join(encode(draw_text(random), random) for _ in range(random.randint(0, 5)))
    pairs = [f"{random.choice(names)}={encode(draw_value(random), random)}" for _ in range(random.randint(0, 6))]
    if random.random() < 0.05:
        pairs.append(encode(draw_text(random), random))
    headers = tuple(random.sample(HEADERS, random.randint(1, 3))) if random.random() < 0.15 else ()
    method = random.choice(METHODS)
    body = random.choice(BODIES) if method not in ("GET", "HEAD", "TRACE") or random.random() < 0.03 else b""
    return Strange(method, path + ("?" + random.choice("&&&;").join(pairs) if pairs else ""), headers, body)


def draw_value(random: Random) -> str:
    """A value of a parameter: a known trouble, words of a bulletin with trouble among them, or letters by chance."""
    kind = random.random()
    if kind < 0.4:
        return random.choice(VALUES)
    if kind < 0.7:
        words = make_bulletin(random.randrange(40)).title.split()
        drawn = random.sample(words, min(len(words), random.randint(1, 5)))
        return " ".join(drawn + random.sample(VALUES, random.randint(0, 1)))
    return draw_text(random)


def draw_text(random: Random) -> str:
    """Letters by chance."""
    return "".join(random.choices(CHARACTERS, k=random.choice((1, 2, 3, 5, 9, 40, 250))))


def encode(text: str, random: Random) -> str:
    """A text as it stands in an address; now and then the bytes are no UTF-8."""
    raw = text.encode("utf-8", "surrogatepass")
    return (quote_plus if random.random() < 0.5 else quote)(raw[1:] if random.random() < 0.05 else raw, safe="")


def fill(rule: str, value: Callable[[], str]) -> str:
    """A rule's path with values where its parts are variable."""
    pieces = []
    for piece in rule.split("<"):
        variable, bracket, rest = piece.rpartition(">")
        filled = value().encode("utf-8", "surrogatepass") if bracket else b""
        pieces.append(quote(filled, safe="") + (rest if bracket else piece))
    return "".join(pieces)
