"""/nhan-thu: asking for letters about a search, confirming it, ending it. There where letters are offered, else 404."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from flask import Blueprint, abort, render_template, request

from corpus.dates.local_time import LOCAL_TIME, local_today
from corpus.storing.arrivals import Arrivals
from indexer.engine.base import EngineError
from search_app.alerts.addressee import read_addressee
from search_app.alerts.confirming import Letters, letters
from search_app.alerts.letters import MINE, ONE_CLICK, PATH
from search_app.alerts.news import about_of, form_of, mark_now, search_of
from search_app.alerts.subscriptions import CONFIRM_HOURS, Asked
from search_app.library import store
from search_app.params import SearchForm, read_form

pages = Blueprint("alerts", __name__)

MAX_TYPED = 1_000  # characters that are shown again
BUSY = "Đang có quá nhiều yêu cầu chờ xác nhận. Vui lòng thử lại sau."
NOT_KEPT = "Chưa ghi được yêu cầu. Vui lòng thử lại sau ít phút."


def offered() -> Letters:
    """The letters; 404 where none are offered."""
    return letters() or abort(404)


def asked_form() -> SearchForm:
    """The search that letters are asked about; 404 for what is none."""
    form = read_form(request.args, local_today())
    return abort(404) if form.text_error else form


@pages.get(PATH)
def offer() -> str:
    """The page that offers letters about a search."""
    offered()
    return show_offer(asked_form())


@pages.post(PATH)
def ask() -> str | tuple[str, int]:
    """Takes an address. What is answered does not tell whether it was known here."""
    post, form = offered(), asked_form()
    typed = request.form.get("email", "")[:MAX_TYPED]
    address, error = read_addressee(typed)
    if error:
        return show_offer(form, typed, error), 422
    try:
        came = post.kept.ask(address, search_of(form), datetime.now(LOCAL_TIME))
    except sqlite3.Error:
        return show_offer(form, typed, NOT_KEPT), 503
    if came is Asked.FULL:
        return show_offer(form, typed, BUSY), 503
    post.wake()
    return render_template("alerts/asked.html", form=form, about=about_of(form), address=address, hours=CONFIRM_HOURS)


def show_offer(form: SearchForm, typed: str = "", error: str = "") -> str:
    """The page with its one field."""
    return render_template("alerts/offer.html", form=form, about=about_of(form), typed=typed, error=error,
                           action=search_of(form).replace("/tim-kiem", PATH, 1))


@pages.get(MINE)
def mine() -> str | tuple[str, int]:
    """What a letter's link leads to: the search, and a button. Opening it changes nothing: programs open links, too."""
    one = offered().kept.find(request.args.get("ma", ""))
    if one is None:
        return render_template("alerts/over.html", ended=False), 404
    form = form_of(one.search, local_today())
    return render_template("alerts/mine.html", one=one, about=about_of(form), action=f"{MINE}?ma={one.token}")


@pages.post(MINE)
def change() -> str | tuple[str, int]:
    """Confirms a subscription, or ends it: by the page's button, or by the mail program's (RFC 8058)."""
    kept, token = offered().kept, request.args.get("ma", "")
    name, _, value = ONE_CLICK.partition("=")
    if request.form.get("viec") == "thoi" or request.form.get(name) == value:
        kept.end(token)  # gone before is gone, too: who clicks twice is told the same
        return render_template("alerts/over.html", ended=True)
    if request.form.get("viec") != "xac-nhan":
        abort(400)
    if kept.confirm(token, datetime.now(LOCAL_TIME), mark()):
        return mine()
    return mine() if kept.find(token) else (render_template("alerts/over.html", ended=False), 404)


def mark() -> int:
    """From where on bulletins are news."""
    try:
        return mark_now(store())
    except EngineError:  # no index answers: all that the store holds is old
        return Arrivals(store()).newest()
