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
        _("Words in another language that are not marked"),
        _("Write them in the page’s language, or mark them with the button for their language."),
    ),
    "picture-alternative": (
        "main img",
        _("Picture without alternative text in this language"),
        _("Describe it in the image’s form, or mark it as decorative."),
    ),
    "picture-file-name": (
        "main img",
        _("File name used as alternative text"),
        _("Describe the picture in the image’s form."),
    ),
    "link-words": (
        "main a[href]",
        _("Link text that does not say where it leads"),
        _("Name the page or document: screen readers list links without the text around them."),
    ),
    "doubled-space": (
        "main *",
        _("Double space"),
        _("Delete the extra space."),
    ),
    "latin-punctuation": (
        "main *",
        _("Latin punctuation in Arabic text"),
        _("Use ، ؛ ؟ ٪ instead."),
    ),
    "direction-marks": (
        "main *",
        _("Stray direction mark"),
        _("Delete the invisible character by retyping this passage."),
    ),
    "presentation-forms": (
        "main *",
        _("Arabic presentation forms, as copied from PDF files"),
        _("Retype the word: the search cannot find it as it stands."),
    ),
    "mixed-digits": (
        "main",
        _("Two kinds of digits on one page"),
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
        a second; and gives up soon on one that was reloaded while it was checked, for which
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
