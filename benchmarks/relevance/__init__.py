"""How well the search answers, however the question is typed.

questions.py reads questions and judgements · retyping.py, spelling.py, keyboard.py, abbreviations.py type a question
another way · asking.py asks them all on the readers' own path · measures.py scores the answers (the one file that knows
ir_measures) · differences.py compares two runs · run.py keeps a run in a file · report.py writes it as text and as
JSON · known_items.py and short_forms.py make questions from a collection that has no judgements.
"""
