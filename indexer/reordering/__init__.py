"""The first hits of a long question in a better order than the sum of their points, whatever engine found them.

trees.py           regression trees, all rows and trees at once
features.py        what the first hits hold of a question, as shares
model.py           trees over features, from reordering.json; which of two, and whether the file fits
reordering.json    the trees, and what they were made of; scripts/fit_reordering.py makes it
reorder.py         which queries it is for, and the page of hits in the new order
"""
