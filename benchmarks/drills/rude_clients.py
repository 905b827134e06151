"""Clients that dawdle: half requests, half bodies, answers that nobody takes, and connections that ask nothing."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

LOOK_EVERY = 0.5  # seconds; who was thrown out comes again, and who drips sends another byte


@dataclass(frozen=True)
class Manner:
    """What a rude client sends at once, and what it sends again and again."""

    first: bytes
    drip: bytes = b""


MANNERS = {
    "half requests": Manner(b"GET /tim-kiem?q=th HTTP/1.1\r\nHost: x\r\n"),
    "half bodies": Manner(b"GET /tim-kiem?q=th HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{"),
    "no hanging up": Manner(b"GET /tro-giup HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
    "dripping": Manner(b"GET /tim-kiem?q=", b"a"),
    "idle": Manner(b""),
}


@dataclass
class Crowd:
    """Rude clients of every manner, `each` of them at any time; `came` counts all that ever came."""

    port: int
    each: int
    manners: tuple[str, ...] = tuple(MANNERS)
    came: int = 0
    refused: int = 0
    clients: dict[str, list[socket.socket]] = field(default_factory=dict)

    def come(self) -> None:
        """Fills every manner's places."""
        for name in self.manners:
            clients = self.clients.setdefault(name, [])
            while len(clients) < self.each:
                try:
                    client = socket.create_connection(("127.0.0.1", self.port), timeout=5)
                    client.sendall(MANNERS[name].first)
                except OSError:
                    self.refused += 1
                    break
                client.setblocking(False)
                clients.append(client)
                self.came += 1

    def dawdle(self) -> None:
        """Drips, and forgets who was thrown out. One that was answered and does not hang up stays."""
        for name, clients in self.clients.items():
            for client in list(clients):
                try:
                    if MANNERS[name].drip:
                        client.send(MANNERS[name].drip)
                    gone = name != "no hanging up" and not client.recv(4096)
                except BlockingIOError:
                    gone = False
                except OSError:
                    gone = True
                if gone:
                    client.close()
                    clients.remove(client)

    def go(self) -> None:
        """All leave."""
        for clients in self.clients.values():
            for client in clients:
                with suppress(OSError):
                    client.close()


@contextmanager
def dawdling(crowd: Crowd) -> Iterator[Crowd]:
    """A crowd that stays for as long as the block runs."""
    over = threading.Event()

    def stay() -> None:
        while not over.wait(LOOK_EVERY):
            crowd.dawdle()
            crowd.come()

    crowd.come()
    thread = threading.Thread(target=stay)
    thread.start()
    try:
        yield crowd
    finally:
        over.set()
        thread.join()
        crowd.go()
