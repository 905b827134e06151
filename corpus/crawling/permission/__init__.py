"""May this address be asked for, and now?

robots.py       what a robots.txt allows
robots_texts.py  each server's robots.txt, asked for before all else
permission.py   robots.txt, the source's description, the server's pause
"""
