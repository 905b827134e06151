""""Thống kê truy cập": how many readers there were and are, what is read and searched most. No address is kept: readers
are counted by a sketch that is salted anew each day.

sketch.py    how many different things were seen, in a few kilobytes that tell nothing of any one
tally.py     what one process has counted since it last wrote
record.py    the sums on disk, which all processes add to
counting.py  which requests count; writing now and then
views.py     /thong-ke
"""
