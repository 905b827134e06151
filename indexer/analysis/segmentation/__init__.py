"""The words of a text, as underthesea cuts them.

segmenter_files.py  the model files of the installed underthesea, checked
tokens.py, crf_model.py, word_scores.py  its pieces of text, its model, and what it looks up
fast_words.py       the same words many times faster, from its model
words.py            which of the two cuts; the one file that imports underthesea
kept_words.py, segment_all.py  results kept between builds, and taken from there
"""
