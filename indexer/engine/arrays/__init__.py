"""Search over arrays, wherever they come from.

heap.py            memory that searches leave to each other
families.py        bulletins of the same text count as one
lists.py           columns of which a document has many values
columns.py         days, labels and counts of all documents
posting_source.py  what an index must offer
evidence.py        the points of terms
groups.py          which of what matched stands above the rest
hit_order.py       which hits come first
held.py            what the first hits hold of a query
array_search.py    a query answered from all of these
"""
