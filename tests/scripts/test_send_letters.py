"""send_letters.py: each letter goes out once, whenever the run is ended; what cannot be sent is said and stays due."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from corpus.data_dir import DataDir
from corpus.dates.local_time import LOCAL_TIME
from search_app.alerts.subscriptions import FILE, Subscriptions
from tests.local_mail import SENDER, MailBox, open_mail_server

RunScript = Callable[..., CompletedProcess[str]]
SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "send_letters.py"
READERS = [f"nguoi{number}@vi.example" for number in range(5)]


@pytest.fixture
def mail() -> Iterator[MailBox]:
    with open_mail_server() as box:
        yield box


@pytest.fixture
def data(sample_data: DataDir, tmp_path: Path, mail: MailBox) -> DataDir:
    """The sample, with a mail server and some readers, to whom all of it is news."""
    made = DataDir(Path(shutil.copytree(sample_data.root, tmp_path / "data", symlinks=True)))
    (made.root / "bantin.toml").write_text(
        f'address = "https://timkiem.example"\nsmtp_host = "127.0.0.1"\nsmtp_port = {mail.port}\n'
        f'smtp_security = "none"\nsmtp_from = "{SENDER}"\n', encoding="utf-8")
    kept, now = Subscriptions(made.root / FILE), datetime.now(LOCAL_TIME)
    for reader in READERS:
        kept.ask(reader, "/tim-kiem?q=khoa+h%E1%BB%8Dc", now)
    for one in kept.unasked():
        kept.confirm(one.token, now, 0)
    kept.ask("chua@vi.example", "/tim-kiem", now)
    return made


def test_a_run_that_is_killed_sends_nothing_twice(data: DataDir, mail: MailBox, run_script: RunScript) -> None:
    reached, over = threading.Event(), threading.Event()

    def hang(address: str) -> None:
        if address == READERS[2]:
            reached.set()
            over.wait(60)

    mail.on_data = hang
    run = subprocess.Popen([sys.executable, str(SCRIPT), "--data", str(data.root)], stdout=subprocess.DEVNULL)
    assert reached.wait(60)
    locked = run_script("send_letters.py", "--data", data.root)
    assert locked.returncode == 75 and f"tiến trình {run.pid}" in locked.stderr
    run.kill()
    run.wait(30)
    over.set()
    mail.on_data = lambda _: None
    mail.on_rcpt = lambda address: f"450 4.2.0 <{address}> greylisted" if address == READERS[4] else None
    done = run_script("send_letters.py", "--data", data.root)
    assert done.returncode == 1 and done.stderr == "máy chủ thư: 450 4.2.0 … greylisted\n"
    assert done.stdout == ("đã gửi 1 thư · không có tin mới 0 · máy chủ chưa nhận 1 · không rõ đã tới hay chưa 1\n")
    mail.on_rcpt = lambda _: None
    told = json.loads(run_script("send_letters.py", "--data", data.root, "--json").stdout)
    assert told["sent"] == 1 and told["asking"] == told["in doubt"] == 0
    assert Counter(to for to, _ in mail.letters) == Counter([*READERS, "chua@vi.example"])


@pytest.mark.parametrize(("written", "code", "said"), [
    ("", 2, "bantin.toml chưa có smtp_host"),
    ('smtp_host = "127.0.0.1"\n', 2, "smtp_from: thiếu"),
])
def test_why_nothing_can_be_sent(data: DataDir, run_script: RunScript, written: str, code: int, said: str) -> None:
    (data.root / "bantin.toml").write_text(written, encoding="utf-8")
    done = run_script("send_letters.py", "--data", data.root)
    assert done.returncode == code and said in done.stderr and "Traceback" not in done.stderr
