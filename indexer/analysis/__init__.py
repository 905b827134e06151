"""Vietnamese analysis: the same functions for documents and queries.

fold.py       the two spellings that a reader takes for one
syllables.py  text to syllables, each with its place
enumerations.py  "phường A, B" names phường B too
variants.py   kĩ and kỹ, for queries; question_words.py: the words that only ask
abbreviations.py, learned_abbreviations.py  UBND and ủy ban nhân dân, from a list and from the corpus;
              expansions.py finds them in a query
letters.py    a text folded letter by letter, for snippets
analyze.py    the recipe: paragraphs, syllables, numbers
words.py      the words that underthesea cuts; the one file that imports it
fast_words.py the same words many times faster, from its model: segmenter_files.py, crf_model.py, tokens.py,
              word_scores.py
kept_words.py, segment_all.py  its results kept, and taken from there
"""
