"""The portal teaches its own template: what its pages have in common, and what their links call each other.

links_seen.py  the links of a page: where they lead, what they call it, the day beside them
counting.py    Counting: lines, names, links over all pages
places_seen.py where a page that is certain has title, day, writer, text
kinds_seen.py  which pages are lists, bulletins, standing pages
learn.py       learn(): pages → Lessons for the portal, a Hint for each page
kept.py        lessons and hints in the store
name.py        what a portal calls itself
"""
