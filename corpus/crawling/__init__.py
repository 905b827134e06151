"""From a portal's address to bulletins in the store: politely, and without losing anything to a kill.

addresses.py    one spelling for an address, the pattern it follows, the days it names
sources.py      the portals, as data (sources.toml)
fetch.py        one polite GET; the one file with a socket
robots.py       what a robots.txt allows
frontier.py     what to fetch next
feeds.py        addresses in sitemaps and feeds; pager.py: the next page of a list that hides it
page_visit.py   what an answer means
robots_gate.py  each server's robots.txt, asked for before all else
crawl.py        frontier, permission, answer, what it says
"""
