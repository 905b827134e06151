"""What a server grants: how long, how many, how large."""

from __future__ import annotations

MAX_BODY_BYTES = 16 * 1024  # nothing is posted here but what follows; a body is a mistake or an attack
# Lists of numbers are posted, pasted or as a file of 1 MB (search_app/numbers/), to these addresses alone.
MAX_LIST_BYTES = 1_300_000
LISTS = ("/so-hieu/hang-loat", "/api/v1/so-hieu/hang-loat", "/api/v1/so-hieu/tra-cuu")
MAX_LINE_BYTES = 8190  # the longest query (200 characters) is 1,800 bytes when percent-encoded; filters the same
MAX_HEAD_BYTES = 32 * 1024  # with cookies of other sites on the same name

ARRIVAL_SECONDS = 10  # for a request to arrive in full, however steadily its bytes drip
IDLE_SECONDS = 15  # for a connection that asks nothing: a browser opens some ahead, and costs nothing by that
LINGER_SECONDS = 2  # after a refusal, so that a client which is still sending can read why
GRACE_SECONDS = 10  # for requests under way when the server is told to end
STUCK_SECONDS = 30  # a search takes well under one; a worker with one that takes so long is started again

THREADS = 2  # requests under way in a process
# A thread that computes gives way to the one that reads and writes after so long. Python's own 5 ms would be waited for
# three times in every answer.
SWITCH_SECONDS = 0.0001
# Two that compute would take turns as short as that, and a fifth of the time would go into the turns. So the second
# request waits for the first, but no longer than this: behind a download of a second others are not kept waiting.
HELD_UP_SECONDS = 0.2
# Who waits for a thread, in each process. The line is as long as it takes, not as it looks: two hundred help pages are
# answered in a moment, two hundred long searches are not. With a crowd in it, it is closed while the first has waited
# so long, and whoever stood in it for too long is refused when his turn comes, since people leave after two seconds. A
# few who wait are no crowd: the machine is slow, or a new index is being opened, and to be served late is better.
CROWD = 16
CLOSED_AFTER_SECONDS = 0.5
MAX_WAIT_SECONDS = 0.8
MAX_WAITING = 256
RETRY_SECONDS = 2  # what a refused reader is asked to wait
MAX_CONNECTIONS = 1000  # in each process; beyond, the one that has asked nothing for longest gives way
BACKLOG = 2048  # connections that the kernel holds until a worker takes them
