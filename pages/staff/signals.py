"""What the admin remembers of people follows the settings, and mail knows what it is about."""

from django.core.signals import request_started
from django.db.models.signals import pre_save
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted
from wagtail.users.models import UserProfile

from languages import cldr
from languages.former_languages import clearing, counted
from pages.background import mail
from pages.models import BasePage
from pages.staff.portraits import clean_portrait


def clear_former_languages(**kwargs):
    """Give accounts whose language is gone the default one. Out: lines to report."""
    profiles = UserProfile.objects.exclude(preferred_language__in=["", *cldr.language_codes()])
    found = profiles.update(preferred_language="")
    return [counted("accounts with such a language", found)] if found else []


def review_of_page(instance, **kwargs):
    """Mail to reviewers and writers is about the page under review."""
    state = instance.workflow_state if isinstance(instance, TaskState) else instance
    if issubclass(state.content_type.model_class(), BasePage):
        mail.concern(state.object_id)


def connect():
    """Hear of languages that were removed, of portraits, and of reviews before Wagtail mails."""
    clearing.connect(clear_former_languages)
    pre_save.connect(clean_portrait, sender=UserProfile)
    request_started.connect(mail.forget)
    task_submitted.connect(review_of_page, sender=TaskState)
    for signal in (workflow_submitted, workflow_approved, workflow_rejected):
        signal.connect(review_of_page, sender=WorkflowState)
