"""What a bulletin is, and how we came to have it.

bulletin.py          Bulletin: one news item, a frozen record
text.py              tidy(): done once, on the way in
document_number.py   DocumentNumber: 20-NQ/TW found, read, written one way
vietnamese_dates.py  "ngày 5 tháng 6 năm 2023" to a day, and back
sources.py           the portals, as data (sources.toml)
extract.py           page to Bulletin; the one file that knows BeautifulSoup
fetch.py             one polite GET; the one file with a socket
frontier.py          what to fetch next
crawl.py             frontier, fetch, extract, store
store.py             all of it in one SQLite file
data_dir.py          where things lie on disk
sample/              a small portal written for this project
"""
