"""Periods whose ends are known to the year, the month or the day."""

from datetime import date

import pytest

from work_areas.periods import partial_date, status


@pytest.mark.parametrize(
    ("text", "iso", "first", "last"),
    [
        ("2026", "2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2024-02", "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-3-5", "2026-03-05", date(2026, 3, 5), date(2026, 3, 5)),
        (" ٢٠٢٦-٠٣ ", "2026-03", date(2026, 3, 1), date(2026, 3, 31)),
    ],
)
def test_a_date_may_be_known_in_part(text, iso, first, last):
    found = partial_date(text)
    assert (found.text, found.first, found.last) == (iso, first, last)


@pytest.mark.parametrize(
    "text", ["", "26", "2026-13", "2026-02-30", "15/3/2026", "1899", "2200", "2026-", "x" * 999]
)
def test_what_names_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r"(?s).*"):
        partial_date(text)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2027", "", "planned"),
        ("2026-07", "2028", "planned"),
        ("2026-06-16", "2026-06-16", "planned"),
        ("2026-06-15", "2026-06-15", "running"),
        ("2026", "2026", "running"),
        ("2020", "", "running"),
        ("2020", "2026-06", "running"),
        ("2020", "2026-06-14", "finished"),
        ("2020", "2025", "finished"),
        ("", "", "running"),
    ],
)
def test_the_status_follows_from_the_period(start, end, expected):
    assert status(start, end, date(2026, 6, 15)) == expected
