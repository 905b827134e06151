"""keep(): a page that was made before from the same index and store is given again, to a browser that has it as 304."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime

from flask import Response, request

from search_app.kept_pages import make_page
from search_app.library import library, store


def what_answers() -> Hashable:
    """What the answers of now come from: the generation, when it was built, and the last change of the store. None
    with an engine of one's own, which may change unseen, and where no index answers."""
    generation = library().generation
    return (generation.name, generation.built_at, store().watermark()) if generation else None


def keep(name: Hashable, look: Callable[[], Hashable], make: Callable[[], str | bytes],
         mimetype: str = "text/html", changed: datetime | None = None) -> Response:
    """The page of a name, made only where none is kept that was made from what `look` sees now; None keeps nothing.
    `changed` is when anything that it tells of was last changed."""
    sources = look()
    page = library().kept.get((name, sources)) if sources is not None else None
    if page is None:
        page = make_page(make())
        if sources is not None and look() == sources:  # else it may be of one generation in part, and of the next
            library().kept.put((name, sources), page)
    response = Response(page.body, mimetype=mimetype)
    response.set_etag(page.tag)
    response.last_modified = changed
    response.make_conditional(request)
    return response
