"""The default engine: a Whoosh index on disk. The one folder that knows Whoosh.

schema.py   the fields: our channels as ready-made terms, the columns
reader.py   Whoosh's postings and columns as arrays
engine.py   WhooshEngine: the protocol
"""
