"""What is shown of a bulletin that was found, and beside it.

word_places.py  where a text holds words
marks.py        what is marked in it
snippet.py      the stretch around what was found
known_words.py  the words that an index knows
key_phrases.py  what a bulletin is about; related.py: which others are like it
"""
