"""Places in texts.

words.py      what stands before a name and says that it is no place, or a past one
lookup.py     names as they are looked up: by kind and key, by bare name
scanning.py   where a text may name a place, and which units bear that name
deciding.py   which of them is meant: the day, the parent behind, places elsewhere, the portal's own
find_places.py
"""
