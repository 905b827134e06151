"""put_reading(): what a stored page says, read better than before: no new version, for the portal changed nothing."""

from __future__ import annotations

from corpus.bulletin import Bulletin
from corpus.storing.bulletin_rows import TEXT_COLUMNS, text_hash, text_row, write
from corpus.storing.store import Store


def put_reading(store: Store, bulletin: Bulletin) -> bool:
    """Puts a re-reading in the place of a bulletin's latest text; says whether it differs. The page itself is kept, so
    what was read before can be read again. A bulletin that is not held yet is put as any other.

    >>> from pathlib import Path
    >>> with Store.open(Path(":memory:")) as store:
    ...     put = store.put([Bulletin("1", "http://a/1", "a", "Sở Y tế", "Một.")])
    ...     put_reading(store, Bulletin("1", "http://a/1", "a", "Tin đầu", "Một.")), store.versions("1")[0].title
    ...     put_reading(store, Bulletin("1", "http://a/1", "a", "Tin đầu", "Một.")), len(store.versions("1"))
    (True, 'Tin đầu')
    (False, 1)
    """
    with store.transaction():
        held = store.connection.execute(
            "SELECT b.text_key, t.version, t.collected_at, b.text_hash, b.gone_on FROM bulletin b "
            "JOIN bulletin_text t ON t.key = b.text_key WHERE b.id = ?", [bulletin.id]).fetchone()
        if not held:
            return store.put([bulletin]).new > 0
        key, version, collected_at, digest, gone_on = held
        if digest == text_hash(bulletin) and not gone_on:
            return False
        columns = dict(zip(TEXT_COLUMNS, text_row(bulletin, version), strict=True)) | {"collected_at": collected_at}
        store.connection.execute(f"UPDATE bulletin_text SET {', '.join(f'{name} = ?' for name in columns)} "
                                 "WHERE key = ?", [*columns.values(), key])
        store.connection.execute(
            "UPDATE bulletin SET section = ?, published_on = ?, published_at = ?, text_hash = ?, gone_on = '', "
            "sequence = ? WHERE id = ?",
            [bulletin.section, write(bulletin.published_on), write(bulletin.published_at), text_hash(bulletin),
             store.watermark() + 1, bulletin.id])
        return True
