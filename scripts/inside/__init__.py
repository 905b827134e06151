"""What the commands beside this folder are made of; nothing here is a command.

environment.sh  makes .venv from a lock file
wording.py      sentences that the commands share, and argparse's own in Vietnamese
arguments.py    the parser, and the kinds of values that it reads
script.py       the project's environment, exit codes, how a command ends
first_start.py  the work of scripts/start
"""
