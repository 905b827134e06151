"""Settings: what an installation may choose about its pages, read once when the app is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path

from corpus.data_dir import DataDir

IPNetwork = IPv4Network | IPv6Network


@dataclass(frozen=True)
class Picture:
    """A picture of the installation's own: its file, and the media type that its name stands for."""

    path: Path
    media_type: str


@dataclass(frozen=True)
class MailServer:
    """The server that letters are handed to (SMTP). `security` is "starttls", "tls" or "none"; without a `user` nobody
    logs in. `sender` is the address that letters come from."""

    host: str
    sender: str
    port: int = 587
    security: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class Settings:
    """Where the data lies, the name that stands at the top of every page, and who answers for the pages. Empty is not
    shown. `public_address` is the site's own, without a slash at its end, as feeds and exports name it; else the
    address that was asked counts. `proxies` is how many servers of one's own stand before this one and say who asks.
    The limits are requests a minute of one client, 0 for none; they are counted in each process, or where
    `limit_storage` says. `web_folder` holds what the pages themselves write, the counts of visits and who asked for
    letters, and must let itself be written to; empty is the data folder. Letters are offered where there is a `mail`
    server. `metrics_from` are the networks that may read /metrics besides this machine itself.

    >>> Settings(DataDir(Path("data"))).name
    'Bản tin'
    """

    data: DataDir
    name: str = "Bản tin"
    tagline: str = "Tra cứu bản tin địa phương"
    public_address: str = ""
    agency: str = ""
    postal_address: str = ""
    telephone: str = ""
    email: str = ""
    licence: str = ""
    seal_link: str = ""
    seal: Picture | None = None
    emblem: Picture | None = None
    colour: str = ""
    proxies: int = 0
    limit_pages: int = 120
    limit_suggestions: int = 300
    limit_api: int = 120
    limit_exports: int = 10
    limit_letters: int = 5
    limit_storage: str = "memory://"
    web_folder: str = ""
    mail: MailServer | None = None
    metrics_from: tuple[IPNetwork, ...] = ()

    @property
    def own_folder(self) -> Path:
        """Where the pages write what is their own."""
        return Path(self.web_folder or self.data.root)

    @property
    def unset(self) -> tuple[str, ...]:
        """What a public agency's pages ought to state and these do not, by the names of the keys.

        >>> Settings(DataDir(Path("data")), agency="Sở Y tế").unset
        ('postal_address', 'telephone', 'email', 'licence')
        """
        return tuple(key for key in ("agency", "postal_address", "telephone", "email", "licence")
                     if not getattr(self, key))
