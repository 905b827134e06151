"""How text becomes words, and words an index. A room imports from those above it in this list, and from no other.

workers.py     processes that share the work; cache_file.py: what is kept between builds, safe to delete
analysis/      analyze(): the only water that runs in both rivers, documents and queries
engine/        the protocol, its values, and the engines behind it
documents/     documents told apart, and who cites them
places/        what bulletins say of places, and what a place that is asked for is called besides
reordering/    the first hits of a long question in a learned order
describing/    Bulletin to Entry
suggest/       did you mean, completions, and the vocabulary that they come from
asking/        what the reader typed to Query, and ask(): a page of results
showing/       the stretch around what was found, and what is like a bulletin
building/      store to a new generation, verified and published
live.py        the generation that answers now
"""
