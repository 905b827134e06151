"""Which bulletins have the same text: a story on five portals, a document that was entered twice.

sketch.py    what a text is compared by: the same to the letter, the same figures, nearly the same words
joining.py   the bulletins of a store, joined into families

Two documents that differ in a figure are two: notices of two years, or two numbers, are alike in every word. So a
family's texts name the same figures, and were published within two months (docs/decisions, 18).
"""
