"""The store as a generation of the index.

fingerprint.py  which program can read it
generation.py   a folder that is built beside the published one, checked, and published by one rename
build.py        from nothing, or from what changed since
"""
