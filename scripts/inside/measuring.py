"""What may be asked of scripts/benchmark.py: its command line, and the texts that it finds for itself."""

from __future__ import annotations

import argparse
from pathlib import Path

from inside import script, wording

from benchmarks.speed import http
from benchmarks.speed.peers import MAKERS, USUAL
from benchmarks.speed.queries import CLASSES
from benchmarks.speed.worker import CLOCKS, WALL

SHARED = script.ROOT.parent / "shared" / "data"
LAW, NEWS = SHARED / "legal/docs.jsonl.zst", SHARED / "news/docs.jsonl.zst"
CLIENTS = 8
SERVE = Path("scripts/serve.py")


def make_parser() -> argparse.ArgumentParser:
    """The parser of the command line."""
    parser = script.parser(
        "Đo tốc độ của máy tìm kiếm bên cạnh các máy khác, trên cùng văn bản, cùng câu hỏi, trong một lượt; với\n"
        "--http hay --serve thì đo tốc độ của trang. Mỗi máy chạy trong một tiến trình riêng trên một nhân; chỉ mục\n"
        "được giữ lại trong thư mục làm việc để lần sau dùng tiếp.", data=False, json_output=False)
    parser.add_argument("--size", default="10k", metavar="CỠ",
                        help="số bản tin, như 10k,1M; 78k và 113k là luật, và luật cùng tin")
    parser.add_argument("--engines", default=",".join(USUAL), metavar=wording.NAMES,
                        help=f"trong số: {', '.join(MAKERS)}; hoặc all")
    parser.add_argument("--classes", default="all", metavar=wording.NAMES,
                        help=f"các loại câu hỏi, trong số: {', '.join(CLASSES)}; hoặc all")
    parser.add_argument("--queries", type=script.positive, default=500, metavar="N", help="số câu hỏi của mọi loại")
    parser.add_argument("--repeats", type=script.positive, default=5, metavar="N",
                        help="số lần hỏi lại mỗi câu")
    parser.add_argument("--clock", choices=list(CLOCKS), default=WALL,
                        help="cpu chỉ tính giờ của bộ xử lý, cho máy đang bận việc khác")
    parser.add_argument("--seed", type=script.whole(0), default=1, metavar="N",
                        help="mầm ngẫu nhiên của mẫu, biến thể và câu hỏi")
    parser.add_argument("--work", type=Path, default=Path("data/benchmark"), metavar=wording.FOLDER,
                        help="nơi giữ văn bản và chỉ mục cho lần sau; một triệu bản tin chiếm khoảng 10 GB")
    parser.add_argument("--legal", type=Path, metavar=wording.FILE,
                        help="luật, dạng JSON Lines; không cho thì ../shared/data/…, không có nữa thì biến thể của mẫu")
    parser.add_argument("--news", type=Path, metavar=wording.FILE, help="tin, dạng JSON Lines")
    parser.add_argument("--sample", action="store_true", help="lấy mẫu đi kèm, dù có gì bên cạnh")
    parser.add_argument("--data", type=Path, metavar=wording.FOLDER,
                        help="thư mục dữ liệu có sẵn cho máy “product”")
    parser.add_argument("--all-sizes", action="store_true", help="lập cả các máy chậm ở những cỡ lớn")
    parser.add_argument("--json", type=Path, metavar=wording.FILE, help="nơi ghi các con số dạng JSON")
    parser.add_argument("--picture", type=Path, metavar="TỆP.svg", help="nơi vẽ thời gian tăng ra sao")
    parser.add_argument("--with-results", type=Path, action="append", default=[], metavar=wording.FILE,
                        help="JSON của một lần đo trước, gộp các cỡ của nó vào lần này")
    parser.add_argument("--http", metavar=wording.ADDRESS,
                        help="thay vào đó, đo trang tìm kiếm tại địa chỉ này của máy")
    parser.add_argument("--serve", type=Path, metavar=wording.FOLDER,
                        help="mở scripts/serve.py trên một thư mục dữ liệu rồi đo")
    parser.add_argument("--numbers", type=Path, metavar=wording.FOLDER,
                        help="đo việc tra số hiệu trên một thư mục dữ liệu: danh sách 500 số, trang số hiệu và văn bản")
    parser.add_argument("--places", type=Path, metavar=wording.FOLDER,
                        help="đo việc đọc địa danh trong kho của một thư mục dữ liệu: số ký tự mỗi giây, và lập chỉ "
                             "mục (trên bản sao trong --work) tốn thêm bao nhiêu")
    parser.add_argument("--pairs", type=script.whole(0), default=3, metavar="N",
                        help="số cặp lần lập chỉ mục của --places, xen kẽ không và có địa danh")
    parser.add_argument("--at-once", action="store_true",
                        help="hai lần của mỗi cặp chạy cùng lúc, để máy bận việc khác thì cả hai chậm như nhau")
    parser.add_argument("--workers", type=script.positive, default=2, metavar="N",
                        help="số tiến trình của --serve")
    parser.add_argument("--clients", type=script.positive, default=CLIENTS, metavar="N",
                        help="số máy khách cùng lúc")
    parser.add_argument("--rate", type=script.positive, metavar="N",
                        help="số câu hỏi tới mỗi giây, bất kể trang nhanh chậm; không cho thì máy khách nhận xong một "
                             "trang mới hỏi trang sau")
    parser.add_argument("--seconds", type=script.whole(1, http.LONGEST_SECONDS), default=20, metavar="N",
                        help=f"số giây của mỗi phần trong hai phần, nhiều nhất {http.LONGEST_SECONDS}")
    parser.add_argument("--beside", type=Path, metavar=wording.FOLDER,
                        help="bản mã nguồn khác của chương trình, đo xen kẽ với --serve trên cùng câu hỏi")
    parser.add_argument("--beside-data", type=Path, metavar=wording.FOLDER,
                        help="thư mục dữ liệu của --beside (mặc định: của --serve)")
    parser.add_argument("--rounds", type=script.positive, default=7, metavar="N", help="số lượt đo xen kẽ")
    parser.add_argument("--anywhere", action="store_true", help="cho phép địa chỉ trên máy khác")
    parser.add_argument("--quiet", action="store_true", help="không in tiến độ")
    return parser


def read_arguments(parser: argparse.ArgumentParser) -> argparse.Namespace:
    """The arguments; wrong ones end the script."""
    arguments = parser.parse_args()
    arguments.engines = script.choose(parser, "--engines", arguments.engines, list(MAKERS))
    arguments.classes = script.choose(parser, "--classes", arguments.classes, list(CLASSES))
    if arguments.http and arguments.serve:
        parser.error("chỉ dùng một trong hai: --http, --serve")
    if arguments.http:
        try:
            arguments.site = http.read_address(arguments.http, arguments.anywhere)
        except ValueError as error:
            parser.error(f"--http: {error}")
    script.want_files(arguments.legal, arguments.news, *arguments.with_results)
    if arguments.beside and not (arguments.serve and (arguments.beside / SERVE).is_file()):
        parser.error(f"--beside cần có --serve, và {SERVE} trong thư mục của nó")
    for path in (arguments.data, arguments.serve, arguments.numbers, arguments.places, arguments.beside,
                 arguments.beside_data):
        if path and not path.is_dir():
            raise script.Failure(wording.NO_FOLDER.format(path=path), script.WRONG_USE)
    for path in (arguments.json, arguments.picture):
        if path and not path.parent.is_dir():
            raise script.Failure(wording.NO_FOLDER.format(path=path.parent), script.WRONG_USE)
    find_texts(arguments)
    return arguments


def find_texts(arguments: argparse.Namespace) -> None:
    """Fills in the collections that lie beside the checkout, and says which texts stand for what is missing."""
    if arguments.sample:
        arguments.legal = arguments.news = None
        return
    if not arguments.legal and not arguments.news:
        arguments.legal, arguments.news = (path if path.is_file() else None for path in (LAW, NEWS))
        for path, found in ((LAW, arguments.legal), (NEWS, arguments.news)):
            if not found and not arguments.quiet:
                script.say(f"lưu ý: không có {path}; " + (
                    "biến thể của các văn bản khác thế vào" if arguments.legal or arguments.news else
                    "biến thể của mẫu đi kèm thế vào: chỉ để so các máy với nhau"))
