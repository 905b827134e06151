"""The store, which never forgets: one SQLite file, or one PostgreSQL server for several machines.

connection.py      what the rooms below ask of either; sqlite_connection.py: SQLite's, every failure a StoreError
schema.py          the tables, written once; steps.py: the numbered steps by which an older store gets them
store_file.py      the file opened, checked and brought up to date
postgres/          the server likewise
open_store.py      open_store(): the one place that chooses
bulletin_rows.py   Bulletin to row and back
store.py           bulletins and their versions, in and out by id
browsing.py        bulletins by day and beside each other, for who leafs through them
checking.py        is it still what was written?
rulings.py         what an admin rules of documents
errors.py          what can be wrong with it, in words
blocks.py          bulletins in blocks that stay the same, for what is counted over all of them
compression.py     zstd, for pages and for files
files.py           files that hang on bulletins, and what they say
families.py        bulletins whose text stands at several addresses
pages.py           pages, the log of requests, runs
naming.py          what sources are called
bulletin_lines.py  JSON Lines: bulletins from elsewhere, and out again
"""
