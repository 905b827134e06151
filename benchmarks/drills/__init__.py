"""What is done to the search on purpose, and what it loses: nothing. scripts/drill.py runs these.

changing_site.py  a portal whose bulletins grow in number and are revised while it is read
probe.py          readers that ask all the while
losses.py         what must be there when a drill is over
kills.py          SIGKILL for crawls and reindexes
"""
