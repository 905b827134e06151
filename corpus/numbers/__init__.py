"""Document numbers: 20-NQ/TW, 12/2023/QĐ-UBND.

document_types.py   the letters of types and bodies (document_types.tsv)
number_image.py     the text as it is searched: same places, fewer spellings
number_symbol.py    the letters behind the digits
number_mention.py   the words before them, and whether a bare number is a document's
document_number.py  DocumentNumber, and find_numbers(): all numbers of a text
"""
