"""The models of contact, by name."""

from pages.contact.models.messages import ContactMessage
from pages.contact.models.page import ContactField, ContactPage, ContactUnit

__all__ = ["ContactField", "ContactMessage", "ContactPage", "ContactUnit"]
