"""Which addresses letters go to: what people have is taken, what is more than an address is not."""

from __future__ import annotations

import pytest

from search_app.alerts.addressee import EMPTY, MARKED, NOT_ONE, read_addressee


@pytest.mark.parametrize(("typed", "address"), [
    ("mai.thanh@truongha.gov.vn", "mai.thanh@truongha.gov.vn"), (" MAI@Vi.Example  ", "MAI@vi.example"),
    ("o'brien+tin=2@a-b.example", "o'brien+tin=2@a-b.example"), ("_x@1a.example", "_x@1a.example"),
    ("mai@đường.example", "mai@xn--ng-pma05d708i.example"), (f"{'a' * 64}@vi.example", f"{'a' * 64}@vi.example"),
])
def test_addresses_that_people_have(typed: str, address: str) -> None:
    assert read_addressee(typed) == (address, "")


@pytest.mark.parametrize("typed", [
    "mai", "mai@", "@vi.example", "mai@vi", "mai@vi.", "mai@.example", "mai@a..example", "mai@-a.example",
    "mai@127.0.0.1", "mai@[127.0.0.1]", "mai@vi.1", "a b@vi.example", "mai@vi example", "mai@vi.example, x@y.example",
    "mai@vi.example;x@y.example", "<mai@vi.example>", "Mai <mai@vi.example>", '"mai thanh"@vi.example',
    "mai@vi.example\nBcc: x@y.example", "mai@vi.example\r\n\r\nXin chào", "mai\n@vi.example", "\nmai@vi.example",
    "mai@vi.example%0d%0aBcc:x@y.example", "mai\0@vi.example", "mai\u2028@vi.example", "mai@vi.example\x0b",
    "mai%trong.example@vi.example", "vi.example!mai@vi.example", "mai@x@vi.example", "-oQ/tmp@vi.example",
    ".mai@vi.example", "mai.@vi.example", "m..ai@vi.example", f"{'a' * 65}@vi.example", f"mai@{'a' * 64}.example",
    f"mai@{'a.' * 130}example", "mai@vi.example\u202e", "a" * 5_000 + "@vi.example",
])
def test_what_is_more_or_less_than_an_address(typed: str) -> None:
    address, error = read_addressee(typed)
    assert address == "" and error == NOT_ONE


@pytest.mark.parametrize(("typed", "error"), [("", EMPTY), ("   ", EMPTY), ("thư@vi.example", MARKED)])
def test_what_is_wrong_is_said(typed: str, error: str) -> None:
    assert read_addressee(typed) == ("", error)
