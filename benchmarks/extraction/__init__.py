"""Extraction measured on whole portals.

department.py  a department's portal of two makes, written for the project: 200 pages and what each of them holds
portals.py     what a portal holds against what was read of it: the figures, the bar; a portal of static files
served.py      pages on a port of loopback
crawled.py     a portal crawled with its address alone, measured
"""
