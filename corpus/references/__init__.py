"""References: what the document numbers of a text mean. find_references() finds, gathers evidence, binds.

terms.py            which term of the party's centre or of the Assembly a day falls in
sentences.py        where sentences begin
mention.py          Mention: one number as it stands in the text, with the words beside it; Document: what several mean
mentions.py         the numbered mentions of a text, lists joined
evidence.py         the issuer, day and term beside a mention
subjects.py         what a document is about, by the words behind "về"
documents.py        the documents of a text: mentions of one key that nothing tells apart
binding.py          short forms bound to documents
names.py            documents called by a name: laws, plenums, programmes (short_names.tsv)
pointing.py         "Nghị quyết này", "Quyết định nêu trên"
relating.py         what one document does to another: carries it out, amends, replaces it, rests on it
find_references.py  find_references(): all of it, in order
filing.py           under which keys an index files what a bulletin refers to
question.py         read_question(): the numbers that a reader types, and what narrows them
rows.py             a reference as the commands and the API print it
"""
