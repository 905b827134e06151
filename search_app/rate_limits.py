"""How much one client may ask in a minute: pages, suggestions, the API, exports; and who the client is."""

from __future__ import annotations

import hashlib
import ipaddress
import math
import secrets
import time
from typing import Any

from flask import Flask, g, request
from flask_limiter import Limiter, RequestLimit
from limits.errors import ConfigurationError
from werkzeug.middleware.proxy_fix import ProxyFix

from search_app.problem import API
from search_app.settings import Settings
from search_app.settings_file import SettingsError

# What costs nothing, or tells an admin of trouble.
FREE = ("/static/", "/suc-khoe", "/healthz", "/readyz", "/metrics", "/robots.txt")
EXPORTS = ("/xuat.",)
LETTERS = "/nhan-thu"  # where an address is handed in
SUGGESTIONS = ("/goi-y", f"{API}v1/goi-y")
# A server of counts that hangs must not hang pages: after so many seconds each process counts by itself for a while.
SOON: dict[str, Any] = {"socket_connect_timeout": 0.25, "socket_timeout": 0.25}
NONE = 1_000_000_000  # a limit that nobody meets


def install(app: Flask, settings: Settings) -> None:
    """Limits the requests of each client. Behind proxies of one's own the client is whom the outermost of them names;
    what others claim counts for nothing. Where the storage of the counts is away, each process counts by itself."""
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies)
    shared = settings.limit_storage != Settings.limit_storage
    salt = salt_of(settings.limit_storage) if shared else secrets.token_bytes(16)
    try:
        limiter = Limiter(
            lambda: hashlib.blake2b((request.remote_addr or "").encode(), key=salt, digest_size=12).hexdigest(),
            app=app, default_limits=[lambda: f"{limit_of(request.path, settings, request.method) or NONE} per minute"],
            storage_uri=settings.limit_storage, storage_options=SOON if shared else {}, strategy="fixed-window",
            headers_enabled=True, on_breach=note_wait, in_memory_fallback_enabled=shared)
    except ConfigurationError as error:
        raise SettingsError(f"limit_storage: không dùng được {settings.limit_storage}: {error}") from error
    limiter.request_filter(lambda: is_free(request.path, request.remote_addr, settings, request.method))


def note_wait(limit: RequestLimit) -> None:
    """Tells the page of the refusal how long it is until the client may ask again."""
    g.retry_seconds = max(1, math.ceil(limit.reset_at - time.time()))


def salt_of(storage: str) -> bytes:
    """The salt of all machines that count together, who share an address with its password and nothing else. Without
    one, for a process and those forked from it, it is drawn at the start. What is counted names nobody, and is gone in
    a minute."""
    return hashlib.blake2b(storage.encode(), digest_size=16).digest()


def limit_of(path: str, settings: Settings, method: str = "GET") -> int:
    """How many requests a minute a path may have from one client.

    >>> from corpus.data_dir import DataDir
    >>> from pathlib import Path
    >>> [limit_of(path, Settings(DataDir(Path()))) for path in ("/tim-kiem", "/xuat.csv", "/api/v1/nguon", "/goi-y")]
    [120, 10, 120, 300]
    """
    if path.startswith(SUGGESTIONS):
        return settings.limit_suggestions
    if path == LETTERS and method == "POST":
        return settings.limit_letters
    if path.startswith(EXPORTS):
        return settings.limit_exports
    return settings.limit_api if path.startswith(API) else settings.limit_pages


def is_free(path: str, address: str | None, settings: Settings, method: str = "GET") -> bool:
    """Whether a request is not counted: what costs nothing; and all that comes from this machine itself, which may be a
    proxy that was not told of: everyone would share its limit."""
    return path.startswith(FREE) or not limit_of(path, settings, method) or is_this_machine(address or "")


def is_this_machine(address: str) -> bool:
    """Whether an address is loopback.

    >>> [is_this_machine(address) for address in ("127.0.0.1", "::1", "203.0.113.7", "")]
    [True, True, False, True]
    """
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return True
