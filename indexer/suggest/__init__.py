"""What the corpus itself suggests: "did you mean", and completions while a reader types. No dictionary of the language.

counting.py, phrases.py       texts → how often their syllables, pairs, phrases, titles and numbers occur, and how often
                              they explain an abbreviation (analysis/learned_abbreviations.py)
word_counts.py, word_rows.py, lexicon.py  how often a run of syllables is a word where it stands, how that is kept, and
                              which runs are words therefore
kept_counts.py                what was counted once is not counted again
items.py                      what may be completed to, by the keys that it is found by, the best first
vocabulary_file.py            all counts → one file beside the index, read by every worker
pairs.py                      how often two syllables stand side by side: three arrays inside that file
vocabulary.py                 that file, asked
keyboards.py                  slips of the hand: neighbouring keys, dropped letters, Telex and VNI left raw
did_you_mean.py               a question → what would find clearly more, in steps that are a room each:
  tokens.py                     what was typed, and what of it the corpus knows
  doubt.py                      which of it a slip may have spoilt
  readings.py                   what each stretch of it may have been meant to be
  best_path.py                  the likeliest ways through the readings
  wording.py                    a way, as a question in other words
completions.py                the beginning of a question → how it may go on
suggester.py                  both, over one vocabulary
"""
