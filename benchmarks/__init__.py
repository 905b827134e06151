"""What is claimed of the search, measured: commands in scripts/ run these.

loopback.py     a web server on this machine
attachments.py  what files cost that hang on bulletins
relevance/  how well it answers, however the question is typed
references/ how well document numbers and short forms are read
places/     what a search for a commune finds, by words and by unit
speed/      the engine beside its peers, in milliseconds; the pages under load
cluster/    real nodes of OpenSearch on this machine
stores.py   what a store on a server costs beside one in a file
drills/     what is done to it on purpose, and what that costs
"""
