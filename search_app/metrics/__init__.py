"""What those who run the site want to measure, in Prometheus' words.

sharing.py   the folder by which all processes of a server add to the same numbers
measures.py  requests, searches, ages
views.py     /metrics
"""
