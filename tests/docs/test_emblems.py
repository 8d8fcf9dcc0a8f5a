"""The drawn emblems and pictures: what lies in static/ is what the code draws."""

import pytest

from docs import draw_emblems
from work_areas.demo.pictures import draw_picture
from work_areas.models import WorkAreaPage
from work_areas.models.base import Emblem


def test_the_files_in_static_are_those_that_the_code_draws():
    for name, drawn in draw_emblems.files().items():
        assert (draw_emblems.FOLDER / name).read_text() == drawn, name


@pytest.mark.parametrize("emblem", Emblem.values)
def test_every_emblem_that_staff_may_choose_is_in_the_sprite(emblem):
    assert f'<symbol id="{emblem}"' in draw_emblems.sprite()


def test_no_two_work_areas_share_an_emblem_or_a_picture():
    names = [*Emblem.values, "home"]

    assert len({draw_picture(name, (160, 90)).tobytes() for name in names}) == len(names)
    assert len(Emblem.values) == len(WorkAreaPage.__subclasses__())
