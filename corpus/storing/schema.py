"""The tables of the store, and the mark by which a file is known to be one.

Nothing is ever deleted: a row that lost its meaning is marked.
"""

from __future__ import annotations

APPLICATION_ID = 0x42544E31  # "BTN1": SQLite's application_id, so that another program's file is never written into
SCHEMA_VERSION = 1  # SQLite's user_version; a store with a higher one was written by a newer program

# Unknown days and times are '' and not NULL: they sort before all others, and row values compare without exceptions.
# `sequence` grows with every change of a bulletin: a new text, a new address or source, gone, and back again.
BULLETINS = """
CREATE TABLE bulletin_text (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL REFERENCES bulletin (id) DEFERRABLE INITIALLY DEFERRED,
    version INTEGER NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    summary TEXT NOT NULL,
    author TEXT NOT NULL,
    section TEXT NOT NULL,
    published_on TEXT NOT NULL,
    published_at TEXT NOT NULL,
    attachments TEXT NOT NULL,
    number TEXT NOT NULL,
    numbers TEXT NOT NULL,
    collected_at TEXT NOT NULL,
    UNIQUE (id, version)
);
CREATE TABLE bulletin (
    id TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    source TEXT NOT NULL,
    section TEXT NOT NULL,
    published_on TEXT NOT NULL,
    published_at TEXT NOT NULL,
    collected_at TEXT NOT NULL,
    gone_on TEXT NOT NULL,
    text_key INTEGER NOT NULL REFERENCES bulletin_text (key),
    text_hash BLOB NOT NULL,
    sequence INTEGER NOT NULL UNIQUE
);
CREATE INDEX bulletin_by_day ON bulletin (published_on, published_at, id) WHERE gone_on = '';
CREATE INDEX bulletin_by_source ON bulletin (source, published_on, published_at, id) WHERE gone_on = '';
CREATE INDEX bulletin_by_section ON bulletin (source, section, published_on, published_at, id) WHERE gone_on = '';
CREATE INDEX bulletin_by_text ON bulletin (text_hash);
CREATE INDEX bulletin_by_collection ON bulletin (collected_at) WHERE gone_on = '';
"""

# Raw pages by hash, and the log of everything that was asked of a server: append only, every hop and every failure.
# `fetch.sha256` is what came; its bytes are in `blob` unless it said nothing new (corpus/crawling/settling/settle.py).
PAGES = """
CREATE TABLE blob (
    sha256 BLOB PRIMARY KEY,
    size INTEGER NOT NULL,
    data BLOB NOT NULL
);
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT NOT NULL DEFAULT '',
    report TEXT NOT NULL DEFAULT ''
);
CREATE TABLE "fetch" (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run (id),
    address TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    status INTEGER,
    redirected_to TEXT NOT NULL,
    content_type TEXT NOT NULL,
    sha256 BLOB,
    bytes INTEGER NOT NULL,
    ms INTEGER NOT NULL,
    error TEXT NOT NULL
);
CREATE INDEX fetch_by_run ON "fetch" (run);
"""

# `run` is the run in which an address was last asked for. `first_day` and `last_day` are those of a calendar's page.
# `useful` pages hold a bulletin or led to one. `page` is the blob that was last read, by the program `read_with`.
FRONTIER = """
CREATE TABLE host (
    origin TEXT PRIMARY KEY,
    robots TEXT NOT NULL DEFAULT '',
    robots_run INTEGER NOT NULL DEFAULT 0,
    next_at REAL NOT NULL DEFAULT 0
);
CREATE TABLE url (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    address TEXT NOT NULL,
    origin TEXT NOT NULL REFERENCES host (origin),
    pattern TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'leased', 'done', 'dead')),
    depth INTEGER NOT NULL,
    found_from INTEGER REFERENCES url (id),
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    run INTEGER NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0,
    not_before REAL NOT NULL DEFAULT 0,
    etag TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    sha256 BLOB,
    page BLOB REFERENCES blob (sha256),
    content_type TEXT NOT NULL DEFAULT '',
    read_with TEXT NOT NULL DEFAULT '',
    bulletin TEXT REFERENCES bulletin (id),
    misses INTEGER NOT NULL DEFAULT 0,
    useful INTEGER NOT NULL DEFAULT 0,
    redirected_to TEXT NOT NULL DEFAULT '',
    error TEXT NOT NULL DEFAULT '',
    UNIQUE (source, address)
);
CREATE INDEX url_by_state ON url (source, state, (first_day > ''), id);
CREATE INDEX url_by_pattern ON url (source, pattern, run, useful);
CREATE INDEX url_by_bulletin ON url (bulletin) WHERE bulletin IS NOT NULL;
"""

# What sources are called (naming.py); runs that asked for a part only; what lists, feeds and pagers announce, by
# address; the forms that lead to further pages of a list. What a source's pages taught about its template, and what its
# links call each page, with the days beside them.
LESSONS = """
CREATE TABLE IF NOT EXISTS source (
    name TEXT PRIMARY KEY,
    title TEXT NOT NULL DEFAULT '',
    given TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS partial_run (
    run INTEGER PRIMARY KEY REFERENCES run (id)
);
CREATE TABLE IF NOT EXISTS announced (
    source TEXT NOT NULL,
    address TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (source, address)
);
CREATE TABLE IF NOT EXISTS announced_count (
    source TEXT NOT NULL,
    address TEXT NOT NULL,
    pages INTEGER NOT NULL,
    items INTEGER NOT NULL,
    PRIMARY KEY (source, address)
);
CREATE TABLE IF NOT EXISTS post (
    source TEXT NOT NULL,
    address TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (source, address)
);
CREATE TABLE IF NOT EXISTS lesson (
    source TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    evidence INTEGER NOT NULL,
    total INTEGER NOT NULL,
    PRIMARY KEY (source, name, value)
);
CREATE TABLE IF NOT EXISTS hint (
    source TEXT NOT NULL,
    address TEXT NOT NULL,
    names TEXT NOT NULL,
    days TEXT NOT NULL,
    PRIMARY KEY (source, address)
)
"""

# What an admin rules of documents (corpus/storing/rulings.py).
RULINGS = """
CREATE TABLE IF NOT EXISTS ruling (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    path TEXT NOT NULL,
    value TEXT NOT NULL,
    bulletins TEXT NOT NULL,
    stated_at TEXT NOT NULL,
    undone_at TEXT NOT NULL DEFAULT ''
)
"""

# Files that hang on bulletins. `file_text` is what a file says, by the hash of its bytes: a file at two addresses, or
# one that comes again, is read once; `pages` are JSON, packed; `read_with` names the readers that there were. `file` is
# an address that is asked for like a page's: which bytes lay there the last time, or why none came. `attachment` says
# which bulletin named it, as it was written there.
FILES = """
CREATE TABLE IF NOT EXISTS file_text (
    sha256 BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    size INTEGER NOT NULL,
    silence TEXT NOT NULL,
    cut INTEGER NOT NULL,
    by_machine INTEGER NOT NULL,
    pages BLOB NOT NULL,
    read_with TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS file (
    address TEXT PRIMARY KEY,
    sha256 BLOB REFERENCES file_text (sha256),
    silence TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS attachment (
    bulletin TEXT NOT NULL REFERENCES bulletin (id),
    written TEXT NOT NULL,
    address TEXT NOT NULL REFERENCES file (address),
    PRIMARY KEY (bulletin, written)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS attachment_by_address ON attachment (address)
"""

# Bulletins that say the same. `likeness` is what a text is compared by (corpus/likeness); `family` joins those that are
# alike; `also` are addresses at which the text of a bulletin stands to the letter, so that they made none of their own.
FAMILIES = """
CREATE TABLE IF NOT EXISTS likeness (
    text_key INTEGER PRIMARY KEY REFERENCES bulletin_text (key),
    sketch BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS family (
    bulletin TEXT PRIMARY KEY REFERENCES bulletin (id),
    family TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS family_by_name ON family (family);
CREATE TABLE IF NOT EXISTS also (
    address TEXT PRIMARY KEY,
    bulletin TEXT NOT NULL REFERENCES bulletin (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS also_by_bulletin ON also (bulletin)
"""

# Who is asking a server now, and until when nobody else may, where several crawlers share a store (frontier.py).
HOLDER_COLUMNS = ("holder TEXT NOT NULL DEFAULT ''", "held_until REAL NOT NULL DEFAULT 0")
HOLDERS = ";\n".join(f"ALTER TABLE host ADD COLUMN {column}" for column in HOLDER_COLUMNS)

# What failed stands out of a log of millions of lines (pages.py).
FAILURES = """
CREATE INDEX IF NOT EXISTS fetch_failed ON "fetch" (id) WHERE error != ''
"""

# Which steps (steps.py) a store has, and which programs may write to it since.
STEPS_DONE = """
CREATE TABLE IF NOT EXISTS schema_step (
    number INTEGER PRIMARY KEY,
    done_at TEXT NOT NULL,
    version INTEGER NOT NULL
)
"""

# How far another store was copied into this one (moving.py); gone when it is whole.
MOVING = """
CREATE TABLE moving (
    name TEXT PRIMARY KEY,
    place TEXT NOT NULL
)
"""

TABLES = BULLETINS + PAGES + FRONTIER
# The same as a new store has them, with the columns that older ones get later: SQLite reads all its tables anew for
# each column that is added.
LAST_COLUMN = "next_at REAL NOT NULL DEFAULT 0"
NEW_TABLES = TABLES.replace(LAST_COLUMN, ",\n    ".join((LAST_COLUMN, *HOLDER_COLUMNS)))
