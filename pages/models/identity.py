"""The organisation's name, address and contact details, shown on every page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable

from languages.addresses import MailboxField, WebAddressField
from languages.panels import TranslatedFieldPanel
from pages.forms.settings import SettingForm


@register_setting(icon="site")
class SiteIdentity(BaseSiteSetting, ClusterableModel):
    """The identity of one site, in every language."""

    organisation_name = models.CharField(_("name of the organisation"), max_length=200, blank=True)
    tagline = models.CharField(_("tagline"), max_length=300, blank=True)
    address = models.TextField(_("address"), blank=True)
    email = MailboxField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone number"), max_length=40, blank=True)

    panels = [
        TranslatedFieldPanel("organisation_name"),
        TranslatedFieldPanel("tagline"),
        TranslatedFieldPanel("address"),
        FieldPanel("email", classname="ltr-input"),
        FieldPanel("phone", classname="ltr-input"),
        InlinePanel("social_links", label=_("social link"), heading=_("Social links")),
    ]

    # A phone number is the same in every language.
    untranslated_fields = ("phone",)

    base_form_class = SettingForm

    class Meta:
        verbose_name = _("site identity")
        verbose_name_plural = _("site identities")

    def __str__(self):
        return self.organisation_name or ""


class SocialLink(Orderable):
    """A link to the organisation's page on a social network."""

    identity = ParentalKey(SiteIdentity, on_delete=models.CASCADE, related_name="social_links")
    label = models.CharField(_("label"), max_length=100)
    url = WebAddressField(_("address of the page"))

    panels = [TranslatedFieldPanel("label"), FieldPanel("url", classname="ltr-input")]

    class Meta(Orderable.Meta):
        verbose_name = _("social link")
        verbose_name_plural = _("social links")

    def __str__(self):
        return self.label or ""
