"""Letters: what is new of any search, once a day, to who asked for it and confirmed so. Offered where a mail server is
set. What is kept of a reader is an address and a search, for as long as the letters last (docs/decisions/0020).

addressee.py     which addresses letters go to
subscriptions.py who asked for letters about which search; what each was told
letters.py       the letters, as plain text and as HTML
handing_over.py  a letter to the mail server, once
news.py          what is new of a search
digest.py        the letters of a day
confirming.py    the letters that ask for a confirmation, sent by a thread beside the pages
views.py         /nhan-thu
"""
