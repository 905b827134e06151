"""Document numbers: 20-NQ/TW, 12/2023/QĐ-UBND.

document_types.py   the letters of types and bodies (document_types.tsv)
document_number.py  DocumentNumber: one value for all spellings, its keys, the official spelling
issuers.py          who issues documents, by name: "Bộ Chính trị", "UBND"
image.py            the text as it is searched: same places, fewer spellings
leads.py            the words before a number: "Nghị quyết số"
spans.py            where a number may stand: digits and a year
symbol.py           the letters behind the digits
citing.py           whether a bare number is a document's, by what stands behind it
listing.py          the later members of a list: "số 18, 19 và 20"
reading.py          each span read as a whole number, a short form or nothing
find_numbers.py     find_numbers(): image, spans, readings, numbers
"""
