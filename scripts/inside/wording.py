"""What the commands say beside their results: argparse's own words, and the messages that more than one of them has.

Each command's help stands beside its options; why something failed is told by corpus/reasons.py. The admin's guide
quotes these sentences, and tests/test_docs.py holds that they are the program's.
"""

from __future__ import annotations

from datetime import datetime

from corpus.dates.local_time import LOCAL_TIME

# What stands for a value in --help.
FOLDER, FILE, ADDRESS, SOURCE, DAY, SECONDS, NAMES = (
    "THƯ_MỤC", "TỆP", "ĐỊA_CHỈ", "NGUỒN", "NGÀY", "GIÂY", "TÊN")

# argparse's sentences by their English, as its calls of gettext have them; also those of Python 3.12 and 3.13.
ARGPARSE = {
    "usage: ": "cách dùng: ",
    "positional arguments": "đối số",
    "options": "tùy chọn",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "unrecognized arguments: %s": "không hiểu: %s",
    "the following arguments are required: %s": "thiếu: %s",
    "one of the arguments %s is required": "cần một trong: %s",
    "not allowed with argument %s": "không dùng cùng %s",
    "expected one argument": "cần một giá trị",
    "expected at most one argument": "nhận nhiều nhất một giá trị",
    "expected at least one argument": "cần ít nhất một giá trị",
    "expected %s argument": "cần %s giá trị",
    "expected %s arguments": "cần %s giá trị",
    "ignored explicit argument %r": "không nhận giá trị, đã cho “%s”",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s có thể là %(matches)s: hãy viết đủ",
    "unexpected option string: %s": "không có tùy chọn %s",
    "invalid %(type)s value: %(value)r": "giá trị sai: “%(value)s”",
    "invalid choice: %(value)r (choose from %(choices)s)": "không có “%(value)s”; chọn một trong: %(choices)s",
    "invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)":
        "không có “%(value)s”, có phải “%(suggestion)s”? Chọn một trong: %(choices)s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "không có “%(parser_name)s”; chọn một trong: %(choices)s",
    "can't open '%(filename)s': %(error)s": "không mở được “%(filename)s”: %(error)s",
    "show this help message and exit": "in hướng dẫn này rồi thoát",
    "show program's version number and exit": "in số phiên bản rồi thoát",
    "subcommands": "lệnh con",
    "(deprecated) ": "(sắp bỏ) ",
    "option '%(option)s' is deprecated": "tùy chọn “%(option)s” sắp bị bỏ",
    "argument '%(argument_name)s' is deprecated": "đối số “%(argument_name)s” sắp bị bỏ",
    "command '%(parser_name)s' is deprecated": "lệnh “%(parser_name)s” sắp bị bỏ",
}
DEFAULT = " (mặc định: {})"

HELP = "in hướng dẫn này rồi thoát"
VERSION = "in số phiên bản rồi thoát"
DATA = "thư mục dữ liệu, giữ kho và chỉ mục (mặc định: %(default)s; đổi bằng BANTIN_DATA)"
JSON = "chỉ in JSON ra đầu ra chuẩn"
QUIET = "không in tiến độ và dòng tổng kết"
PORT = "cổng để nghe, từ 0 đến 65535; 0 là cổng nào trống cũng được"

NO_STORE = "{path}: chưa có kho bản tin; hãy chạy scripts/crawl.py hoặc scripts/load.py"
NO_FILE = "{path}: không có tệp này"
A_FOLDER = "{path}: đây là thư mục, không phải tệp"
NO_FOLDER = "{path}: không có thư mục này"
NOT_A_FOLDER = "{path}: không phải thư mục; hãy chọn thư mục dữ liệu khác (--data)"
ALIKE = "trong kho có {bulletins} bản tin đứng ở nhiều nơi, gộp thành {families} nhóm"
NOT_UTF8 = "đầu vào chuẩn không phải UTF-8: {why}"
PORT_BUSY = "cổng {port} của {host} đang có chương trình khác dùng; hãy chọn cổng khác, chẳng hạn --port {other}"
CANNOT_LISTEN = "không nghe được ở {host}, cổng {port}: {why}"
NOT_WHOLE = "“{text}” không phải số nguyên {range}"
NOT_SECONDS = "“{text}” không phải số giây từ 0 đến {most:g}"
NOT_A_DAY = "“{text}” không phải ngày dạng 2017-03-27"
NOT_KNOWN = "{option}: không có {names}; các tên: {known}"


def translate(message: str) -> str:
    """One of argparse's sentences in Vietnamese; as it is where nobody translated it.

    >>> translate("usage: "), translate("what nobody knows")
    ('cách dùng: ', 'what nobody knows')
    """
    return ARGPARSE.get(message, message)


def whole_range(least: int, most: int | None) -> str:
    """In which range a whole number has to be.

    >>> whole_range(1, None), whole_range(0, 65535)
    ('từ 1 trở lên', 'từ 0 đến 65535')
    """
    return f"từ {least} trở lên" if most is None else f"từ {least} đến {most}"


def decimal(number: float, places: int = 1) -> str:
    """A number as it is written here.

    >>> decimal(1.05, 2)
    '1,05'
    """
    return f"{number:.{places}f}".replace(".", ",")


def megabytes(count: int) -> str:
    """A number of bytes.

    >>> megabytes(3 * 2**19)
    '1,5 MB'
    """
    return f"{decimal(count / 2**20)} MB"


def moment(text: str | None) -> str:
    """An ISO moment by the clock here, to the minute; empty where there is none.

    >>> moment("2026-11-23T14:39:50+00:00")
    '21:39 23/11/2026'
    """
    return f"{datetime.fromisoformat(text).astimezone(LOCAL_TIME):%H:%M %d/%m/%Y}" if text else ""
