"""The editor's ways to publish: one language of the page in the form, or all of them."""

from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.action_menu import PublishMenuItem, WorkflowMenuItem

from languages import cldr
from pages.models.editing import ReleaseError
from pages.versions.releasing import Action, planned, release, release_all


def release_button(language):
    """The name of the button that saves a page and publishes one language of it."""
    return f"action-release-{language}"


class PublishLanguageItem(PublishMenuItem):
    """Publishes one language, named as the admin's own language calls it."""

    template_name = "pages/staff/editor/publish_item.html"

    def __init__(self, language, order):
        super().__init__(order)
        self.language = language
        self.name = release_button(language)

    @property
    def label(self):
        """The words on the button."""
        language = cldr.name_in(self.language, get_language())
        return _("Publish %(language)s") % {"language": language}


class PublishAllItem(PublishMenuItem):
    """Publishes every language at once."""

    template_name = "pages/staff/editor/publish_item.html"
    label = gettext_lazy("Publish all languages")


def offer_languages(menu_items, request, context):
    """Put a button for each language in the place of Wagtail's for the page; an approval is not
    called a publication. For Wagtail's hook ``construct_page_action_menu``."""
    for item in list(menu_items):
        if isinstance(item, PublishMenuItem):
            place = menu_items.index(item)
            menu_items[place : place + 1] = [
                *(PublishLanguageItem(language, item.order) for language in cldr.language_codes()),
                PublishAllItem(item.order),
            ]
        elif isinstance(item, WorkflowMenuItem):
            task, page = context["page"].current_workflow_task, context["page"]
            # There are two ways to approve: at once, and with a comment in a dialogue.
            labels = {
                (name, modal): label for name, label, modal in task.get_actions(page, request.user)
            }
            item.label = labels.get((item.name, item.launch_modal), item.label)


def ended_plan(language):
    """What is said when publishing a language by hand ended the plan to do so."""
    name = cldr.name_in(language, get_language())
    return _("The schedule is no longer needed and was cancelled: %(language)s.") % {
        "language": name
    }


def live_buttons(page, request):
    """A button for each language in which visitors read a page, that leads there."""
    return [
        messages.button(
            url, _("View live: %(language)s") % {"language": cldr.name_in(code, get_language())}
        )
        for code, url in page.language_urls(request).items()
        if url
    ]


def _strict_errors(form, languages):
    """The errors of a bound form and of its items, but for those of other languages' texts.

    Yields a form's path (None, or a relation and a number), a field's name and its errors.
    """
    forms = [(None, form)]
    for relation, formset in form.formsets.items():
        for number, item_form in enumerate(formset.forms):
            if item_form not in formset.deleted_forms:
                forms.append(((relation, number), item_form))
    for path, part in forms:
        fields = {field.name: field for field in part._meta.model._meta.concrete_fields}
        for name, errors in part.errors.as_data().items():
            language = getattr(fields.get(name), "language", None)
            if language is None or language in languages:
                yield path, name, errors


class ReleaseMixin:
    """Lets the editor's views publish one language or all; a subclass says how it saves.

    While one language is published, the texts of the others may be unfinished, as in a draft.
    """

    @cached_property
    def languages_to_release(self):
        """The languages that the pressed button publishes, none for other buttons."""
        if not self.may_release:
            return []
        if self.request.POST.get("action-publish"):
            return cldr.language_codes()
        return [code for code in cldr.language_codes() if release_button(code) in self.request.POST]

    @property
    def is_partial_release(self):
        """Whether one language is published and others are not."""
        return 0 < len(self.languages_to_release) < len(cldr.language_codes())

    @cached_property
    def action_name_and_method(self):
        if not self.languages_to_release:
            return super().action_name_and_method
        # Wagtail puts off the demand for required fields only for what is called a save.
        return ("save" if self.is_partial_release else "publish", self.release_action)

    def form_valid(self, form):
        if self.languages_to_release and not self._is_releasable(form):
            form.restore_required_fields()
            return self.form_invalid(form)
        return super().form_valid(form)

    def _is_releasable(self, form):
        """Whether nothing is missing for the languages; else errors stand beside the fields."""
        if self.is_partial_release:
            strict = self.form_class(
                self.request.POST,
                self.request.FILES,
                instance=self.fresh_page(),
                subscription=self.subscription,
                parent_page=self.page_parent,
                for_user=self.request.user,
            )
            for path, name, errors in _strict_errors(strict, self.languages_to_release):
                part = form if path is None else form.formsets[path[0]].forms[path[1]]
                part.add_error(name if name in part.fields else None, errors)
        try:
            form.instance.refuse_unfinished(self.languages_to_release)
        except ReleaseError as error:
            self._show(form, error)
        return form.is_valid()

    def _show(self, form, error):
        """Put what lacks beside the fields that the form has, the rest above it."""
        for name, errors in error.error_dict.items():
            if name not in form.errors:
                form.add_error(name if name in form.fields else None, errors)

    def release_action(self):
        """Save the form as a draft and publish it; if that is refused, neither."""
        try:
            with transaction.atomic():
                response = self.save_and_release()
        except ReleaseError as error:
            self.form.instance = self.page = self.fresh_page()
            self._show(self.form, error)
            return self.form_invalid(self.form)
        if response:
            return response
        self.page = self.page.specific_class.objects.get(pk=self.page.pk)
        for hook in ("after_publish_page", self.final_hook):
            if hook == self.final_hook:
                self.add_release_message()
            if response := self.run_hook(hook, self.request, self.page):
                return response
        return self.redirect_and_remain() if self.is_partial_release else self.redirect_away()

    # Languages whose plan to be released ends with this release.
    ended_plans = ()

    def publish(self, revision):
        """Publish the revision just saved; a hook's response, if one wants another."""
        self.ended_plans = planned(self.page, Action.RELEASE, self.languages_to_release)
        if response := self.run_hook("before_publish_page", self.request, self.page):
            return response
        if self.is_partial_release:
            for language in self.languages_to_release:
                release(self.page, language, revision=revision, user=self.request.user)
        else:
            release_all(self.page, revision=revision, user=self.request.user)
        return None

    def add_release_message(self):
        """Say which languages were published, with the ways to what visitors read."""
        values = {
            "page_title": self.page.get_admin_display_title(),
            "languages": _(", ").join(
                cldr.name_in(code, get_language()) for code in self.languages_to_release
            ),
        }
        buttons = [*live_buttons(self.page, self.request), self.get_edit_message_button()]
        messages.success(
            self.request,
            _("Page '%(page_title)s' has been published: %(languages)s.") % values,
            buttons=buttons,
        )
        for language in self.ended_plans:
            messages.info(self.request, ended_plan(language))


class ReleaseFromCreateMixin(ReleaseMixin):
    """Publishing a page that is new."""

    final_hook = "after_create_page"

    @property
    def may_release(self):
        """Whether the editor may publish here."""
        return self.parent_page_perms.can_publish_subpage()

    @property
    def page_parent(self):
        """The page below which the page stands."""
        return self.parent_page

    def fresh_page(self):
        """A page as it was before the form."""
        return self.page_class(owner=self.request.user, locale=self.parent_page.locale)

    def save_and_release(self):
        """Save the new page and publish it."""
        self.page = self.form.save(commit=False)
        self.page.live = False
        self.parent_page.add_child(instance=self.page)
        self.set_default_privacy_setting()
        revision = self.page.save_revision(user=self.request.user, log_action=True, clean=False)
        self.subscription.page = self.page
        self.subscription.save()
        return self.publish(revision)


class ReleaseFromEditMixin(ReleaseMixin):
    """Publishing a page that exists."""

    final_hook = "after_edit_page"

    @property
    def may_release(self):
        """Whether the editor may publish the page."""
        return self.page_perms.can_release()

    @property
    def page_parent(self):
        """The page below which the page stands."""
        return self.parent

    def fresh_page(self):
        """A page as it was before the form."""
        # Read anew: of a page without a draft, Wagtail's view hands out the one that the form has.
        return self.page_class.objects.get(pk=self.page.pk).get_latest_revision_as_object()

    def save_and_release(self):
        """Save the draft and publish it."""
        self.page = self.form.save(commit=not self.page.live)
        self.subscription.save()
        revision = self.page.save_revision(
            user=self.request.user,
            log_action=True,
            previous_revision=self.previous_revision,
            clean=False,
        )
        if self.has_content_changes and "comments" in self.form.formsets:
            changes = self.get_commenting_changes()
            self.log_commenting_changes(changes, revision)
            self.send_commenting_notifications(changes)
        return self.publish(revision)
