"""The drawing of the imports: it shows what the code does."""

import grimp

from docs import draw_imports


def test_the_picture_shows_the_imports_of_the_code():
    graph = grimp.build_graph(*draw_imports.ROOTS, cache_dir=None)
    arrows = draw_imports.reduced(draw_imports.arrows(graph))

    assert draw_imports.drawn(draw_imports.PICTURE.read_text()) == arrows, (
        "Run: .venv/bin/python -m docs.draw_imports"
    )


def test_an_arrow_that_others_imply_is_left_out():
    chain = {("a", "b"), ("b", "c"), ("c", "d")}

    assert draw_imports.reduced(chain | {("a", "c"), ("a", "d")}) == chain


def test_the_lowest_modules_of_the_core_stand_in_one_box():
    room_of = draw_imports.room_of

    assert room_of("pages.rich_text") == room_of("pages.blocks") == "pages.blocks"
    assert room_of("pages.staff.history") == "pages.staff"
    assert room_of("languages.texts") == "languages"
    assert room_of("pages.signals") is None
