"""The front page, the help, and what machines ask of the whole site.

looks.py  emblem, trust seal and colour of an installation
views.py  /, /tro-giup, /ve-du-lieu, /en, /suc-khoe, /robots.txt
"""
