"""What a bulletin is, and how we came to have it. A room imports from those above it in this list, and from no other.

kept_forms.py what is remembered of words: short ones, a bounded number
repair/       letters that came out wrong: text encoded twice, fonts of the 1990s
text.py       tidy(): done once, on the way in
reasons.py    why(): the reason of a failure in Vietnamese
data_dir.py   where things lie on disk; job_lock.py: one job at a time
dates/        "ngày 5 tháng 6 năm 2023" to a day, and back
places/       provinces, districts and communes with their days; find_places()
kinds.py      news, a document's record, a standing page
numbers/      document numbers: found, read, written one way
references/   what they mean: short forms bound, days and terms read
bulletin.py   Bulletin: one news item, a frozen record
attachments/  the text of files that hang on pages
storing/      the store: bulletins and their versions, pages, all of it in one SQLite file
extraction/   page to what it says
crawling/     frontier, fetch, extraction, store
sample/       a small portal written for this project
"""
