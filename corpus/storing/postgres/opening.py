"""A server asked for its store: checked, made where it is missing, brought up to date."""

from __future__ import annotations

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from corpus.storing.errors import StoreError, StoreMissing
from corpus.storing.postgres.address import show
from corpus.storing.postgres.connection import SETTINGS, PostgresConnection, adapt
from corpus.storing.postgres.errors import WRONG_ADDRESS, in_words
from corpus.storing.schema import SCHEMA_VERSION
from corpus.storing.steps import bring_up_to_date

MISSING = "{path}: chưa có kho bản tin; hãy chạy scripts/crawl.py hoặc scripts/load.py"
# A machine that went away without a word is noticed within a minute, and not within hours.
PATIENCE = {"connect_timeout": "5", "keepalives_idle": "20", "keepalives_interval": "10", "keepalives_count": "3",
            "tcp_user_timeout": "60000", "application_name": "bantin"}


def open_server(address: str, *, read_only: bool, create: bool) -> PostgresConnection:
    """A connection to a store. Raises StoreError where it is away, missing, no store, or a newer program's."""
    path = show(address)
    try:
        raw = psycopg.connect(connection_info(address), autocommit=True)
        set_up(raw, read_only)
    except psycopg.Error as error:
        raise in_words(path, error) or StoreError(f"{path}: {WRONG_ADDRESS}") from None
    connection = PostgresConnection(raw, path)
    try:
        check(connection, may_be_missing=create and not read_only)
        if not read_only:
            bring_up_to_date(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def connection_info(address: str) -> str:
    """What a connection is made with, as libpq reads it. Raises StoreError where the address is wrong."""
    try:
        return make_conninfo(**PATIENCE | {name: str(value) for name, value in conninfo_to_dict(address).items()})
    except (psycopg.Error, UnicodeError):
        raise StoreError(f"{show(address)}: {WRONG_ADDRESS}") from None  # libpq would quote it, password and all


def set_up(raw: psycopg.Connection, read_only: bool) -> None:
    """Sets how a connection behaves."""
    adapt(raw)
    raw.execute(SETTINGS.format(read_only="on" if read_only else "off").encode())


def check(connection: PostgresConnection, *, may_be_missing: bool) -> None:
    """Raises StoreError where the database holds no store, or another program's tables, or a newer program's store."""
    if not connection.has_table("schema_step"):
        if connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = current_schema() LIMIT 1").fetchone():
            raise StoreError(f"{connection.path}: cơ sở dữ liệu này có bảng của chương trình khác; hãy tạo một "
                             "cơ sở dữ liệu riêng cho kho bản tin")
        if not may_be_missing:
            raise StoreMissing(MISSING.format(path=connection.path))
        return
    version, = connection.execute("SELECT max(version) FROM schema_step").fetchone()  # type: ignore[misc]
    if version is not None and version > SCHEMA_VERSION:
        raise StoreError(f"{connection.path}: kho do một bản chương trình mới hơn ghi (lược đồ {version}, chương trình "
                         f"này biết {SCHEMA_VERSION}); hãy cập nhật chương trình")
