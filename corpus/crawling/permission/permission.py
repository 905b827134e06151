"""Permission.get(): whether an address may be asked for, and now."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.crawling.frontier import Target
from corpus.crawling.permission.robots_texts import RobotsTexts, ServerSilent
from corpus.crawling.scope import Scope
from corpus.crawling.servers import Servers


class Refused(Exception):
    """An address may not be asked for in this run; the message says why. `kind`: robots or forbidden."""

    def __init__(self, message: str, kind: str = "forbidden"):
        super().__init__(message)
        self.kind = kind


class NotNow(Exception):
    """An address's server is not to be asked right now."""


@dataclass(frozen=True)
class Permission:
    """Those who are asked before a server is: its robots.txt, the source's description, the clock."""

    robots: RobotsTexts
    scope: Scope
    servers: Servers

    def get(self, target: Target) -> None:
        """Returns where an address may be asked for now. Raises Refused and NotNow."""
        try:
            robots = self.robots.of(target.origin)
        except ServerSilent as silent:
            self.servers.leave(target.origin, str(silent))
            raise NotNow from silent
        if not robots.allows(target.address):
            raise Refused("robots.txt", "robots")
        lets_in = self.scope.lets_in_file if target.is_file else self.scope.lets_in
        if not lets_in(target.address):
            raise Refused("ngoài mô tả của nguồn")
        if self.servers.must_wait(target.origin):
            raise NotNow  # robots.txt was asked for just now
