"""The one folder that knows OpenSearch: the engine protocol over an index of a cluster.

access.py      where a cluster is and how one gets in: addresses and secrets
cluster.py     requests to it; answers are whole, or an error says what is missing
index.py       how an index is made: its fields; bounds.py: what a posting is worth by itself
document.py    Entry to what is sent, and the card back
clauses.py     clauses of a query as the cluster says them
matching.py    what matches, the groups among it, and the filters
statistics.py  how many bulletins hold a term: counts of what is there, kept until the next commit
scoring.py     the formula of relevance as the cluster adds it up
families.py    which bulletin of a family stands for all
facets.py      counts of values
listing.py     the hits of a page, in order; holding.py: what the first ones hold
narrowing.py   hits in two steps, where the formula is dear: candidates first
engine.py      OpenSearchEngine
"""
