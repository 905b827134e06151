"""The jars of an OpenSearch node: what Maven fetches once, checked against jars.lock, kept between runs."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from filelock import FileLock

HERE = Path(__file__).parent
LOCK, POM, SOURCE = HERE / "jars.lock", HERE / "pom.xml", HERE / "Node.java"
NEXT = "3.9.0"  # the release after that of pom.xml, to which machines are renewed
OLDEST_JAVA = 21  # the server's own
# Where distributions and vendors lay Java.
JVMS = Path("/usr/lib/jvm")
RELEASE = re.compile(r'^JAVA_VERSION="(\d+)', re.MULTILINE)
FETCH_SECONDS = 300
COMPILE_SECONDS = 60


class NoNode(Exception):
    """No node can be started here; the message says what is missing."""


def find_java() -> Path:
    """The newest JDK of this machine that runs the server: the folder of JAVA_HOME, or below /usr/lib/jvm.

    NoNode where there is none.
    """
    homes = [Path(os.environ.get("JAVA_HOME", "/nowhere")), *(JVMS.iterdir() if JVMS.is_dir() else ())]
    newest, home = max(((version_of(home), home) for home in homes))
    if newest < OLDEST_JAVA:
        raise NoNode(f"không có JDK từ bản {OLDEST_JAVA} trong JAVA_HOME hay {JVMS}")
    return home


def version_of(home: Path) -> int:
    """The version of the JDK in a folder; 0 where none lies there, or one that cannot compile."""
    release = home / "release"
    if not release.is_file() or not (home / "bin" / "javac").exists():
        return 0
    found = RELEASE.search(release.read_text(encoding="utf-8"))
    return int(found[1]) if found else 0


def lock_of(version: str) -> Path:
    """The lock list of a release; of that of pom.xml without a version."""
    return LOCK.with_name(f"jars-{version}.lock") if version else LOCK


def kept_folder(version: str = "") -> Path:
    """Where the jars are kept: they are the same as long as jars.lock and the node's own code are."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    state = hashlib.sha256(lock_of(version).read_bytes() + SOURCE.read_bytes()).hexdigest()[:16]
    return cache / "bantin" / f"opensearch-{state}"


def read_lock(text: str) -> dict[str, str]:
    """The SHA-256 of each jar by its name.

    >>> read_lock("00ff  lucene-core-10.5.0.jar")
    {'lucene-core-10.5.0.jar': '00ff'}
    """
    return {name: sha256 for sha256, name in (line.split() for line in text.splitlines())}


def get_jars(java: Path, version: str = "") -> Path:
    """The folder that holds the jars and the node's own classes; fetched where it is not there yet.

    NoNode where they cannot be had, or are not what jars.lock says.
    """
    folder = kept_folder(version)
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_suffix(".lock")):
        if not folder.is_dir():
            with tempfile.TemporaryDirectory(dir=folder.parent) as made:
                fetch(Path(made), java, version)
                compile_node(Path(made), java)
                Path(made).chmod(0o755)
                shutil.copytree(made, folder.with_suffix(".new"), dirs_exist_ok=True)
            folder.with_suffix(".new").rename(folder)
    return folder


def fetch(folder: Path, java: Path, version: str = "") -> None:
    """Has Maven bring the jars, and looks whether they are those of jars.lock."""
    maven = shutil.which("mvn")
    if maven is None:
        raise NoNode("không có Maven (mvn) để tải OpenSearch")
    release = [f"-Dopensearch={version}"] if version else []
    run([maven, "-q", "-B", "-f", str(POM), "dependency:copy-dependencies", *release, f"-DoutputDirectory={folder}"],
        {**os.environ, "JAVA_HOME": str(java)}, FETCH_SECONDS, "Maven không tải được OpenSearch")
    wanted = read_lock(lock_of(version).read_text(encoding="utf-8"))
    found = {jar.name: hashlib.sha256(jar.read_bytes()).hexdigest() for jar in folder.glob("*.jar")}
    if found != wanted:
        strange = sorted({name for name, _ in found.items() ^ wanted.items()})
        raise NoNode(f"khác với {lock_of(version).name}: {', '.join(strange)}")


def compile_node(folder: Path, java: Path) -> None:
    """Adds the node's own classes, as one more jar: of jars alone Java can keep what it has read."""
    with tempfile.TemporaryDirectory() as classes:
        for command in (["javac", "--release", str(OLDEST_JAVA), "-cp", f"{folder}/*", "-d", classes, str(SOURCE)],
                        ["jar", "cf", str(folder / "node.jar"), "-C", classes, "."]):
            run([str(java / "bin" / command[0]), *command[1:]], dict(os.environ), COMPILE_SECONDS,
                "không biên dịch được Node.java")


def run(command: list[str], environment: dict[str, str], seconds: int, failed: str) -> None:
    """Runs a program to its end. NoNode with its last line where that is not a good one."""
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=seconds, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoNode(f"{failed}: {error}") from error
    if done.returncode:
        said = (done.stdout + done.stderr).strip().splitlines()
        raise NoNode(f"{failed}: {next((line for line in said if 'ERROR' in line), said[-1] if said else '')}")
