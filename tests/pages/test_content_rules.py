"""What the content checker is told to look for, in both admin languages."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from pages.staff.content_checks import RULES, ContentChecks

# Those of Wagtail's own rules that the site's pages rely on.
INHERITED = ["heading-order", "empty-heading", "link-name", "p-as-heading"]


@pytest.mark.parametrize("rule", [*INHERITED, *RULES])
def test_the_checker_looks_for_it_and_says_so_in_the_readers_language(rule, language):
    checks, request = ContentChecks(), RequestFactory().get("/")
    assert rule in checks.get_axe_run_only(request)
    assert checks.get_axe_rules(request).get(rule, {}).get("enabled", True)
    with translation.override(language):
        message = str(checks.get_axe_messages(request)[rule]["error_name"])
    with translation.override("en"):
        english = str(checks.get_axe_messages(request)[rule]["error_name"])
    assert (message == english) == (language == "en")
