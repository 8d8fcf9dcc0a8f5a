"""Pages with a form by which visitors write to the organisation."""

from http import HTTPMethod

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from languages import cldr
from languages.addresses import MailboxField
from languages.panels import TranslatedFieldPanel
from languages.texts import column, columns
from pages.contact import receiving
from pages.contact.forms import Kind, contact_form, texts_by_language
from pages.contact.models.recipients import MailedTo, addresses_in
from pages.models.base import BasePage
from pages.models.body import HasBody
from pages.models.items import KeyedItem, TitledItem

# The features of a form's rich text, which is shown beside inputs.
SMALL_TEXT = ["bold", "italic", "link"]
MOST_FIELDS = 30


class ContactPage(MailedTo, HasBody, BasePage):
    """A form that staff build; what is sent by it is kept, and mailed to a unit.

    The body stands above the form. Who sends it needs no cookie and no script.
    """

    privacy_note = RichTextField(
        _("privacy note"),
        blank=True,
        features=SMALL_TEXT,
        help_text=_("Shown above the button, before the sentence on deletion."),
    )
    thanks = RichTextField(
        _("thanks"),
        blank=True,
        features=SMALL_TEXT,
        help_text=_("Shown to visitors once their message has been accepted."),
    )
    keep_days = models.PositiveSmallIntegerField(
        # Translators: How many days visitors’ messages are kept.
        _("days kept"),
        default=180,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text=_("Messages are deleted after this many days; the form says so."),
    )
    sends_confirmation = models.BooleanField(
        _("confirm by e-mail"),
        default=False,
        help_text=_(
            "Sends a short confirmation to the address in the first e-mail field. It repeats "
            "nothing from the message."
        ),
    )

    content_panels = [
        *BasePage.content_panels,
        *HasBody.body_panels,
        InlinePanel(
            # Translators: A field of a form.
            "form_fields",
            label=_("field"),
            heading=_("Fields of the form"),
            max_num=MOST_FIELDS,
        ),
        TranslatedFieldPanel("privacy_note"),
        TranslatedFieldPanel("thanks"),
        MultiFieldPanel(
            [*MailedTo.mail_panels, "sends_confirmation", "keep_days"],
            heading=_("Message handling"),
        ),
        InlinePanel(
            "units",
            # Translators: A part of the organisation that answers messages.
            label=_("unit"),
            heading=_("Units"),
            help_text=_(
                "For a field of the kind “Unit”: a message goes to the unit that the visitor "
                "chooses; all others go to the recipients above."
            ),
        ),
    ]

    allowed_http_methods = [*BasePage.allowed_http_methods, HTTPMethod.POST]
    parent_page_types = ["pages.HomePage", "pages.ContentPage"]
    subpage_types = []
    template = "pages/contact/contact_page.html"

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    def serve(self, request, *args, **kwargs):
        """The form, its answer to what was sent, or the thanks."""
        if request.method == HTTPMethod.POST:
            if not self.available_languages:
                raise Http404("The page is not available in any language.")
            return receiving.receive(self, request)
        return receiving.uncached(super().serve(request, *args, **kwargs))

    def get_context(self, request, *args, **kwargs):
        """Adds ``form``, and ``reachable``, the units that say how else to reach them; or ``sent``,
        the reference of what was accepted, in their place."""
        context = super().get_context(request, *args, **kwargs)
        if reference := receiving.sent_reference(request, self):
            return context | {"sent": reference, "robots": "noindex"}
        form = self.form()
        return context | {
            "form": form,
            "token": receiving.token_for(self),
            "trap": receiving.TRAP,
            "reachable": [u for u in form.units if u.contact_email or u.contact_phone],
        }

    def form(self, data=None):
        """The form in the reader's language, filled with what was sent if that is given."""
        return contact_form(
            list(self.form_fields.all()), list(self.units.all()), get_language(), data
        )

    def destination(self, unit_key):
        """To whom a message goes, by the key of the unit that was chosen, as fields of it."""
        unit = next((unit for unit in self.units.all() if unit.key == unit_key), None)
        place = unit or self
        return {
            "recipients": addresses_in(place.recipients),
            "mail_language": place.mail_language,
            "unit_titles": texts_by_language(unit, "title") if unit else {},
        }


class ContactUnit(MailedTo, TitledItem):
    """A unit that a visitor can choose to write to, and how else it can be reached."""

    page = ParentalKey(ContactPage, on_delete=models.CASCADE, related_name="units")
    # Only staff see recipients: published addresses receive mail from anybody.
    contact_email = MailboxField(
        _("e-mail address for visitors"),
        blank=True,
        help_text=_("Shown beside the form, and in copies of the site, where forms do not work."),
    )
    contact_phone = models.CharField(_("telephone number"), max_length=40, blank=True)

    panels = [
        *TitledItem.panels,
        *MailedTo.mail_panels,
        FieldRowPanel(
            [
                FieldPanel("contact_email", classname="ltr-input"),
                FieldPanel("contact_phone", classname="ltr-input"),
            ]
        ),
    ]
    untranslated_fields = (*MailedTo.untranslated_fields, "contact_phone")

    class Meta(TitledItem.Meta):
        # Translators: A part of the organisation that answers messages.
        verbose_name = _("unit")
        verbose_name_plural = _("units")


class ContactField(KeyedItem, Orderable):
    """A field of a form. Its key is its name in the form and in what was sent, so that labels can
    change in any language."""

    class Purpose(models.TextChoices):
        """What browsers can fill in (WCAG 2.2, 1.3.5), by the names that HTML has for it."""

        # Translators: The visitor’s own name.
        NAME = "name", _("Name")
        ORGANISATION = "organization", _("Organisation")
        # Translators: What the visitor’s post is, such as mayor or engineer.
        JOB = "organization-title", _("Position")
        TOWN = "address-level2", _("Town")
        COUNTRY = "country-name", _("Country")

    page = ParentalKey(ContactPage, on_delete=models.CASCADE, related_name="form_fields")
    # Translators: What a field of a form is called on the page.
    label = models.CharField(_("label"), max_length=200)
    # Translators: The help below a field of a form.
    help_text = models.CharField(_("hint"), max_length=300, blank=True)
    # Translators: The kind of a field in a form: short text, date and so on.
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.TEXT)
    required = models.BooleanField(_("required"), default=True)
    purpose = models.CharField(
        _("autofill with"),
        max_length=30,
        blank=True,
        choices=Purpose.choices,
        help_text=_("Lets browsers fill in a short text with the visitor’s own details."),
    )
    choices = models.TextField(
        # Translators: What a visitor can choose from in a field of a form.
        _("choices"),
        blank=True,
        help_text=_("One per line, in the same order in every language."),
    )
    # Translators: What stands in a field before the visitor changes it.
    default_value = models.CharField(_("default"), max_length=300, blank=True)

    panels = [
        TranslatedFieldPanel("label"),
        FieldPanel("kind"),
        FieldPanel("required"),
        TranslatedFieldPanel("help_text"),
        TranslatedFieldPanel("choices"),
        TranslatedFieldPanel("default_value"),
        FieldPanel("purpose"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("field of a form")
        verbose_name_plural = _("fields of a form")

    def __str__(self):
        return self.label or ""

    def text_languages(self, reader_language):
        """The languages whose texts its page may show."""
        return self.page.text_languages(reader_language)

    def clean(self):
        """Refuses a choice without choices, or with more of them in one language."""
        super().clean()
        if self.kind not in Kind.with_choices():
            return
        counts = {len(lines_of(getattr(self, name))) for name in columns("choices")} - {0}
        # Not beside a field: a translator's form does not have all of them.
        if not counts:
            raise ValidationError(_("Enter the choices, one per line."))
        if len(counts) > 1:
            raise ValidationError(_("Every language needs the same number of choices."))

    @property
    def options(self):
        """The choices, each as its texts by language. What is sent for one is its text in the first
        language that has choices, whatever the visitor's."""
        lines = {
            code: lines_of(getattr(self, column("choices", code))) for code in cldr.language_codes()
        }
        number = max(map(len, lines.values()))
        return [
            {code: texts[place] for code, texts in lines.items() if place < len(texts)}
            for place in range(number)
        ]


def lines_of(text):
    """The lines of a text that are not empty."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
