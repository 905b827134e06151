"""What is written short: UBND and ủy ban nhân dân.

abbreviations.py          the list (abbreviations.tsv), and how a short form is told from a syllable
learned_abbreviations.py  what the corpus itself explains: "Ủy ban nhân dân (UBND)"
expansions.py             both of them found in a query
"""
