"""Extraction measured on whole portals.

department.py  a department's portal of two makes, written for the project: 200 pages and what each of them holds
portals.py     a portal's pages read with what they teach, against what they hold
"""
