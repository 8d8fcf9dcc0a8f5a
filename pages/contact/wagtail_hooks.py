"""Messages from visitors in the admin."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from pages.contact.message_views import MessagesPanel, message_viewset


@hooks.register("register_admin_viewset")
def message_views():
    """What visitors wrote."""
    return message_viewset


@hooks.register("construct_homepage_panels", order=1)
def messages_panel(request, panels):
    """How many messages wait."""
    panels.append(MessagesPanel())


@hooks.register("insert_global_admin_css")
def admin_stylesheet():
    """What screens of messages, and the admin's first one, show of them."""
    return format_html(
        '<link rel="stylesheet" href="{}">', static("css/pages/contact/messages.css")
    )
