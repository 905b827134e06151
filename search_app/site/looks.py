"""What an installation gives its pages to look like itself: emblem, trust seal, the colour of head and foot."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from search_app.colours import deeper
from search_app.library import library
from search_app.settings import Picture

pages = Blueprint("looks", __name__)


@pages.get("/bieu-trung")
def emblem() -> Response:
    """The installation's emblem; 404 where it has none."""
    return send(library().settings.emblem)


@pages.get("/tin-nhiem-mang")
def seal() -> Response:
    """The picture of its trust seal; 404 where it has none."""
    return send(library().settings.seal)


@pages.get("/mau.css")
def colours() -> Response:
    """Its colour, for light pages; dark ones keep theirs, which is made for them."""
    colour = library().settings.colour
    if not colour:
        abort(404)
    return give("@media (prefers-color-scheme: light) { :root { "
                f"--navy: {colour}; --navy-deep: {deeper(colour)}; }} }}\n", "text/css")


def send(picture: Picture | None) -> Response:
    """A picture; 404 where there is none, or its file has gone since the pages were opened."""
    try:
        return give(picture.path.read_bytes(), picture.media_type) if picture else abort(404)
    except OSError:
        abort(404)


def give(content: str | bytes, media_type: str) -> Response:
    """A file of the installation's, to a browser that has it as 304."""
    response = Response(content, mimetype=media_type)
    response.add_etag()
    response.make_conditional(request)
    return response
