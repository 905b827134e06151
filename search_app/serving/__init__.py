"""How pages reach readers: gunicorn minds the processes, waitress the connections, and nobody waits without end.

limits.py    how long, how many, how large
refusals.py  what is answered where the app is not asked: pages made once, in the manner of the site
parser.py    a request as it arrives; where its first line is too long
channel.py   a connection: who is slow is told so, who is served is logged
waiting.py   the requests that wait for a thread: a bounded number, for a bounded time
worker.py    a process that serves: connections, waiting requests, an orderly end
server.py    the processes, started over one socket
"""
