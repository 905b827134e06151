#!/usr/bin/env python3
"""Sends the letters of the day: to each reader who asked for it, what came new about a search."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from inside import script, wording

from corpus.dates.local_time import LOCAL_TIME, local_today  # noqa: E402
from corpus.job_lock import JobLocked, hold  # noqa: E402
from corpus.storing.store import StoreError  # noqa: E402
from indexer.engine.base import EngineError  # noqa: E402
from search_app import create_app  # noqa: E402
from search_app.alerts.confirming import Letters, letters, send_askings  # noqa: E402
from search_app.alerts.digest import count_due, send_all  # noqa: E402
from search_app.alerts.handing_over import Fate, MailError  # noqa: E402
from search_app.settings import MailServer, Settings  # noqa: E402
from search_app.settings_file import FILE, SettingsError, read_settings  # noqa: E402

NO_SERVER = "{file} chưa có smtp_host: trang không gửi thư nào"
NOT_WRITABLE = "{path}: không được ghi, nên không biết ai đã nhận thư nào"
FATES = {Fate.SENT.value: "đã gửi {} thư", "nothing": "không có tin mới {}", "asking": "thư xác nhận {}",
         Fate.NOT_TAKEN.value: "máy chủ chưa nhận {}", Fate.NOBODY.value: "không có hộp thư {}",
         "forgotten": "đã xóa {} địa chỉ không còn", Fate.IN_DOUBT.value: "không rõ đã tới hay chưa {}"}
DRY = {Fate.SENT.value: "sẽ gửi {} thư", "nothing": "không có tin mới {}"}
ALWAYS = (Fate.SENT.value, "nothing")
TROUBLE = (Fate.NOT_TAKEN.value, Fate.IN_DOUBT.value)


def main() -> int:
    """Sends, and prints what it came to. A run that was ended goes on where it stood; no letter goes out twice."""
    parser = script.parser("Gửi thư mỗi ngày: tin mới cho những người đã đăng ký nhận và đã xác nhận. Chạy lại trong "
                           "ngày thì chỉ gửi những thư còn thiếu.")
    parser.add_argument("--dry-run", action="store_true", help="chỉ đếm, không gửi và không ghi gì")
    parser.add_argument("--quiet", action="store_true", help=wording.QUIET)
    arguments = parser.parse_args()
    try:
        settings = read_settings(script.data_dir(arguments))
        app = create_app(settings)
    except SettingsError as error:
        raise script.Failure(str(error), script.WRONG_USE) from error
    if settings.mail is None:
        raise script.Failure(NO_SERVER.format(file=FILE), script.WRONG_USE)
    reasons: Counter[str] = Counter()
    with app.app_context():
        post = letters()
        if post is None:
            raise script.Failure(NOT_WRITABLE.format(path=settings.own_folder))
        try:
            with hold(settings.own_folder / "letters.lock"):
                counts = (count_due(post.kept, settings, local_today()) if arguments.dry_run
                          else send(post, settings, settings.mail, reasons))
        except JobLocked as running:
            raise script.Failure(str(running), script.LOCKED) from running
        except (MailError, StoreError, EngineError) as error:
            raise script.Failure(str(error)) from error
    if arguments.json:
        script.print_json({**{name: counts.get(name, 0) for name in FATES}, "reasons": dict(reasons)})
    elif not arguments.quiet:
        print(tell(counts, DRY if arguments.dry_run else FATES))
    for reason, count in reasons.most_common():
        script.say(f"máy chủ thư: {reason}" + (f" ({count} lần)" if count > 1 else ""))
    return script.FAILED if any(counts.get(name) for name in TROUBLE) else script.FINE


def send(post: Letters, settings: Settings, server: MailServer, reasons: Counter[str]) -> Counter[str]:
    """Sends what is to be sent: how many letters came to what. `reasons` gets what the server said of those that it did
    not take; no address stands there that the server did not repeat."""
    counts: Counter[str] = Counter()
    counts[Fate.IN_DOUBT.value] += post.kept.settle(datetime.now(LOCAL_TIME))
    counts["asking"] += send_askings(post.kept, settings, server)[Fate.SENT.value]
    for fate, said in send_all(post.kept, settings, server, local_today()):
        counts[fate] += 1
        if fate in (*TROUBLE, Fate.NOBODY.value, "forgotten"):
            reasons[said] += 1
    return counts


def tell(counts: Counter[str], names: dict[str, str]) -> str:
    """The counts in a line.

    >>> tell(Counter({"sent": 2, "not taken": 1}), FATES)
    'đã gửi 2 thư · không có tin mới 0 · máy chủ chưa nhận 1'
    """
    return " · ".join(said.format(counts[name]) for name, said in names.items() if counts[name] or name in ALWAYS)


if __name__ == "__main__":
    script.run(main)
