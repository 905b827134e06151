"""The documents of a generation: one SQLite file, sealed in its manifest, swapped and rolled back with the index."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

FILE = "documents.sqlite"
# `crowded` bulletins are lists, which make everything stand beside everything.
CROWD = 30
# `said` is Cited.write() in `cited`, and a Document as JSON in `document`, whose other columns are to choose by; both
# packed, as the words of `telling` are (packing.py). `means` tells which document a mark of a bulletin means. `portal`
# and `ruled` hold what the file was made by.
SCHEMA = """
CREATE TABLE cited (bulletin TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, said BLOB NOT NULL);
CREATE INDEX cited_by_bulletin ON cited (bulletin);
CREATE INDEX cited_by_name ON cited (name);
CREATE INDEX cited_by_key ON cited (key, bulletin);
CREATE TABLE document (name TEXT NOT NULL, place INTEGER NOT NULL, key TEXT NOT NULL, slug TEXT NOT NULL,
                       path TEXT NOT NULL, held INTEGER NOT NULL, cited INTEGER NOT NULL, issuer TEXT NOT NULL,
                       year INTEGER NOT NULL, said BLOB NOT NULL, PRIMARY KEY (name, place)) WITHOUT ROWID;
CREATE INDEX document_by_slug ON document (slug);
CREATE INDEX document_by_holding ON document (held, cited DESC, key);
CREATE TABLE telling (name TEXT NOT NULL, place INTEGER NOT NULL, words BLOB NOT NULL,
                      PRIMARY KEY (name, place)) WITHOUT ROWID;
CREATE TABLE known_as (key TEXT NOT NULL, name TEXT NOT NULL, place INTEGER NOT NULL,
                       PRIMARY KEY (key, name, place)) WITHOUT ROWID;
CREATE INDEX known_as_by_name ON known_as (name);
CREATE TABLE citing (name TEXT NOT NULL, place INTEGER NOT NULL, bulletin TEXT NOT NULL, day TEXT NOT NULL,
                     sure TEXT NOT NULL, own INTEGER NOT NULL, reports INTEGER NOT NULL,
                     PRIMARY KEY (name, place, bulletin)) WITHOUT ROWID;
CREATE INDEX citing_by_bulletin ON citing (bulletin);
CREATE TABLE left_open (name TEXT NOT NULL, key TEXT NOT NULL, bulletin TEXT NOT NULL, day TEXT NOT NULL,
                        PRIMARY KEY (name, key, bulletin)) WITHOUT ROWID;
CREATE INDEX left_open_by_key ON left_open (key, bulletin);
CREATE TABLE means (bulletin TEXT NOT NULL, name TEXT NOT NULL, mark TEXT NOT NULL, place INTEGER NOT NULL,
                    PRIMARY KEY (bulletin, name, mark, place)) WITHOUT ROWID;
CREATE INDEX means_by_name ON means (name, place);
CREATE TABLE relation (bulletin TEXT NOT NULL, kind TEXT NOT NULL, by_name TEXT NOT NULL, by_mark TEXT NOT NULL,
                       name TEXT NOT NULL, mark TEXT NOT NULL,
                       PRIMARY KEY (bulletin, kind, by_name, by_mark, name, mark)) WITHOUT ROWID;
CREATE INDEX relation_by_doer ON relation (by_name);
CREATE INDEX relation_by_document ON relation (name);
CREATE TABLE crowded (bulletin TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE portal (source TEXT NOT NULL, bodies TEXT NOT NULL, PRIMARY KEY (source)) WITHOUT ROWID;
CREATE TABLE ruled (name TEXT NOT NULL, said TEXT NOT NULL, PRIMARY KEY (name)) WITHOUT ROWID;
"""
TABLES = ("cited", "document", "telling", "known_as", "citing", "left_open", "means", "relation", "crowded", "portal",
          "ruled")
GROUPED = ("document", "telling", "known_as", "citing", "left_open", "means")  # what is made anew for a name


def start_file(folder: Path, *, anew: bool) -> None:
    """Makes the file in a folder that is being built: empty, or a copy of the linked one, which is never written to."""
    path = folder / FILE
    if anew or not path.exists():
        path.unlink(missing_ok=True)
        with closing(sqlite3.connect(path)) as made, made:
            made.executescript(SCHEMA)
        return
    copy = folder / f"{FILE}.new"
    shutil.copyfile(path, copy)
    copy.replace(path)


def pack_portals(portals: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The bodies of each source as they are written down; those of sources without any are left out."""
    return {source: json.dumps(list(bodies), ensure_ascii=False) for source, bodies in portals.items() if bodies}
