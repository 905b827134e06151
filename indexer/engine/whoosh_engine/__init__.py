"""The default engine: a Whoosh index on disk whose postings are arrays. The one folder that knows Whoosh.

engine.py           WhooshEngine: the protocol
packing.py          entries to arrays, in any process; writing.py: arrays to a segment
codec.py            a Whoosh codec for them: terms and postings of a segment in one file
posting_lists.py    a list as bytes and back; array_file.py: named arrays in a file, mapped
schema.py           the fields and columns; bytes_column.py, stream_column.py: two kinds of columns
contents.py         the table of contents, read without running what it says
reader.py           the arrays for array_search; plain_reader.py: the same through Whoosh's public interface
"""
