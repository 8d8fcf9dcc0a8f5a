"""The main menu and the footer, where staff override the page tree."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable

from languages.addresses import WebAddressField
from languages.panels import TranslatedFieldPanel
from languages.texts import columns, is_blank
from pages.forms.navigation import NavigationForm


@register_setting(icon="list-ul")
class Navigation(BaseSiteSetting, ClusterableModel):
    """One site's menu and footer: an ordered list of links each.

    An empty list falls back to the pages' switches, in tree order.
    """

    # The switch of pages that each list falls back to.
    SWITCHES = {"menu_links": "show_in_menus", "footer_links": "show_in_footer"}

    panels = [
        HelpPanel(
            content=_(
                "As long as you change nothing in a list, it follows the pages that are switched "
                "on under “For site menus”, in the order of the page tree; an empty list does so "
                "again. A page is linked only if visitors can read it in their language."
            )
        ),
        # Translators: One entry of a menu.
        InlinePanel("menu_links", heading=_("Main menu"), label=_("link")),
        # Translators: One entry of a menu.
        InlinePanel("footer_links", heading=_("Footer"), label=_("link")),
    ]

    base_form_class = NavigationForm

    class Meta:
        verbose_name = _("menu and footer")
        verbose_name_plural = _("menus and footers")

    def __str__(self):
        return str(self._meta.verbose_name)

    def automatic_pages(self, relation):
        """The pages that a list falls back to, whether visitors can read them yet or not."""
        pages = self.site.root_page.get_children().filter(**{self.SWITCHES[relation]: True})
        return pages.order_by("path")


class NavigationLink(Orderable):
    """A link to a page or an external URL; subclasses add ``navigation``, the ``ParentalKey``."""

    page = models.ForeignKey(
        "pages.BasePage",
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    url = WebAddressField(_("or an external address"), blank=True)
    label = models.CharField(
        _("label"),
        max_length=100,
        blank=True,
        help_text=_("If empty, the page’s title is used."),
    )

    panels = [
        PageChooserPanel("page"),
        FieldPanel("url", classname="ltr-input"),
        TranslatedFieldPanel("label"),
    ]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self):
        return self.label or self.url or str(self.page or "")

    def clean(self):
        """Rejects a link with no target or two, and an external one without a label."""
        super().clean()
        if bool(self.page_id) == bool(self.url):
            raise ValidationError({"page": _("Choose a page or enter an address, but not both.")})
        names = columns("label")
        if self.url and all(is_blank(getattr(self, name)) for name in names):
            message = _("Enter a label for the address in at least one language.")
            raise ValidationError({names[0]: message})


class MenuLink(NavigationLink):
    """A main menu link."""

    navigation = ParentalKey(Navigation, on_delete=models.CASCADE, related_name="menu_links")

    class Meta(NavigationLink.Meta):
        verbose_name = _("main menu link")
        verbose_name_plural = _("main menu links")


class FooterLink(NavigationLink):
    """A footer link."""

    navigation = ParentalKey(Navigation, on_delete=models.CASCADE, related_name="footer_links")

    class Meta(NavigationLink.Meta):
        verbose_name = _("footer link")
        verbose_name_plural = _("footer links")
