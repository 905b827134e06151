"""The store as a generation of the index.

fingerprint.py  which program can read it
manifest.py     what a generation is, and the checksums of its files and of itself
shelf.py        where the index of a generation lies: in its folder, or on a cluster
generation.py   a folder that is built beside the published one, checked, and published by one rename
checks.py       does it hold what the store holds, and find it?
build.py        from nothing, or from what changed since
travel.py       generations of a cluster, brought to the machines that answer
versions.py     which generation answers, as an admin chooses: back, to any that is kept
verifying.py    all that is kept, checked again: generations and caches
watch.py        the files of the one that answers, looked at again a little at a time
"""
