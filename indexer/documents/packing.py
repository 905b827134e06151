"""Texts that are read one by one and by nobody else, packed: a third of what they take as they stand."""

from __future__ import annotations

import zlib

LEVEL = 6
# What nearly all of them have: a short text is packed by what was before it, and there is nothing before it but this.
# Never to be changed without making all files anew, which the fingerprint of this code sees to.
_BEFORE = (
    '"issued_on": "", "title": "", "place": "", "term": "XIII", "year": 2015, "words": ["phap luat","thong tu",'
    '"nghi dinh","quyet dinh","nghi quyet","chi thi","ke hoach","cong van","quoc hoi","chinh phu","uy ban nhan dan"'
    '|an toan|ban hanh|bo sung|can bo|chinh sach|chuc|cong|dan|dieu|dinh|giao|hanh|hoach|hoat dong|huong dan|khoan|'
    'kinh|lao|luat|nghi|nghiep|nguoi|nhan|nuoc|pham vi|quan ly|quy dinh|sua doi|tai chinh|thi hanh|thuc hien|tinh|'
    '"luật","thông tư","nghị định","quyết định","nghị quyết","chỉ thị","kế hoạch","công văn",'
    '"full","","",2016,"cp","",["NĐ","CP","TT","QĐ","UBND","QH13","BTC"],"","",[],true,false,[],false,""]'
).encode()


def pack(text: str) -> bytes:
    """A text, packed.

    >>> unpack(pack("Nghị quyết 20")), len(pack('"full","","",2016,"cp","",')) < 12
    ('Nghị quyết 20', True)
    """
    packer = zlib.compressobj(LEVEL, wbits=-zlib.MAX_WBITS, zdict=_BEFORE)
    return packer.compress(text.encode()) + packer.flush()


def unpack(packed: bytes) -> str:
    """The text that was packed. Raises zlib.error for anything else."""
    unpacker = zlib.decompressobj(wbits=-zlib.MAX_WBITS, zdict=_BEFORE)
    return (unpacker.decompress(packed) + unpacker.flush()).decode()
