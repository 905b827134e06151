"""What widening by unit finds that words do not, and what words find that is another place.

bulletins.py  the bulletins of a data folder, or of a file
widening.py   typed names of communes: what words find, what units find, what the reader is asked
"""
