"""What is shown of a bulletin that was found, and beside it.

word_places.py  where a text holds words
unit_marks.py   what the answer claims to stand in it
marks.py        what is marked in it
explain_order.py  how a learned order moved a hit, and for what
snippet.py      the stretch around what was found
known_words.py  the words that an index knows
runs.py         the runs of its syllables that may be phrases
key_phrases.py  which of them tell what it is about; related.py: which others are like it
"""
