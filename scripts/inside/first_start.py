"""The main job on the bundled sample portal: serve it, crawl it, index it, serve the search. Run by scripts/start."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from inside import script, wording

from corpus.data_dir import DataDir  # noqa: E402
from corpus.storing.open_store import is_there, open_store  # noqa: E402
from corpus.storing.store import StoreError  # noqa: E402

SOURCE = "truong-ha"
HOST, DEFAULT_PORT = "127.0.0.1", 8080
EDITIONS = (1, 2, 3)  # a bulletin of the sample is edited twice: what a portal's editors do shows in three crawls
SCRIPTS = Path(__file__).resolve().parents[1]
PLACES = script.ROOT / "corpus" / "sample" / "dia-danh.tsv"  # its province is in no gazetteer


def main() -> int:
    """Sets the sample going and serves until it is told to end."""
    parser = script.parser("Thu thập và lập chỉ mục cổng mẫu đi kèm, rồi mở trang tìm kiếm.", json_output=False)
    if not os.environ.get("BANTIN_DATA"):
        parser.set_defaults(data=script.ROOT / "data")
    parser.add_argument("--port", type=script.port, default=DEFAULT_PORT, metavar="N", help=wording.PORT)
    parser.add_argument("--setup-only", action="store_true", help="chỉ tạo môi trường rồi dừng")
    arguments = parser.parse_args()
    if arguments.setup_only:
        print("Môi trường đã sẵn sàng trong .venv")
        return script.FINE
    if not is_free(arguments.port):
        raise script.Failure(wording.PORT_BUSY.format(port=arguments.port, host=HOST, other=arguments.port + 1))
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
    if not data.places.exists():
        shutil.copyfile(PLACES, data.places)
    for edition in EDITIONS if not is_there(data.store_address) else EDITIONS[-1:]:
        portal = start(sys.executable, "-m", "corpus.sample.portal", "--port", str(port), "--edition", str(edition),
                       stdout=subprocess.PIPE)
        children.append(portal)
        assert portal.stdout is not None
        if not portal.stdout.readline():
            raise script.Failure("không mở được cổng mẫu")
        run("crawl.py", SOURCE, "--at", f"http://127.0.0.1:{port}/", "--allow-private", "--delay", "0",
            "--data", str(data.root))
        if edition != EDITIONS[-1]:
            stop(children.pop())


def holds_another_portal(data: DataDir) -> bool:
    """Whether the store is somebody's own, which the sample must not be mixed into."""
    if not is_there(data.store_address):
        return False
    try:
        with open_store(data.store_address, read_only=True) as store:
            return bool(set(store.sources()) - {SOURCE})
    except StoreError as error:
        raise script.Failure(script.told(error)) from error


def sample_port(data: DataDir) -> int:
    """The sample's port, the same on every start: addresses, and so ids, hold it."""
    kept = data.root / "sample-port.json"
    with suppress(OSError, ValueError):
        port = int(json.loads(kept.read_text()))
        if not is_free(port):
            raise script.Failure(f"cổng {port}, nơi cổng mẫu từng được thu thập, đang có chương trình khác dùng; "
                                 "hãy dừng chương trình ấy, hoặc chọn thư mục dữ liệu khác (--data)")
        return port
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    kept.write_text(json.dumps(port))
    return port


def is_free(port: int) -> bool:
    """Whether a port can be listened on."""
    with socket.socket() as probe:
        # As the servers do: a port that closed a moment ago is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
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
        raise script.Failure(f"{name} dừng với mã {code}", code)


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
