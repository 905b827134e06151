"""The front page, the help, and what machines ask of the whole site.

views.py  /, /tro-giup, /suc-khoe, /robots.txt
"""
