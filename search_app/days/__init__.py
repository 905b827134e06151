""""Xem tin theo ngày".

calendar_grid.py  days, months and years, with how many bulletins each has
views.py          /ngay, /thang, /nam
"""
