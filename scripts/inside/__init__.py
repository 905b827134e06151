"""What the commands beside this folder are made of; nothing here is a command.

environment.sh  makes .venv from a lock file
script.py       the project's environment, shared options, exit codes
first_start.py  the work of scripts/start
"""
