"""What is kept of what was said: each address settled in one transaction.

bulletins.py  which bulletin a page's is: its address, its twins, when it is gone
settle.py     the lease ended, the log written, links added, the bulletin kept
"""
