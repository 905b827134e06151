"""Places on pages.

links.py   the places of a text as links, and what each is today
page.py    one unit: names and days, makers and heirs, bulletins by year and by name
timeline.py  its names in their time, as a picture
charts.py  provinces and communes as dots at their centre points, and the table beside them
views.py   /dia-danh/…, its JSON, /ban-do
"""
