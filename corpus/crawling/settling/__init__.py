"""What is kept of what was said: each address settled in one transaction.

attached.py   files that hang on bulletins: asked for too, kept by what they say
bulletins.py  which bulletin a page's is: its address, its twins, when it is gone
announcements.py  what lists and feeds announce
settle.py     the lease ended, the log written, links added, the bulletin kept
"""
