"""What is counted, and who is known from where: digests only, no addresses and no names."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UseCount(models.Model):
    """How often something was done in a span of time; of whom, only a keyed digest is known."""

    digest = models.CharField(max_length=64, unique=True, editable=False)
    count = models.PositiveIntegerField(default=0, editable=False)
    until = models.DateTimeField(db_index=True, editable=False)

    class Meta:
        verbose_name = _("usage count")
        verbose_name_plural = _("usage counts")
        default_permissions = ()

    def __str__(self):
        return str(self.count)


class KnownNetwork(models.Model):
    """A network from which somebody gave the right password; of both, only a keyed digest is
    known."""

    digest = models.CharField(max_length=64, unique=True, editable=False)
    until = models.DateTimeField(db_index=True, editable=False)

    class Meta:
        verbose_name = _("known network")
        verbose_name_plural = _("known networks")
        default_permissions = ()

    def __str__(self):
        return self.digest
