"""Leafing through the bulletins without a question: by source, section, author, body, kind of document; and those that
have no date.

values.py   what there is to browse by, from the index
listing.py  the page of one value, and the pages of what has no date
views.py    /duyet, /nguon, /chuyen-muc, /tac-gia, /don-vi, /loai, /khong-ro-ngay
"""
