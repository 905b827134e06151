"""The letters as they are written: whatever a search holds, it stays where it belongs."""

from __future__ import annotations

import re

from tests.search_app.alerts.conftest import MAI, Portal, text_of


def test_a_search_writes_no_line_of_a_letter(portal: Portal) -> None:
    search = "?q=" + "lúa%0D%0ABcc:%20nam@vi.example%0D%0A%0D%0A<script>" + "&chuyen_muc=a%0D%0ABcc:%20x@y.example"
    portal.ask(MAI, search)
    letter, = portal.box.of(MAI)
    assert letter["Bcc"] is None and "Bcc:" in letter["Subject"] and "<script>" not in text_of(letter, "html")
    head, _, _ = portal.box.raw[0].partition(b"\r\n\r\n")
    assert not re.search(rb"^Bcc", head, re.MULTILINE) and max(map(len, portal.box.raw[0].split(b"\r\n"))) <= 78
