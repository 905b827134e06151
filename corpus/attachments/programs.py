"""Kinds of files that a program of the machine reads, where it is installed: old office files, and scans."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from corpus.attachments.file_text import Silence, Unreadable
from corpus.attachments.limits import Limits
from corpus.attachments.paragraphs import join_lines

LANGUAGE = "vie"  # of tesseract's data: Debian's tesseract-ocr-vie
LOCKED = b"Encrypted"  # of antiword's sentence, which it has in one language alone
DOTS_PER_INCH = 200  # below it the marks of letters run together; above it costs time and gains nothing


def read_old_doc(raw: bytes, limits: Limits) -> str:
    """An old DOC by antiword, else by LibreOffice. Raises Unreadable."""
    with tempfile.TemporaryDirectory(prefix="bantin-") as folder:
        path = Path(folder) / "file.doc"
        path.write_bytes(raw)
        if shutil.which("antiword"):
            return run(["antiword", "-m", "UTF-8.txt", "-w", "0", str(path)], limits, LOCKED)
        return convert(path, "txt:Text (encoded):UTF8", limits)


def read_old_xls(raw: bytes, limits: Limits) -> str:
    """An old XLS by LibreOffice: its first sheet. Raises Unreadable."""
    with tempfile.TemporaryDirectory(prefix="bantin-") as folder:
        path = Path(folder) / "file.xls"
        path.write_bytes(raw)
        return convert(path, "csv:Text - txt - csv (StarCalc):124,34,76", limits)


def convert(path: Path, form: str, limits: Limits) -> str:
    """A file as LibreOffice writes it in another form."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise Unreadable(Silence.NO_PROGRAM)
    run([office, "--headless", "--norestore", f"-env:UserInstallation=file://{path.parent}/profile", "--convert-to",
         form, "--outdir", str(path.parent / "made"), str(path)], limits)
    made = list((path.parent / "made").glob("*"))
    if not made:
        raise Unreadable(Silence.BROKEN)
    return made[0].read_text(encoding="utf-8", errors="replace")


def can_read_scans() -> bool:
    """Whether tesseract is installed with the letters of Vietnamese."""
    if shutil.which("tesseract") is None:
        return False
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return LANGUAGE in listed.stdout.split()


def read_picture(raw: bytes, limits: Limits) -> str:
    """The letters in a picture, by tesseract. Raises Unreadable."""
    if not can_read_scans():
        raise Unreadable(Silence.SCAN)
    with tempfile.TemporaryDirectory(prefix="bantin-") as folder:
        path = Path(folder) / "picture"
        path.write_bytes(raw)
        return join_lines(run(["tesseract", str(path), "-", "-l", LANGUAGE, "--dpi", str(DOTS_PER_INCH)], limits))


def run(command: list[str], limits: Limits, locked: bytes = b"") -> str:
    """What a program prints. Raises Unreadable where it fails or takes too long; `locked` is what it says of a file
    with a password."""
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=limits.seconds,
                              stdin=subprocess.DEVNULL, env={**os.environ, "OMP_THREAD_LIMIT": "1"})
    except subprocess.TimeoutExpired as error:
        raise Unreadable(Silence.TOO_LONG) from error
    except FileNotFoundError as error:
        raise Unreadable(Silence.NO_PROGRAM) from error
    except subprocess.CalledProcessError as error:
        is_locked = bool(locked) and locked in error.stdout + error.stderr
        raise Unreadable(Silence.ENCRYPTED if is_locked else Silence.BROKEN) from error
    except OSError as error:
        raise Unreadable(Silence.BROKEN) from error
    return done.stdout.decode("utf-8", "replace")
