"""Messages of visitors in the admin."""

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
