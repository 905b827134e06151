"""What the list under the box is told while a reader types.

views.py  /goi-y
"""
