"""From a portal's address to bulletins in the store: politely, and without losing anything to a kill.

addresses.py  one spelling for an address, the pattern that it follows; calendars.py: the days that it names
bounds.py     how far a crawl goes at most
link.py       an address to ask for, or why not
sources.py    the portals, as data (sources.toml)
patience.py   waiting, from which the wish to stop wakes
bounded_process.py  a process for what strangers send, which can be ended
report.py     how far a crawl has come, what it came to
fetching/     one polite GET; the one file with a socket
scope.py      what of the web a source's crawl may ask for
servers.py    what each server is owed; traps.py: what is left out, aloud
failures.py   failures by their reason, and what to ask for again
frontier.py   what to fetch next
asking.py     target → answer
permission/   target → whether it may be asked, and now
reading/      answer → what it says
settling/     what was said → the store, in one transaction
rereading.py  stored pages read again with what the portal teaches
crawl.py      all of these, in order
"""
