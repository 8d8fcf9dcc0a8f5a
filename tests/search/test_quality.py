"""The search finds what people look for: a smaller fixed part of the evaluation (bench/search)."""

import pytest

from bench.search import evaluation
from bench.search.evaluation import MISLEADING

pytestmark = pytest.mark.both_databases

# Kinds of queries, and the share whose page must be among the first five.
THRESHOLDS = {"spelling": 0.98, "affixes": 0.98, "plurals": 0.95, "derived": 0.95, "phrases": 0.90}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_people_look_for_is_among_the_first_five(texts, language):
    scores = evaluation.evaluate(evaluation.ours, language, only=texts)

    missed = {kind: score.missed for kind, score in scores.items() if kind != MISLEADING}
    assert {kind: scores[kind].recall >= least for kind, least in THRESHOLDS.items()} == (
        dict.fromkeys(THRESHOLDS, True)
    ), missed
    assert not scores[MISLEADING].missed
    assert sum(score.asked for score in scores.values()) > 400


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_title_weighs_more_than_a_mention(texts, language):
    query = {"ar": "مكتبات", "en": "libraries"}[language]
    assert evaluation.ours(query, language)[0] == "libraries"
