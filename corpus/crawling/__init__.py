"""From a portal's address to bulletins in the store: politely, and without losing anything to a kill.

addresses.py  one spelling for an address, the pattern that it follows; calendars.py: the days that it names
bounds.py     how far a crawl goes at most
link.py       an address to ask for, or why not
pagers.py     further pages of a list, those that only a form leads to among them
sources.py    the portals, as data (sources.toml)
patience.py   waiting, from which the wish to stop wakes
bounded_process.py  a process for what strangers send, which can be ended
report.py     how far a crawl has come, what it came to
fetching/     one polite GET; the one file with a socket
scope.py      what of the web a source's crawl may ask for
servers.py    what each server is owed; traps.py: what is left out, aloud
failures.py   failures by their reason, and what to ask for again
partial.py    runs that ask for a part of a source; when all of it is due
frontier.py   what to fetch next
lately.py     what is asked where only news is wanted
asking.py     target → answer
permission/   target → whether it may be asked, and now
reading/      answer → what it says
settling/     what was said → the store, in one transaction
stored_source.py  a source as the store knows it
completeness.py  what a portal announces against what is held, by month
rereading.py  stored pages read again with what the portal teaches
crawl.py      all of these, in order
"""
