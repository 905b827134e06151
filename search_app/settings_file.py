"""Settings from bantin.toml in the data folder and from the environment, which goes before it. The one file that knows
pydantic.

A key of the file is a variable of the environment with BANTIN_ before it: `agency`, BANTIN_AGENCY.
"""

from __future__ import annotations

import os
import re
import tomllib
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from corpus.data_dir import DataDir, default_data_dir
from corpus.reasons import why
from search_app.colours import HEX, READABLE, carries_text
from search_app.settings import IPNetwork, MailServer, Picture, Settings

FILE = "bantin.toml"
PREFIX = "BANTIN_"
MAX_CHARS = 200  # of a value: a line of the foot of a page, not a text
MAX_PICTURE_BYTES = 200_000
MOST_PROXIES = 5
MOST_REQUESTS = 1_000_000
STORAGE = re.compile(r"memory://|rediss?://\S+")
MOST_PORT = 65_535
HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9a-fA-F:]+")
LOOPBACK = ("localhost", "127.0.0.1", "::1")
MEDIA_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
               ".webp": "image/webp"}
SENDER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
EMAIL = re.compile(r"[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"'.]+")
TELEPHONE = re.compile(r"\+?[\d .()-]{6,30}")
# pydantic's kinds of errors, in words.
PROBLEMS = {"string_type": "phải là chuỗi", "string_too_long": f"dài quá {MAX_CHARS} ký tự",
            "int_type": "phải là số", "int_parsing": "phải là số", "int_from_float": "phải là số nguyên",
            "greater_than_equal": "phải là số từ {ge} trở lên", "less_than_equal": "là số quá lớn",
            "literal_error": "phải là starttls, tls hoặc none"}


class SettingsError(Exception):
    """Settings that cannot be used; the message names the file or the variable, the key, and what is wrong."""


def matching(pattern: re.Pattern[str], problem: str) -> AfterValidator:
    """A check: empty, or wholly of a pattern."""
    def check(text: str) -> str:
        if text and not pattern.fullmatch(text):
            raise ValueError(problem.format(text=text))
        return text
    return AfterValidator(check)


def check_address(text: str) -> str:
    """An address of the web, without the slash at its end."""
    try:
        parts = urlsplit(text)
        sound = not text or parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
    except ValueError:
        sound = False
    if not sound:
        raise ValueError(f"“{text}” không phải địa chỉ http hay https")
    return text.rstrip("/")


def check_colour(text: str) -> str:
    """A colour that white text can be read on."""
    if text and not HEX.fullmatch(text):
        raise ValueError(f"“{text}” không phải màu dạng #123250")
    if text and not carries_text(text):
        raise ValueError(f"chữ trắng trên màu {text} khó đọc (tương phản dưới {READABLE}); hãy chọn màu đậm hơn")
    return text.lower()


def check_networks(text: str) -> str:
    """A list of networks that can be read."""
    read_networks(text)
    return text


def read_networks(text: str) -> tuple[IPNetwork, ...]:
    """The networks of a list with commas.

    >>> [str(network) for network in read_networks("10.42.0.0/16, 192.0.2.7")]
    ['10.42.0.0/16', '192.0.2.7/32']
    """
    try:
        return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())
    except ValueError:
        raise ValueError(f"“{text}” không phải các mạng dạng 10.42.0.0/16, cách nhau bằng dấu phẩy") from None


Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=MAX_CHARS)]
Address = Annotated[Line, AfterValidator(check_address)]
Count = Annotated[int, Field(ge=0, le=MOST_REQUESTS)]


class SettingsFile(BaseSettings):
    """The keys."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", env_ignore_empty=True)

    name: Line = Settings.name
    tagline: Line = Settings.tagline
    address: Address = ""
    agency: Line = ""
    postal_address: Line = ""
    telephone: Annotated[Line, matching(TELEPHONE, "“{text}” không phải số điện thoại")] = ""
    email: Annotated[Line, matching(EMAIL, "“{text}” không phải địa chỉ thư điện tử")] = ""
    licence: Line = ""
    seal: Line = ""
    seal_link: Address = ""
    emblem: Line = ""
    colour: Annotated[Line, AfterValidator(check_colour)] = ""
    proxies: Annotated[int, Field(ge=0, le=MOST_PROXIES)] = Settings.proxies
    limit_pages: Count = Settings.limit_pages
    limit_suggestions: Count = Settings.limit_suggestions
    limit_api: Count = Settings.limit_api
    limit_exports: Count = Settings.limit_exports
    limit_letters: Count = Settings.limit_letters
    limit_storage: Annotated[Line, matching(STORAGE, "“{text}” phải là memory:// hoặc redis://máy:cổng")] = (
        Settings.limit_storage)
    web_folder: Line = ""
    metrics_from: Annotated[Line, AfterValidator(check_networks)] = ""
    smtp_host: Annotated[Line, matching(HOST, "“{text}” không phải tên máy chủ")] = ""
    smtp_port: Annotated[int, Field(ge=1, le=MOST_PORT)] = MailServer.port
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: Line = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_from: Annotated[Line, matching(SENDER, "“{text}” không phải địa chỉ thư điện tử không dấu")] = ""

    @classmethod
    def settings_customise_sources(
            cls, settings_cls: type[BaseSettings], init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource, dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment, then the file, which read_settings() hands over as keywords."""
        return env_settings, init_settings


def read_settings(data: DataDir | None = None) -> Settings:
    """The settings of a data folder. Raises SettingsError.

    >>> read_settings(DataDir(Path("/nowhere"))).tagline
    'Tra cứu bản tin địa phương'
    """
    data = data or DataDir(default_data_dir())
    path = data.root / FILE
    try:
        written = read_file(path)
        read = SettingsFile(**written)
    except ValidationError as error:
        raise SettingsError(explain(error, path)) from error
    return Settings(
        data, read.name or Settings.name, read.tagline, read.address, read.agency, read.postal_address, read.telephone,
        read.email, read.licence, read.seal_link, find_picture("seal", read.seal, path),
        find_picture("emblem", read.emblem, path), read.colour, read.proxies, read.limit_pages, read.limit_suggestions,
        read.limit_api, read.limit_exports, read.limit_letters, read.limit_storage or Settings.limit_storage,
        read.web_folder, find_mail_server(read, path), read_networks(read.metrics_from))


def read_file(path: Path) -> dict[str, Any]:
    """What bantin.toml says; nothing where there is none."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: không đọc được: {why(error)}") from error


def explain(error: ValidationError, path: Path) -> str:
    """The first thing that is wrong, with the place where it was written."""
    first = error.errors()[0]
    key = str(first["loc"][0]) if first["loc"] else ""
    place = place_of(key, path)
    if first["type"] == "extra_forbidden":
        return f"{place}: không có khóa này; các khóa: {', '.join(SettingsFile.model_fields)}"
    context = first.get("ctx", {})
    said = PROBLEMS.get(first["type"], "").format(**context) or str(context.get("error", ""))
    return f"{place}: {said or 'giá trị sai'}"


def place_of(key: str, path: Path) -> str:
    """Where a key's value comes from: the variable that is set, else the file."""
    variable = f"{PREFIX}{key.upper()}"
    return variable if os.environ.get(variable) else f"{path}: {key}"


def find_mail_server(read: SettingsFile, path: Path) -> MailServer | None:
    """The server that letters go to, None where no key names one. Letters hold links, so the site's own address must be
    known; a password never goes out unhidden, but to this machine itself."""
    if not read.smtp_host:
        return None
    if not read.smtp_from:
        raise SettingsError(f"{place_of('smtp_from', path)}: thiếu; có smtp_host thì phải khai địa chỉ gửi thư")
    if not read.address:
        where = place_of("address", path)
        raise SettingsError(f"{where}: thiếu; có smtp_host thì phải khai để thư có liên kết")
    password = read.smtp_password.get_secret_value()
    if bool(read.smtp_user) != bool(password):
        key = "smtp_password" if read.smtp_user else "smtp_user"
        raise SettingsError(f"{place_of(key, path)}: thiếu; smtp_user và smtp_password đi cùng nhau")
    if password and read.smtp_security == "none" and read.smtp_host not in LOOPBACK:
        raise SettingsError(f"{place_of('smtp_security', path)}: mật khẩu không được gửi đi khi không mã hóa")
    return MailServer(read.smtp_host, read.smtp_from, read.smtp_port, read.smtp_security, read.smtp_user, password)


def find_picture(key: str, written: str, path: Path) -> Picture | None:
    """A picture that a key names, from the folder of the settings; None where it names none."""
    if not written:
        return None
    place, file = place_of(key, path), path.parent / written
    if file.suffix.lower() not in MEDIA_TYPES:
        raise SettingsError(f"{place}: “{written}” phải là tệp {', '.join(MEDIA_TYPES)}")
    try:
        size = file.stat().st_size
        file.open("rb").close()
    except OSError as error:
        raise SettingsError(f"{place}: không đọc được {file}: {why(error)}") from error
    if size > MAX_PICTURE_BYTES:
        raise SettingsError(f"{place}: {file} lớn hơn {MAX_PICTURE_BYTES // 1000} KB")
    return Picture(file.absolute(), MEDIA_TYPES[file.suffix.lower()])
