"""Document numbers on pages: what they lead to, which documents bear them, who cites these.

links.py          numbers in a text as links
shown.py          a document as a line of a list
tables.py         CSV and XLSX in which 05 stays 05
sheets.py         the rows of a list that was handed in: text, CSV, XLSX; what is refused
turns.py          lists are looked up one at a time
asked.py          what an address behind /van-ban/ means
key_page.py       all documents of a number
document_page.py  one document, and all that is known of it
missing_page.py   what is cited and not held
bulk.py           a list of numbers, answered row by row
card.py           the card above the results of a question that holds a number
shapes.py         the shapes that machines get
as_json.py        what is known, in these shapes
views.py, api.py  the addresses
"""
