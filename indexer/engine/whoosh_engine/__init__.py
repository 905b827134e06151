"""The default engine: a Whoosh index on disk. The one folder that knows Whoosh.

schema.py   the fields: our channels as ready-made terms, the columns
writing.py  postings to Whoosh's files, a block at a time
reader.py   Whoosh's postings and columns as arrays
engine.py   WhooshEngine: the protocol
"""
