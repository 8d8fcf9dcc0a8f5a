"""Scheduled releases: when a language of a page is released or withdrawn."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from languages import cldr


def keep_while_planned(collector, field, sub_objs, using):
    """An ``on_delete`` that protects a scheduled revision from Wagtail's ``purge_revisions``, but
    lets it be deleted with its page."""
    alone = isinstance(collector.origin, Revision)
    (models.PROTECT if alone else models.RESTRICT)(collector, field, sub_objs, using)


class ScheduledRelease(models.Model):
    """One language of a page that is to be released or withdrawn at a future time."""

    class Action(models.TextChoices):
        # Translators: Let visitors read a language of a page.
        RELEASE = "release", _("Release")
        # Translators: Let visitors no longer read a language of a page.
        WITHDRAW = "withdraw", _("Withdraw")

    page = models.ForeignKey(
        "pages.BasePage",
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="scheduled_releases",
    )
    language = models.CharField(_("language"), max_length=20, choices=cldr.language_choices)
    action = models.CharField(_("action"), max_length=10, choices=Action.choices)
    at = models.DateTimeField(_("time"), db_index=True)
    # The approved texts; a withdrawal has none.
    revision = models.ForeignKey(
        Revision,
        verbose_name=_("revision"),
        null=True,
        blank=True,
        on_delete=keep_while_planned,
        related_name="scheduled_releases",
    )
    # The live revision when it was scheduled: later changes to what is live are kept.
    live_content = models.JSONField(null=True, editable=False, encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("scheduled release")
        verbose_name_plural = _("scheduled releases")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "language", "action"], name="one_schedule_per_language_and_action"
            )
        ]

    def __str__(self):
        return f"{self.get_action_display()}: {self.page} ({self.language})"
