"""Links that staff set for every page of a site: menu, footer, social networks."""

from django.db.models import BigIntegerField, F, Value

from languages.texts import columns
from pages.models import FooterLink, MenuLink, SocialLink

# The fields of Navigation and SiteIdentity that hold the lists.
LISTS = {
    "menu_links": (MenuLink, "navigation__site", F("page_id")),
    "footer_links": (FooterLink, "navigation__site", F("page_id")),
    "social_links": (
        SocialLink,
        "identity__site",
        Value(None, output_field=BigIntegerField()),
    ),
}


def site_links(site):
    """A site's links by list name, as ordered lists of instances.

    One query for all lists, since every page shows them all.
    """
    names = columns("label")
    first, *others = [
        model.objects.filter(**{to_site: site})
        .annotate(of_list=Value(name), linked_page=linked_page)
        .order_by()
        .values_list("of_list", "sort_order", "pk", "linked_page", "url", *names)
        for name, (model, to_site, linked_page) in LISTS.items()
    ]
    found = {name: [] for name in LISTS}
    rows = first.union(*others, all=True)
    for name, _order, pk, page_id, url, *labels in sorted(rows, key=lambda row: row[1:3]):
        link = LISTS[name][0](pk=pk, url=url, **dict(zip(names, labels, strict=True)))
        if page_id:
            link.page_id = page_id
        found[name].append(link)
    return found
