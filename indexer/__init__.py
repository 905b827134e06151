"""How text becomes words, and words an index.

analysis/   analyze(): the only water that runs in both rivers, documents and queries
engine/     the protocol, its values, and the engines behind it
describe.py Bulletin to Entry; describe_all.py: many of them, in worker processes (workers.py)
parse.py    what the reader typed to Query, by way of its items (typed_items.py)
search.py   ask(): a typed question to a page of results, widened where all words together find too little
suggest/    did you mean, completions, and the vocabulary that they come from
key_phrases.py, related.py   what a bulletin is about, and which others are
snippet.py  the stretch around what was found; marks.py, word_places.py: where it was found
build.py    store to a new generation (generation.py), verified and published; live.py follows what is published
fields.py   which fields of a bulletin hold a term, to explain a score
cache_file.py  what is kept between builds, safe to delete
"""
