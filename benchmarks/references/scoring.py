"""What find_references() finds against the labels, by kind.

Full forms count by key, short forms by what they are bound to (a less complete key counts as not bound, another
document is counted apart), days of issue and terms over full and short forms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from benchmarks.references.passages import Label, Passage
from corpus.references.find_references import Reference, find_references

Fault = Callable[[str, int, int, str], None]
NUMBERED = ("full", "short")


@dataclass
class Count:
    """Right, missed and false answers."""

    right: int = 0
    missed: int = 0
    false: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        """The share of what was to be found that was; 1 where there was nothing."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found."""
        total = 2 * self.right + self.missed + self.false
        return 2 * self.right / total if total else 1.0


@dataclass
class Score:
    """The counts of many passages; `faults` say what went wrong where, one line each."""

    full: Count = field(default_factory=Count)
    short: Count = field(default_factory=Count)
    bound: Count = field(default_factory=Count)
    anaphora: Count = field(default_factory=Count)
    named: Count = field(default_factory=Count)
    term: Count = field(default_factory=Count)
    day: Count = field(default_factory=Count)
    wrong_documents: int = 0
    faults: list[str] = field(default_factory=list)


def score(passages: Iterable[Passage]) -> Score:
    """The score of passages.

    >>> text = "Nghị quyết 20-NQ/TW"
    >>> made = score([Passage("a", text, (Label(11, 19, "full", "20:nq:tw", ("20:nq:tw",), "", "", frozenset()),))])
    >>> made.full.f1, made.faults
    (1.0, [])
    """
    made = Score()
    for passage in passages:
        _score_one(passage, find_references(passage.text), made)
    return made


def _score_one(passage: Passage, found: list[Reference], made: Score) -> None:
    def fault(what: str, start: int, end: int, detail: str) -> None:
        made.faults.append(f"{passage.id} {what}: {passage.text[start:end]!r} {detail}")

    used: set[int] = set()
    for label in passage.labels:
        if label.kind == "negative":
            continue
        place = _matching(label, found, used)
        if label.kind == "optional":
            used |= {index for index, reference in enumerate(found) if _overlap(label, reference)}
            continue
        reference = found[place] if place is not None else None
        if place is not None:
            used.add(place)
        binds = reference.binds_to if reference else ""
        if label.kind == "full":
            _count(made.full, label.key, reference.key if reference else "")
            if not reference or reference.key != label.key:
                fault("full", label.start, label.end, f"{label.key} read as {reference.key if reference else None}")
        elif label.kind == "short":
            _count(made.short, "x", "x" if reference else "")
        if label.kind in ("short", "anaphora", "named"):
            _score_binding(label, binds, made, fault, reference is not None)
        if label.kind in NUMBERED:
            day = reference.issued_on.isoformat() if reference and reference.issued_on else ""
            for count, name, gold, own in ((made.day, "issued_on", label.issued_on, day),
                                           (made.term, "term", label.term, reference.term if reference else "")):
                if name not in label.unscored:
                    _count(count, gold, own)
                    if gold != own:
                        fault(name, label.start, label.end, f"{gold or None} read as {own or None}")
    for index, reference in enumerate(found):
        if index not in used and reference.kind in NUMBERED:
            (made.full if reference.kind == "full" else made.short).false += 1
            fault("false", reference.start, reference.end, reference.kind)


def _score_binding(label: Label, binds: str, made: Score, fault: Fault, found: bool) -> None:
    count = {"short": made.bound, "anaphora": made.anaphora, "named": made.named}[label.kind]
    if binds and binds not in label.right:
        less = any(set(binds.split(":")) < set(key.split(":")) for key in label.right)
        made.wrong_documents += not less
        fault("less complete" if less else "WRONG DOCUMENT", label.start, label.end, f"{label.right} bound to {binds}")
        count.missed += bool(label.right)
        count.false += 1
    elif label.right:
        count.right += bool(binds)
        count.missed += not binds
        if not binds:
            fault("not bound" if found else "not found", label.start, label.end, f"{label.right}")


def _matching(label: Label, found: list[Reference], used: set[int]) -> int | None:
    """The reference that answers a label: the same kind, at the same place or over most of it."""
    kinds = NUMBERED if label.kind in NUMBERED or label.kind == "optional" else (label.kind,)
    places = [index for index, reference in enumerate(found)
              if index not in used and reference.kind in kinds and _overlap(label, reference)]
    return max(places, key=lambda index: min(label.end, found[index].end) - max(label.start, found[index].start),
               default=None)


def _overlap(label: Label, reference: Reference) -> bool:
    return label.start < reference.end and reference.start < label.end


def _count(count: Count, gold: str, own: str) -> None:
    if gold and own == gold:
        count.right += 1
        return
    count.missed += bool(gold)
    count.false += bool(own)
