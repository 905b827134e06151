"""The jars of a node: only what the lock list says is started."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.cluster import jars
from benchmarks.cluster.jars import NoNode, fetch, find_java, read_lock, version_of
from benchmarks.cluster.node import Node


def test_what_the_pom_names_is_locked() -> None:
    locked = read_lock(jars.LOCK.read_text(encoding="utf-8"))
    assert all(re.fullmatch(r"[0-9a-f]{64}", sha256) for sha256 in locked.values())
    pom = jars.POM.read_text(encoding="utf-8")
    version = re.search(r"<opensearch>(.+)</opensearch>", pom)
    assert version
    for artifact, named in re.findall(r"<artifactId>(.+)</artifactId>\s+<version>(.+)</version>", pom)[1:]:
        assert f"{artifact}-{named.replace('${opensearch}', version[1])}.jar" in locked


@pytest.mark.parametrize(("brought", "complaint"), [
    ("exit 1", "Maven không tải được"),
    ("echo x > \"$folder/strange.jar\"", "khác với jars.lock: .*strange.jar")])
def test_what_maven_brings_is_looked_at(brought: str, complaint: str, tmp_path: Path,
                                        monkeypatch: pytest.MonkeyPatch) -> None:
    maven = tmp_path / "bin" / "mvn"
    maven.parent.mkdir()
    maven.write_text(f'#!/bin/sh\nfor last; do :; done\nfolder="${{last#*=}}"\n{brought}\n', encoding="ascii")
    maven.chmod(maven.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{maven.parent}{os.pathsep}{os.environ['PATH']}")
    folder = tmp_path / "jars"
    folder.mkdir()
    with pytest.raises(NoNode, match=complaint):
        fetch(folder, tmp_path)


def test_a_machine_without_a_jdk_or_maven_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "old"
    (old / "bin").mkdir(parents=True)
    (old / "bin" / "javac").touch()
    (old / "release").write_text('JAVA_VERSION="17.0.15"\n', encoding="ascii")
    assert version_of(old) == 17 and version_of(tmp_path) == 0
    monkeypatch.setattr(jars, "JVMS", tmp_path)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nowhere"))
    with pytest.raises(NoNode, match="không có JDK từ bản 21"):
        find_java()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoNode, match="không có Maven"):
        fetch(tmp_path, tmp_path)


def test_a_node_ends_with_who_wanted_it(cluster: str, tmp_path: Path) -> None:
    """`cluster` says that nodes can be started here."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as wanting:
        node = Node(tmp_path / "node", wanted_by=wanting.pid)
        assert node.process.poll() is None
    assert node.process.wait(60) == 0
