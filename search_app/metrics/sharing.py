"""The folder by which all processes of a server add to the same numbers. prometheus-client reads its place from the
environment when it is first imported, which is why nothing is imported here."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def share_metrics() -> None:
    """Makes the folder, and takes it away again when this process ends. One that is named already is left as it is."""
    if VARIABLE in os.environ:
        return
    folder, owner = tempfile.mkdtemp(prefix="bantin-metrics-"), os.getpid()
    os.environ[VARIABLE] = folder
    atexit.register(lambda: shutil.rmtree(folder, ignore_errors=True) if os.getpid() == owner else None)
