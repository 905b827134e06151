"""One polite GET.

answer.py     what a server answered, what it may cost, how it fails to come
allowed.py    which addresses may be asked: scheme, host, port
public.py     which IP addresses are public
headers.py    what an answer's headers say
unpacking.py  a body without its content encodings
fetch.py      the one file with a socket
"""
