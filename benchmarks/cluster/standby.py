"""Two PostgreSQL servers, of which one has all that the other acknowledged, and takes its place when it is killed."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from time import monotonic, sleep

from benchmarks.cluster.ports import free_ports
from benchmarks.cluster.postgres import OWNER, START_SECONDS, NoServer, PostgresServer

LETS_IN = "local all all trust\nlocal replication all trust\nhost all all 127.0.0.1/32 trust\n"
UNSENT_SECONDS = 0.2  # in which a server that is about to die writes what its standby will not have
ASK_SECONDS = 0.1
FOLLOWERS = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'"


class Standby(PostgresServer):
    """A server that follows another one, from a copy of all that it has."""

    def __init__(self, primary: PostgresServer, port: int):
        self._primary = primary
        super().__init__({"listen_addresses": "127.0.0.1", "port": str(port), "primary_conninfo":
                          f"host={primary.folder} port={primary.port} user={OWNER}"}, LETS_IN)

    def _fill(self) -> None:
        self._run("pg_basebackup", "--host", str(self._primary.folder), "--port", str(self._primary.port), "--username",
                  OWNER, "--pgdata", str(self.data), "--checkpoint", "fast", "--no-sync")
        self.keep("standby.signal", b"")

    def promote(self) -> None:
        """From now on it is written to."""
        self._run("pg_ctl", "promote", "--pgdata", str(self.data))


class Pair:
    """A server and its standby. The server acknowledges nothing that its standby does not have.

    `address` names both hosts, in an order that stays, and leads to the one that may be written to.
    """

    def __init__(self) -> None:
        self._ports = free_ports(2)
        hosts = ",".join(f"127.0.0.1:{port}" for port in self._ports)
        self.address = f"postgresql://{OWNER}@{hosts}/postgres?target_session_attrs=read-write"
        self.primary = PostgresServer({"listen_addresses": "127.0.0.1", "port": str(self._ports[0])}, LETS_IN)
        self.standby: Standby | None = None
        self.follow()

    def follow(self) -> None:
        """Makes a standby, at the port that is free, and waits until nothing is acknowledged without it."""
        port, = {*self._ports} - {self.primary.port}
        try:
            self.standby = Standby(self.primary, port)
            wait_for(self.primary, FOLLOWERS)
            self.primary.ask("ALTER SYSTEM SET synchronous_standby_names = '*'")
            self.primary.ask("SELECT pg_reload_conf()")
            wait_for(self.primary, f"{FOLLOWERS} AND sync_state = 'sync'")
        except BaseException:
            self.stop()
            raise

    def kill(self) -> None:
        """Kills the server as a machine that fails does: what its standby has not received by now is lost with it.

        A process that is killed would leave it to the system to send on. The standby takes its place with `promote`.
        """
        assert self.standby
        receiver = int(self.standby.ask("SELECT pid FROM pg_stat_wal_receiver"))
        os.kill(receiver, signal.SIGSTOP)
        sleep(UNSENT_SECONDS)
        self.primary.kill()
        os.kill(receiver, signal.SIGKILL)  # the standby begins anew by itself, from what it has
        wait_for(self.standby, "SELECT 1")

    def promote(self) -> None:
        """Puts the standby in the place of a killed server; it waits for no other one until there is one."""
        assert self.standby
        self.standby.promote()
        self.primary.stop()
        self.primary, self.standby = self.standby, None

    def stop(self) -> None:
        """Ends both."""
        for server in filter(None, (self.standby, self.primary)):
            server.stop()


def wait_for(server: PostgresServer, question: str) -> None:
    """Waits until a server answers a question with 1. NoServer where it does not."""
    until = monotonic() + START_SECONDS
    while True:
        with suppress(NoServer):
            if server.ask(question) == "1":
                return
        if monotonic() > until:
            raise NoServer("máy dự phòng PostgreSQL không theo kịp máy chính")
        sleep(ASK_SECONDS)
