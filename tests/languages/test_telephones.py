"""Telephone numbers as people write them, and what their links dial (RFC 3966)."""

import pytest

from languages.telephones import parts_of, uri_of


@pytest.mark.parametrize(
    ("written", "uri"),
    [
        ("+46 8 452 70 00", "tel:+4684527000"),
        ("+46(0)8-452 70 00", "tel:+4684527000"),
        ("0046 8 452 70 00", "tel:+4684527000"),
        ("٠٦٥ ١٢٣ ٤٥٦٧", "tel:0651234567"),
        ("۰۲۱ ۱۲۳۴", "tel:0211234"),
        ("065\u00a0123\u200e4567", "tel:0651234567"),
        ("\u2066+962\u202f6 512 3456\u2069", "tel:+96265123456"),
        ("(06) 512.34.56", "tel:065123456"),
        ("+962 6 512 3456 ext. 12", "tel:+96265123456;ext=12"),
        ("06 5123456 تحويلة ١٢", "tel:065123456;ext=12"),
        ("06 512 34 56 (الداخلي: 4)", "tel:065123456;ext=4"),
        ("06 5123456 x7", "tel:065123456;ext=7"),
        ("112", "tel:112"),
        ("call us", ""),
        ("12", ""),
        ("", ""),
        ("06 512 abc", ""),
    ],
)
def test_a_number_is_dialled_as_it_is_meant(written, uri):
    assert uri_of(written) == uri


@pytest.mark.parametrize(
    ("written", "links"),
    [
        ("+46 8 452 70 00 / +46 8 452 70 01", ["tel:+4684527000", "tel:+4684527001"]),
        ("+962 6 5123456 / 5123457", ["tel:+96265123456", "tel:+96265123457"]),
        ("06 5123456/7", ["tel:065123456", "tel:065123457"]),
        ("٠٦ ٥١٢٣٤٥٦ - ٧٨", ["tel:06512345678"]),
        ("٠٦٥١٢٣٤٥٦، ٠٧٩١٢٣٤٥٦٧", ["tel:065123456", "tel:0791234567"]),
        ("٠٦٥١٢٣٤٥٦ أو ٠٧٩١٢٣٤٥٦٧", ["tel:065123456", "tel:0791234567"]),
        ("112 / 113", ["tel:112", "tel:113"]),
    ],
)
def test_each_of_several_numbers_has_its_link(written, links):
    parts = list(parts_of(written))
    assert "".join(part.text for part in parts) == written
    assert [part.uri for part in parts if part.uri] == links
