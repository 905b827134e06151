"""The store on a PostgreSQL server, for several crawlers and builders at once. The one folder that knows psycopg.

address.py         which addresses are a server's, and what may be shown of them
dialect.py         the store's statements and tables in PostgreSQL's words
texts.py           texts with characters that PostgreSQL takes none of
errors.py          what a server says, in words that an admin can act on
connection.py      the connection that the rooms of the store use
opening.py         a server asked for its store: checked, made where it is missing, brought up to date
pool.py            connections that stay open between the requests of a web server
"""
