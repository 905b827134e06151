"""Files that hang on pages, and the text in them.

file_text.py   FileText: pages of text, or why there are none
limits.py      what one file may cost
kinds.py       what a file is, by its bytes
zipped.py      the members of a zip, which is what most office files are, within the limits
paragraphs.py  the lines of a printed page, joined to paragraphs
pdf.py, docx.py, xlsx.py, odt.py, rtf.py  one kind each
office_page.py  pages that office programs wrote, called .doc or .xls
programs.py    kinds that a program of the machine reads: old DOC and XLS, scans
reading.py     a file → its text, by its kind
readers.py     which readers are installed: what says nothing today may be read another time

What comes from strangers is read where a process may be ended (crawling/bounded_process.py).
"""
