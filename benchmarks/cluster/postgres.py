"""A PostgreSQL server of one's own, on a socket in a folder of its own, and on loopback where that is wanted: started,
killed, started again."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from types import MappingProxyType

OWNER = "bantin"
GUARDED = "khach"  # a user who needs a password
START_SECONDS = 30
LOOK_SECONDS = 0.02
MEMORY, LEAST_ROOM = "/dev/shm", 2 * 2**30
# What was written is with the system when it is told to be: that lives through a killed server, and no test cuts the
# power. The rest keeps a server that serves a few connections small.
SETTINGS = {"listen_addresses": "", "fsync": "off", "full_page_writes": "off", "shared_buffers": "32MB",
            "max_connections": "60", "max_wal_size": "256MB", "log_min_messages": "fatal",
            "dynamic_shared_memory_type": "mmap"}  # in its folder: a killed server leaves it, and the folder is removed
PORT = 5432  # of which a socket in a folder needs no other
WHO_COMES_IN = f"local all {GUARDED} scram-sha-256\nlocal all all trust\n"


class NoServer(Exception):
    """No server can be started; the message says why."""


class PostgresServer:
    """A server. It ends with the process that started it, however that ends, or when it is stopped. `settings` are
    PostgreSQL's, above the usual ones, from the next start on; `files` are its own, beside its data."""

    def __init__(self, settings: Mapping[str, str] = MappingProxyType({}), who_comes_in: str = WHO_COMES_IN,
                 files: Iterable[Path] = (), folder: Path | None = None) -> None:
        self.settings = {**SETTINGS, **settings}
        self.folder = Path(tempfile.mkdtemp(prefix="bantin-pg-", dir=folder or quick_folder()))
        self.data = self.folder / "data"
        try:
            self._own(self.folder)
            self._fill()
            self.let_in(who_comes_in)
            for path in files:
                self.keep(path.name, path.read_bytes())
            self.start()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def _fill(self) -> None:
        """Makes its data."""
        self._run("initdb", "--pgdata", str(self.data), "--username", OWNER, "--auth", "trust", "--encoding", "UTF8",
                  "--locale", "C", "--no-sync")

    def let_in(self, who_comes_in: str) -> None:
        """Says who comes in, in the lines of a pg_hba.conf, from the next start on."""
        self.keep("pg_hba.conf", who_comes_in.encode("ascii"))

    def keep(self, name: str, content: bytes) -> None:
        """A file of its own, beside its data."""
        (self.data / name).write_bytes(content)
        self._own(self.data / name)

    def ask(self, statement: str) -> str:
        """What a statement comes to, as text. NoServer where it cannot be asked."""
        return self._run("psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--command", statement,
                         self.address)

    @property
    def port(self) -> int:
        """Its port, on loopback and in the name of its socket."""
        return int(self.settings.get("port", PORT))

    @property
    def address(self) -> str:
        """The address of the database that every server has."""
        return self.address_of("postgres")

    def address_of(self, database: str, user: str = OWNER, password: str = "", schema: str = "") -> str:
        """The address of a database, as a user, and of one of its schemas."""
        secret = f":{password}" if password else ""
        options = f"&options=-csearch_path%3D{schema}" if schema else ""
        options += f"&port={self.port}" if self.port != PORT else ""
        return f"postgresql://{user}{secret}@/{database}?host={self.folder}{options}"

    def start(self) -> None:
        """Starts it, and waits until it answers. NoServer where it does not."""
        until = monotonic() + START_SECONDS
        self.process = self._begin()
        while "ready" not in self._told():
            if monotonic() > until:
                self.kill()
                raise NoServer("PostgreSQL không khởi động được")
            sleep(LOOK_SECONDS)
            if self.process.poll() is not None:  # a killed one's children still hold its memory for a moment
                self.process = self._begin()

    def _begin(self) -> subprocess.Popen[bytes]:
        settings = [f"--{name}={value}" for name, value in self.settings.items()]
        return subprocess.Popen(
            [*self._as_user, find_program("postgres"), "-D", str(self.data), "-k", str(self.folder), *settings],
            cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def kill(self) -> None:
        """Kills it at once, as a machine that fails does; its children see that and end."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """Ends it, and removes what it kept."""
        self.process.send_signal(signal.SIGQUIT)  # at once: nothing of it is wanted any more
        try:
            self.process.wait(START_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _told(self) -> str:
        """The last line of the file in which a server says how it is."""
        try:
            told = (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except OSError:
            return ""
        return told[-1] if told[:1] == [str(self.process.pid)] else ""

    @property
    def _user(self) -> str:
        """Whom it runs as: a server of PostgreSQL's refuses to be root's. Empty for who we are."""
        return "nobody" if os.getuid() == 0 else ""

    @property
    def _user_group(self) -> int:
        return pwd.getpwnam(self._user).pw_gid

    @property
    def _as_user(self) -> list[str]:
        setpriv = find_program("setpriv")
        who = pwd.getpwnam(self._user) if self._user else None
        return [setpriv, "--pdeathsig", "INT",
                *([f"--reuid={who.pw_uid}", f"--regid={who.pw_gid}", "--clear-groups"] if who else [])]

    def _own(self, path: Path) -> None:
        """Gives a file or folder to whom the server runs as, and shows it to nobody else."""
        path.chmod(0o700 if path.is_dir() else 0o600)
        if self._user:
            shutil.chown(path, self._user, self._user_group)

    def _run(self, program: str, *arguments: str) -> str:
        done = subprocess.run([*self._as_user, find_program(program), *arguments], cwd="/", capture_output=True,
                              text=True)
        if done.returncode:
            said = done.stderr.strip().splitlines()
            raise NoServer(f"PostgreSQL không khởi động được: {said[-1] if said else done.returncode}")
        return done.stdout.strip()


def quick_folder() -> str | None:
    """A folder in memory where there is one with room for a server's few hundred files; None for the usual one."""
    with suppress(OSError):
        if shutil.disk_usage(MEMORY).free >= LEAST_ROOM:
            return MEMORY
    return None


def find_program(name: str) -> str:
    """Where a program of PostgreSQL's is: on the path, or where Debian keeps it. NoServer where it is missing."""
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    found = shutil.which(name) or (str(versions[-1]) if versions else "")
    if not found:
        raise NoServer(f"máy này không có {name} của PostgreSQL")
    return found
