"""Document numbers on pages.

links.py  numbers as links to the bulletins that name them
"""
