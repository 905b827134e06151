"""The API for programs: what the pages know, as JSON, described by an OpenAPI document that is made from this code.

parameters.py  what may be asked, each with its schema
values.py      what is answered: the dataclasses that are written, and that the document describes
searching.py   a page of results
cursors.py     the way beyond the last page
reading.py     a bulletin, counts of days, values of filters, sources
endpoint.py    an address, as the document tells of it
number_endpoints.py  the addresses about document numbers; their shapes are search_app/numbers/shapes.py
endpoints.py   every address, with its parameters and its answer
openapi.py     /api/v1/openapi.json
views.py       the addresses; /api, which explains them to people
"""
