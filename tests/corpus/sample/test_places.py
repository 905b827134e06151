"""The sample's province has its own places, so that a newcomer sees old and new names work."""

from __future__ import annotations

from pathlib import Path

import corpus.sample
from corpus.places.files import load_gazetteer
from corpus.places.reading.find_places import PlaceReader
from corpus.sample.sample_bulletin import read_bulletins

ROWS = Path(corpus.sample.__path__[0]) / "dia-danh.tsv"


def test_its_merger_is_the_one_that_its_bulletins_tell_of() -> None:
    gazetteer = load_gazetteer(ROWS)
    makers = {maker.name for maker, _ in gazetteer.makers(gazetteer["99011-phuong-kim-bong"])}
    assert makers == {"Phường Bồng Trung", "Phường Bồng Hạ"}
    [(part, is_part)] = [one for one in gazetteer.makers(gazetteer["99001-phuong-truong-ha"]) if one[1]]
    assert part.name == "Phường Hòa Lạc" and is_part


def test_its_bulletins_name_them() -> None:
    reader = PlaceReader(load_gazetteer(ROWS))
    found = {place.unit.id for bulletin in read_bulletins()
             for place in reader.find_places(bulletin.text, bulletin.published_on, ("99-tinh-truong-ha",))
             if place.unit}
    assert {"99012-phuong-bong-ha", "99011-phuong-kim-bong", "99032-xa-suoi-nga", "99-tinh-truong-ha"} <= found
