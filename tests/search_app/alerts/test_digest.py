"""The letters of a day: to each what is new of its own search, and of what is there now."""

from __future__ import annotations

import re
from datetime import date

from corpus.storing.store import Store
from tests.search_app.alerts.conftest import MAI, NAM, Portal, new, text_of


def test_each_gets_what_is_new_of_its_own_search_and_since_its_own_day(portal: Portal) -> None:
    portal.confirm(MAI, "?q=lúa")
    portal.confirm(MAI, "?nguon=Báo Trường Hà")
    portal.confirm(NAM, "")
    portal.publish(new("2", source="Báo Trường Hà"), new("3", day=None), new("4", "Lũ", date(2026, 11, 27)))
    assert portal.send(date(2026, 12, 1)) == ["sent"] * 3
    told = {(to, letter["Subject"]): letter for to, letter in portal.box.letters[3:]}
    assert set(told) == {(MAI, "3 bản tin mới về “lúa”"), (NAM, "3 bản tin mới về mọi chủ đề"),
                         (MAI, "1 bản tin mới theo bộ lọc Nguồn: Báo Trường Hà")}
    text = text_of(told[MAI, "3 bản tin mới về “lúa”"])
    assert re.findall(r"/tin/(\d)", text) == ["2", "4", "3"]  # the newest day first, without a day last
    late = "an@vi.example"
    portal.confirm(late)
    portal.publish(*(new(f"n{number}") for number in range(25)))
    assert sorted(portal.send(date(2026, 12, 2))) == ["nothing"] + ["sent"] * 3
    assert "25 bản tin mới" in portal.box.of(late)[-1]["Subject"]
    assert text_of(portal.box.of(late)[-1]).count("/tin/") == 20 and "Còn 5 bản tin" in text_of(portal.box.of(late)[-1])


def test_another_store_in_its_place_is_no_news(portal: Portal) -> None:
    portal.publish(*(new(str(number)) for number in range(2, 9)))
    portal.confirm(MAI)
    with Store.open(portal.settings.data.store) as store:
        store.connection.execute("PRAGMA foreign_keys = OFF")
        store.connection.execute("DELETE FROM bulletin_text WHERE key > 3")
        store.connection.execute("DELETE FROM bulletin WHERE text_key > 3")
    assert portal.send(date(2026, 12, 1)) == ["nothing"]
    portal.publish(new("mới"))
    assert portal.send(date(2026, 12, 2)) == ["sent"]
