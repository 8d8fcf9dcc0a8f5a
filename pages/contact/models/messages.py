"""What visitors write to the organisation by its forms, and how far it has got."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from languages import cldr

# How long one attempt to mail a message may take before another process tries it again.
LEASE = timedelta(minutes=15)
# How long before its deletion staff are warned of a message that nobody has seen.
WARNING = timedelta(days=7)


class ContactMessageQuerySet(models.QuerySet):
    """Messages by what is to be done with them."""

    def due(self, now):
        """Those that are to be mailed, and that nobody is mailing."""
        return self.filter(
            Q(leased_until__isnull=True) | Q(leased_until__lt=now), next_attempt_at__lte=now
        )

    def claim(self, pk, now):
        """Take one that is due, so that no other process mails it meanwhile; whether it was."""
        return (
            self.due(now).filter(pk=pk).update(leased_until=now + LEASE, attempts=F("attempts") + 1)
            == 1
        )

    def unmailed(self):
        """Those that have not reached their unit."""
        return self.exclude(state=ContactMessage.State.SENT)

    def expired(self, now):
        """Those that are kept no longer, whether they were mailed or not: visitors were promised
        the day."""
        return self.filter(delete_after__lte=now)

    def lost_soon(self, now):
        """Those that will be deleted soon, and that neither their unit nor staff have seen."""
        return self.unmailed().filter(handled_at=None, delete_after__lte=now + WARNING)


class ContactMessage(models.Model):
    """One message: the answers as they were given, with the labels that they were given to.

    It tells all by itself, so that it stays legible when the form changes or goes. A text in every
    language is a dict by language code.
    """

    class State(models.TextChoices):
        # Translators: State of a visitor’s message: to be mailed.
        WAITING = "waiting", _("Waiting")
        # Translators: State of a visitor’s message: mailed.
        SENT = "sent", _("Sent")
        # Translators: State of a visitor’s message: could not be mailed yet.
        FAILED = "failed", _("Failed")

    # Digest of a form that was filled in once: the same message sent twice is one message.
    submission = models.CharField(max_length=64, unique=True, editable=False)
    # Translators: The number by which a visitor’s message is known.
    reference = models.CharField(_("reference"), max_length=9, db_index=True, editable=False)
    page = models.ForeignKey(
        "contact.ContactPage",
        # Translators: The page with the form by which a message came.
        verbose_name=_("form"),
        null=True,
        # A message outlives the form by which it came.
        on_delete=models.SET_NULL,
        related_name="messages",
        editable=False,
    )
    form_titles = models.JSONField(default=dict, editable=False)
    language = models.CharField(
        _("language"), max_length=20, choices=cldr.language_choices, editable=False
    )
    answers = models.JSONField(_("answers"), default=list, editable=False)
    sender = models.CharField(_("sender"), max_length=254, blank=True, editable=False)
    # Translators: When a visitor’s message came.
    received_at = models.DateTimeField(_("received"), db_index=True, editable=False)
    delete_after = models.DateTimeField(_("kept until"), db_index=True, editable=False)

    # To whom it is mailed, and in which language: as the form says, or said last.
    unit_key = models.UUIDField(null=True, editable=False)
    unit_titles = models.JSONField(default=dict, editable=False)
    recipients = models.JSONField(default=list, editable=False)
    mail_language = models.CharField(max_length=20, choices=cldr.language_choices, editable=False)

    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING, editable=False
    )
    # Translators: How often a message was tried to be mailed.
    attempts = models.PositiveIntegerField(_("attempts"), default=0, editable=False)
    next_attempt_at = models.DateTimeField(null=True, db_index=True, editable=False)
    leased_until = models.DateTimeField(null=True, editable=False)
    last_error = models.TextField(_("reason"), blank=True, editable=False)
    # Translators: When a visitor’s message was mailed.
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    # Whom a confirmation is promised to, and when it went out.
    confirm_to = models.EmailField(blank=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)

    # Translators: When staff had done what a visitor’s message asks for.
    handled_at = models.DateTimeField(_("handled"), null=True, editable=False)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handled by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )

    objects = ContactMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-received_at", "-pk"]
        # Nobody writes a message for a visitor.
        default_permissions = ("view", "change", "delete")

    def __str__(self):
        """Its reference: logs and headings tell nothing of what it says."""
        return self.reference

    def mail_again(self):
        """Have it mailed as soon as possible, unless that is going on; whether it will be."""
        now = timezone.now()
        return (
            type(self)
            .objects.filter(Q(leased_until__isnull=True) | Q(leased_until__lt=now), pk=self.pk)
            .update(state=self.State.WAITING, next_attempt_at=now, leased_until=None)
            == 1
        )
