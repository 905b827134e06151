"""How much one client may ask in a minute: pages, suggestions, the API, exports; and who the client is."""

from __future__ import annotations

import hashlib
import ipaddress
import secrets

from flask import Flask, request
from flask_limiter import Limiter
from limits.errors import ConfigurationError
from werkzeug.middleware.proxy_fix import ProxyFix

from search_app.problem import API
from search_app.settings import Settings
from search_app.settings_file import SettingsError

FREE = ("/static/", "/suc-khoe", "/metrics", "/robots.txt")  # what costs nothing, or tells an admin of trouble
EXPORTS = ("/xuat.",)
SUGGESTIONS = ("/goi-y", f"{API}v1/goi-y")
NONE = 1_000_000_000  # a limit that nobody meets


def install(app: Flask, settings: Settings) -> None:
    """Limits the requests of each client. Behind proxies of one's own the client is whom the outermost of them names;
    what others claim counts for nothing."""
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies)
    salt = secrets.token_bytes(16)  # of this start, and of all its processes: what is counted names nobody
    try:
        limiter = Limiter(
            lambda: hashlib.blake2b((request.remote_addr or "").encode(), key=salt, digest_size=12).hexdigest(),
            app=app, default_limits=[lambda: f"{limit_of(request.path, settings) or NONE} per minute"],
            storage_uri=settings.limit_storage, strategy="fixed-window", headers_enabled=True,
            in_memory_fallback_enabled=settings.limit_storage != Settings.limit_storage)
    except ConfigurationError as error:
        raise SettingsError(f"limit_storage: không dùng được {settings.limit_storage}: {error}") from error
    limiter.request_filter(lambda: is_free(request.path, request.remote_addr, settings))


def limit_of(path: str, settings: Settings) -> int:
    """How many requests a minute a path may have from one client.

    >>> from corpus.data_dir import DataDir
    >>> from pathlib import Path
    >>> [limit_of(path, Settings(DataDir(Path()))) for path in ("/tim-kiem", "/xuat.csv", "/api/v1/nguon", "/goi-y")]
    [120, 10, 120, 300]
    """
    if path.startswith(SUGGESTIONS):
        return settings.limit_suggestions
    if path.startswith(EXPORTS):
        return settings.limit_exports
    return settings.limit_api if path.startswith(API) else settings.limit_pages


def is_free(path: str, address: str | None, settings: Settings) -> bool:
    """Whether a request is not counted: what costs nothing; and all that comes from this machine itself, which may be a
    proxy that was not told of: everyone would share its limit."""
    return path.startswith(FREE) or not limit_of(path, settings) or is_this_machine(address or "")


def is_this_machine(address: str) -> bool:
    """Whether an address is loopback.

    >>> [is_this_machine(address) for address in ("127.0.0.1", "::1", "203.0.113.7", "")]
    [True, True, False, True]
    """
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return True
