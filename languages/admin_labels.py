"""Labels that Wagtail's admin lacks, or derives from the English name of an attribute.

``complete`` sets them once, when the admin starts. They are lazy, since each user has their own
admin language. Written for Wagtail 8.0.
"""

from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm
from wagtail.admin.forms.choosers import (
    AnchorLinkChooserForm,
    EmailLinkChooserForm,
    ExternalLinkChooserForm,
    PhoneLinkChooserForm,
)
from wagtail.admin.forms.workflows import WorkflowContentTypeForm, WorkflowPageForm
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.pages.search import SearchView
from wagtail.contrib.redirects.filters import RedirectsReportFilterSet
from wagtail.contrib.redirects.forms import ConfirmImportForm
from wagtail.models import Page, Site
from wagtail.sites.views import IndexView as SitesView
from wagtail.users.forms import GroupPagePermissionFormSet, PagePermissionsForm
from wagtail.users.views.bulk_actions.assign_role import RoleForm

capfirst_lazy = lazy(capfirst, str)
FIELDS = (
    (LoginForm, "password", _("Password")),
    (PagePermissionsForm, "page", capfirst_lazy(Page._meta.verbose_name)),
    (WorkflowPageForm, "page", capfirst_lazy(Page._meta.verbose_name)),
    (WorkflowContentTypeForm, "content_types", _("Snippets")),
    (ConfirmImportForm, "permanent", _("Permanent")),
    (RoleForm, "role", _("Role")),
    (ExternalLinkChooserForm, "link_text", _("Link text")),
    (AnchorLinkChooserForm, "link_text", _("Link text")),
    (PhoneLinkChooserForm, "link_text", _("Link text")),
    (PhoneLinkChooserForm, "phone_number", _("Phone number")),
    (EmailLinkChooserForm, "link_text", _("Link text")),
    (EmailLinkChooserForm, "email_address", _("Email address")),
    (EmailLinkChooserForm, "subject", _("Subject")),
    (EmailLinkChooserForm, "body", _("Message")),
)


def page_permission_label(permission):
    """The translated label of a page ``Permission``, whose own name is English."""
    kinds = GroupPagePermissionFormSet.permission_types
    labels = {codename: long_label for codename, _short_label, long_label in kinds}
    return labels.get(permission.codename, str(permission))


def count_label(paginator):
    """The number of items in a list, as “Images: 12”: this order needs no plural forms."""
    things = capfirst(paginator.verbose_name_plural)
    return gettext("%(things)s: %(count)s") % {"things": things, "count": paginator.count}


def complete():
    """Set the missing labels on Wagtail's forms, lists and choices."""
    for form, name, label in FIELDS:
        form.base_fields[name].label = label
    PagePermissionsForm.base_fields["permissions"].label_from_instance = page_permission_label
    for column in SitesView.columns:
        if column.name in ("port", "site_name", "root_page"):
            column.label = capfirst_lazy(Site._meta.get_field(column.name).verbose_name)
    WagtailPaginator.items_count_label = property(count_label)
    # Without these the page search counts its results as "None".
    SearchView.verbose_name = Page._meta.verbose_name
    SearchView.verbose_name_plural = Page._meta.verbose_name_plural
    # Wagtail translates these eagerly, into the language that the process starts in.
    kind = RedirectsReportFilterSet.base_filters["is_permanent"]
    kind.label = _("Type")
    kind.extra["choices"] = ((True, _("Permanent")), (False, _("Temporary")))
    kind.extra["empty_label"] = _("All")
