"""The order of words in dictionaries."""

import pytest

from languages.collation import first_letter, sort_key, without_article


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "ar",
            ["الإدارة", "التزام", "البلدية", "الحوكمة", "عدم التركيز", "اللامركزية", "المساءلة"],
        ),
        # A carrier of hamza stands with its letter, vowel signs nowhere.
        ("ar", ["إجراء", "الأَدَاء", "آلية", "أمانة"]),
        # Word by word.
        ("ar", ["السلطة", "السلطة الإقليمية", "السلطة المحلية", "السلطتان"]),
        ("en", ["Accountability", "civil society", "EU candidate country", "governance"]),
        ("en", ["local authority", "local self-government", "locality"]),
        ("en", ["ecole", "école", "ecosystem"]),
        # A language that adds letters to the Arabic alphabet.
        ("fa", ["برنامه‌ریزی", "بودجه", "پایداری", "توسعه", "کمیسیون", "گزارش", "محله", "یارانه"]),
    ],
)
def test_words_stand_in_the_order_of_their_language(language, words):
    words_from_the_end = words[::-1]
    assert sorted(words_from_the_end, key=lambda word: sort_key(word, language)) == words


@pytest.mark.parametrize(
    ("text", "language", "letter"),
    [
        ("اللامركزية", "ar", "ل"),
        ("الإدارة", "ar", "ا"),
        ("ءأ", "ar", "ء"),
        ("local", "en", "L"),
        ("« école »", "en", "E"),
        ("کمیسیون", "fa", "ک"),
        ("گزارش", "fa", "گ"),
        ("…", "en", "#"),
    ],
)
def test_a_word_stands_under_its_first_letter(text, language, letter):
    assert first_letter(text, language) == letter


@pytest.mark.parametrize(
    ("word", "language", "bare"),
    [
        ("البلدية", "ar", "بلدية"),
        ("البلدية", "ar-JO", "بلدية"),
        ("بلدية", "ar", "بلدية"),
        # No articles: letters of the word itself, a carrier of hamza, a word too short.
        ("التزام", "ar", "التزام"),
        ("إلغاء", "ar", "إلغاء"),
        ("آلية", "ar", "آلية"),
        ("الم", "ar", "الم"),
        ("البلدية", "fa", "البلدية"),
        ("the", "en", "the"),
    ],
)
def test_the_article_is_no_part_of_a_word(word, language, bare):
    assert without_article(word, language) == bare


@pytest.mark.parametrize(
    ("spellings", "language"),
    [
        (["الميزانيّة", "ميزانيـة", "ميزانية"], "ar"),
        (["أداء", "اداء", "الأَداء", "ٱداء"], "ar"),
        (["Œuvre 2026", "oeuvre ٢٠٢٦"], "en"),
    ],
)
def test_all_spellings_of_a_word_have_one_place(spellings, language):
    assert len({tuple(sort_key(spelling, language)[0]) for spelling in spellings}) == 1
