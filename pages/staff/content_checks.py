"""What the preview's content checker looks for beyond accessibility: the words, in both scripts.

Wagtail runs axe in the preview and lists its findings in the editor, in the admin's language. Each
rule here has a check of the same name in static/js/content-checks.js.
"""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem

# By the rule's name: where it looks, what it says, and what to do about it.
RULES = {
    "text-language": (
        "main *",
        _("Words of another language without a mark"),
        _("Give them in the page’s language, or mark them with the button of theirs."),
    ),
    "picture-alternative": (
        "main img",
        _("Picture without an alternative text in this language"),
        _("Say in the image’s form what it shows, or tick that it is decorative."),
    ),
    "picture-file-name": (
        "main img",
        _("A file’s name as alternative text"),
        _("Say in the image’s form what the picture shows."),
    ),
    "link-words": (
        "main a[href]",
        _("Link text that does not say where it leads"),
        _("Name the page or the document: links are read out without their sentence."),
    ),
    "doubled-space": (
        "main *",
        _("Doubled space"),
        _("Leave one."),
    ),
    "latin-punctuation": (
        "main *",
        _("Latin punctuation in Arabic text"),
        _("Use ، ؛ ؟ ٪ instead."),
    ),
    "direction-marks": (
        "main *",
        _("Stray direction mark"),
        _("Delete the invisible character: retype the text here."),
    ),
    "presentation-forms": (
        "main *",
        _("Arabic letters in a shape of their own, as PDF files have them"),
        _("Retype the word: readers cannot find it by searching."),
    ),
    "mixed-digits": (
        "main",
        _("Digits of two kinds on one page"),
        _("Use 0123456789 or ٠١٢٣٤٥٦٧٨٩ throughout."),
    ),
}

FRAME_WAIT_MILLISECONDS = 5_000


class ContentChecks(ContentCheckerItem):
    """Wagtail's checker with our rules; ours of pictures take the place of its own."""

    axe_include = ["main"]
    axe_run_only = [
        *(rule for rule in ContentCheckerItem.axe_run_only if rule != "alt-text-quality"),
        *RULES,
    ]
    axe_custom_rules = [
        *ContentCheckerItem.axe_custom_rules,
        *(
            {
                "id": name,
                "impact": "moderate",
                "selector": selector,
                "tags": ["best-practice"],
                "any": [f"check-{name}"],
                "enabled": True,
            }
            for name, (selector, _name, _help) in RULES.items()
        ),
    ]
    axe_custom_checks = [
        *ContentCheckerItem.axe_custom_checks,
        *({"id": f"check-{name}"} for name in RULES),
    ]
    axe_messages = ContentCheckerItem.axe_messages | {
        name: {"error_name": error_name, "help_text": help_text}
        for name, (_selector, error_name, help_text) in RULES.items()
    }

    def get_axe_options(self, request):
        """Also waits for a slow preview, which axe would take for one without a checker after half
        a second; and gives up soon on one that was loaded anew while it was looked at, for which
        axe would wait a minute, and tell nothing of the new one."""
        waits = dict.fromkeys(["pingWaitTime", "frameWaitTime"], FRAME_WAIT_MILLISECONDS)
        return super().get_axe_options(request) | waits

    def get_axe_rules(self, request):
        """Also turns off what ``axe_run_only`` leaves out: a rule's own ``enabled`` would win."""
        return super().get_axe_rules(request) | {"alt-text-quality": {"enabled": False}}

    class Media:
        js = ["js/content-checks.js"]


def use_our_checks(request, items, page):
    """Put our checker in the place of Wagtail's (hook ``construct_wagtail_userbar``)."""
    items[:] = [
        ContentChecks(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item
        for item in items
    ]
