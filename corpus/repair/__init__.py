"""Letters that came out wrong on their way into a page or a file, and the way back.

twice_encoded.py  UTF-8 that was taken for another charset and encoded again (ftfy)
fonts.py          letters that are right in one font only: TCVN3 ("ABC") and VNI
"""
