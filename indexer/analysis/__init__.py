"""Vietnamese analysis: the same functions for documents and queries.

fold.py           the two spellings that a reader takes for one
letters.py        a text folded letter by letter, for snippets
syllables.py      text to syllables, each with its place
enumerations.py   "phường A, B" names phường B too
variants.py       kĩ and kỹ, for queries; question_words.py: the words that only ask
analyze.py        the recipe: paragraphs, syllables, numbers
abbreviations/    UBND and ủy ban nhân dân, from a list and from the corpus
segmentation/     the words that underthesea cuts
"""
