"""Doors: what a page of results says, for machines. One listing, made by the same form and the same question as the
page, is written in several ways; each door has the page's parameters.

listing.py   what was found, as values with whole addresses
problems.py  what a request had wrong, parameter by parameter
as_feed.py   /atom.xml and /rss.xml
as_table.py  /xuat.csv and /xuat.xlsx
whole.py     /xuat.jsonl, with its checksum
describing.py  /opensearch.xml
sitemap.py   /sitemap.xml
views.py     the addresses
"""
