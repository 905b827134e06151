"""SegmenterFiles: underthesea's own files on this disk, found and checked without importing it.

The import costs half a second and 100 MB. What is read from the files is verified for the digest below alone: another
release may have another model, another pattern, or other attributes.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import pickle
import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

# Of this release the output was compared, text by text (scripts/compare_segmentation.py).
VERIFIED_VERSIONS = {"underthesea": "9.5.0", "underthesea_core": "3.3.2"}
VERIFIED_DIGEST = "667b528fbea667e2b72deeb01fe6991c5360d1cf1a9973568b08ca2c3a252178"

MODEL = "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727"
WEIGHTS, TEMPLATES, DICTIONARY = f"{MODEL}/models.bin", f"{MODEL}/features.bin", f"{MODEL}/dictionary.bin"
PATTERN = "pipeline/word_tokenize/regex_tokenize.py"
SPELLINGS = "pipeline/text_normalize/tn_rules_2023_07_14.bin"
READ = (WEIGHTS, TEMPLATES, DICTIONARY, PATTERN, SPELLINGS)


class UnverifiedError(Exception):
    """The installed underthesea is not the verified one; the message says in what."""


@dataclass(frozen=True)
class SegmenterFiles:
    """The folder of the installed package; its files are the verified ones."""

    folder: Path

    @property
    def weights(self) -> Path:
        """The CRFsuite model."""
        return self.folder / WEIGHTS

    def templates(self) -> list[str]:
        """The templates of attributes: "T[-1,0].lower" is this token and the one before it, in small letters."""
        return self._unpickle(TEMPLATES)

    def dictionary(self) -> set[str]:
        """The words of the dictionary, in small letters, their syllables parted by blanks."""
        return self._unpickle(DICTIONARY)

    def spellings(self) -> tuple[dict[str, str], dict[str, str]]:
        """What is written in the place of characters (ð), and of whole tokens (hoà)."""
        rules = self._unpickle(SPELLINGS)
        return rules["character"], rules["token"]

    def pattern(self) -> re.Pattern[str]:
        """The pattern of tokens. Its module is run without what it imports from its package."""
        path = self.folder / PATTERN
        tree = ast.parse(path.read_bytes(), path)
        tree.body = [node for node in tree.body if not isinstance(node, ast.ImportFrom)]
        names: dict[str, Any] = {}
        exec(compile(tree, path, "exec"), names)  # noqa: S102  (verified by its digest)
        return names["patterns"]

    def _unpickle(self, name: str) -> Any:
        """What a file holds: underthesea itself unpickles the same bytes, verified by their digest."""
        return pickle.loads((self.folder / name).read_bytes())


def verified_files() -> SegmenterFiles:
    """The files of the installed package. Raises UnverifiedError where they are not the verified ones."""
    for package, verified in VERIFIED_VERSIONS.items():
        if (installed := installed_version(package)) != verified:
            raise UnverifiedError(f"cần {package} {verified}, đang cài {installed}")
    spec = importlib.util.find_spec("underthesea")
    if spec is None or spec.origin is None:
        raise UnverifiedError("underthesea thiếu tệp")
    folder = Path(spec.origin).parent
    if digest_of(folder) != VERIFIED_DIGEST:
        raise UnverifiedError(f"mô hình trong {folder} không phải của underthesea {version('underthesea')}")
    return SegmenterFiles(folder)


def installed_version(package: str) -> str:
    """The version of an installed package, "không có" where it is missing."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "không có"


def digest_of(folder: Path) -> str:
    """One digest of all files that are read, "none" where one is missing."""
    digest = hashlib.sha256()
    try:
        for name in READ:
            digest.update(hashlib.sha256((folder / name).read_bytes()).digest())
    except OSError:
        return "none"
    return digest.hexdigest()
