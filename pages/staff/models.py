"""What the admin remembers of each person."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from languages import cldr


class EditorPreferences(models.Model):
    """How one person wants the editor to look."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="editor_preferences",
    )
    shown_language = models.CharField(
        _("language shown in the editor"),
        max_length=20,
        blank=True,
        choices=cldr.language_choices,
        help_text=_("Leave empty to show all languages side by side."),
    )

    class Meta:
        verbose_name = _("editor preferences")
        verbose_name_plural = _("editor preferences")

    def __str__(self):
        return str(self.user)
