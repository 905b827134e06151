"""The front page, the help, and what machines ask of the whole site.

looks.py      emblem, trust seal and colour of an installation
announced.py  what portals announce against what is held, by year
views.py      /, /tro-giup, /ve-du-lieu, /en, /suc-khoe, /healthz, /readyz, /robots.txt
"""
