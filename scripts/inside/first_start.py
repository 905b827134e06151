"""The main job on the bundled sample portal: serve it, crawl it, index it, serve the search. Run by scripts/start."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from inside import script

from corpus.data_dir import DataDir  # noqa: E402
from corpus.storing.store import Store, StoreError  # noqa: E402

SOURCE = "truong-ha"
DEFAULT_PORT = 8080
SCRIPTS = Path(__file__).resolve().parents[1]


def main() -> int:
    """Sets the sample going and serves until it is told to end."""
    parser = script.parser("Crawls and indexes the bundled sample portal, and serves the search.", json_output=False)
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, metavar="N", help="port of the search")
    parser.add_argument("--setup-only", action="store_true", help="stop when the environment is made")
    arguments = parser.parse_args()
    if not 0 <= arguments.port <= 65535:
        parser.error("--port is 0 to 65535")
    if arguments.setup_only:
        print("Môi trường đã sẵn sàng trong .venv")
        return script.FINE
    if not is_free(arguments.port):
        raise script.Failure(f"port {arguments.port} is in use; choose another with --port N")
    data = script.data_dir(arguments)
    data.root.mkdir(parents=True, exist_ok=True)
    children: list[subprocess.Popen[str]] = []
    try:
        if holds_another_portal(data):
            print("1/3  Kho đã có bản tin của cổng khác: không thu thập cổng mẫu", flush=True)
        else:
            crawl_sample(data, children)
        print("2/3  Lập chỉ mục", flush=True)
        run("reindex.py", "--data", str(data.root))
        print("3/3  Mở trang tìm kiếm (Ctrl-C để dừng)", flush=True)
        children.append(start(sys.executable, str(SCRIPTS / "serve.py"), "--data", str(data.root),
                              "--port", str(arguments.port)))
        return children[-1].wait()
    finally:
        for child in reversed(children):
            stop(child)


def crawl_sample(data: DataDir, children: list[subprocess.Popen[str]]) -> None:
    """Serves the sample portal on this machine and crawls it. It stays up, for the links to its pages."""
    port = sample_port(data)
    print(f"1/3  Cổng mẫu “Trường Hà” tại http://127.0.0.1:{port}/, đang thu thập", flush=True)
    portal = start(sys.executable, "-m", "corpus.sample.portal", "--port", str(port), stdout=subprocess.PIPE)
    children.append(portal)
    assert portal.stdout is not None
    if not portal.stdout.readline():
        raise script.Failure("the sample portal could not be started")
    run("crawl.py", SOURCE, "--at", f"http://127.0.0.1:{port}/", "--allow-private", "--delay", "0",
        "--data", str(data.root))


def holds_another_portal(data: DataDir) -> bool:
    """Whether the store is somebody's own, which the sample must not be mixed into."""
    if not data.store.exists():
        return False
    try:
        with Store.open(data.store, read_only=True) as store:
            return bool(set(store.sources()) - {SOURCE})
    except StoreError as error:
        raise script.Failure(str(error)) from error


def sample_port(data: DataDir) -> int:
    """The sample's port, the same on every start: addresses, and so ids, hold it."""
    kept = data.root / "sample-port.json"
    with suppress(OSError, ValueError):
        port = int(json.loads(kept.read_text()))
        if not is_free(port):
            raise script.Failure(f"port {port}, which the sample portal had when it was first crawled, is in use; "
                                 "free it, or start with another --data DIR")
        return port
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kept.write_text(json.dumps(port))
    return port


def is_free(port: int) -> bool:
    """Whether a port can be listened on."""
    with socket.socket() as probe:
        # As the servers do: a port that closed a moment ago is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    return True


def start(*command: str, stdout: int | None = None) -> subprocess.Popen[str]:
    """A child process that lives as long as this one."""
    return subprocess.Popen(command, text=True, stdout=stdout, cwd=script.ROOT if "-m" in command else None,
                            env=os.environ | {"PYTHONPATH": str(script.ROOT)})


def run(name: str, *arguments: str) -> None:
    """Runs a script to its end."""
    code = subprocess.call([sys.executable, str(SCRIPTS / name), *arguments])
    if code:
        raise script.Failure(f"{name} ended with code {code}", code)


def stop(child: subprocess.Popen[str]) -> None:
    """Ends a child that still runs."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()


def end(*_: object) -> None:
    """What a service manager's TERM does: the same as Ctrl-C."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, end)
    sys.argv[0] = "scripts/start"  # what was typed, and what messages name
    script.run(main)
