"""The form that a visitor fills in, made of the fields that staff chose; and what was answered."""

import re
import unicodedata

from django import forms
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from languages import cldr
from languages.addresses import MailboxFormField, WebAddressFormField, visible
from languages.characters import clean
from languages.texts import TURNING, LocalizedText, column, is_blank, localized

# How much a field takes.
SHORT, LONG, PHONE = 200, 5000, 40
PHONE_PATTERN = re.compile(r"(?:[\s().\-/+]*[0-9]){5,}[\s().\-/0-9]*")
NUMBER_PATTERN = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?")
# Signs within numbers, in Arabic and in Latin print: what parts thousands, what parts fractions.
BETWEEN_THOUSANDS = re.compile(r"(?<=[0-9])[\s'’٬](?=[0-9]{3})")
COMMAS_OF_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
SIGNS_OF_NUMBERS = str.maketrans({"−": "-", "٫": ".", ",": ".", "،": "."})
DATE_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%d.%m.%Y"]


class Kind(models.TextChoices):
    """What a field asks for."""

    TEXT = "text", _("Short text")
    LONG_TEXT = "long_text", _("Long text")
    EMAIL = "email", _("E-mail address")
    PHONE = "phone", _("Telephone number")
    # Translators: A kind of field in a contact form: a number to be typed in.
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    LINK = "url", _("Web address")
    RADIO = "radio", _("Single choice, short list")
    SELECT = "select", _("Single choice, long list")
    CHECKBOXES = "checkboxes", _("Multiple choice")
    TICK = "tick", _("Tick box, such as for consent")
    # Translators: A kind of field in a contact form: a choice among the organisation’s units.
    UNIT = "unit", _("Unit")

    @classmethod
    def with_choices(cls):
        """The kinds whose choices are part of the field."""
        return {cls.RADIO, cls.SELECT, cls.CHECKBOXES}


def clean_text(text):
    """A visitor's text in one form of each letter, without signs that no reader sees."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return clean(text.translate(TURNING)).strip()


def clean_address(text):
    """An address or number in ASCII digits, without the marks of direction that copying leaves."""
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in visible(text))


def clean_number(text):
    """A number in ASCII digits with a point before its fraction, however it is written."""
    text = BETWEEN_THOUSANDS.sub("", clean_address(text))
    if COMMAS_OF_THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    return text.translate(SIGNS_OF_NUMBERS)


class CleanTextMixin:
    """Cleans a text before anything looks at it."""

    cleaner = staticmethod(clean_text)

    def bound_data(self, data, initial):
        """What was typed, to be shown again: all of it but what no page can hold."""
        data = super().bound_data(data, initial)
        return data if data is None else data.replace("\x00", "")

    def to_python(self, value):
        value = value if value is None else self.cleaner(str(value))
        return super().to_python(value)


class TextField(CleanTextMixin, forms.CharField):
    """A text of a visitor, on one line unless its widget is an area."""

    def to_python(self, value):
        value = super().to_python(value)
        one_line = not isinstance(self.widget, forms.Textarea)
        return " ".join(value.split()) if one_line and value else value


class EmailField(CleanTextMixin, MailboxFormField):
    """An e-mail address."""

    cleaner = staticmethod(clean_address)


class PhoneField(CleanTextMixin, forms.CharField):
    """A telephone number, as people write them."""

    cleaner = staticmethod(clean_address)

    def validate(self, value):
        super().validate(value)
        if value and not PHONE_PATTERN.fullmatch(value):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


class NumberField(CleanTextMixin, forms.CharField):
    """A number, kept as a text: no rounding, and room for the digits of any script."""

    cleaner = staticmethod(clean_number)

    def validate(self, value):
        super().validate(value)
        if value and not NUMBER_PATTERN.fullmatch(value):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


class DateField(CleanTextMixin, forms.DateField):
    """A day, kept as a text (ISO 8601)."""

    cleaner = staticmethod(clean_address)

    def clean(self, value):
        day = super().clean(value)
        return day.isoformat() if day else ""


class LinkField(CleanTextMixin, WebAddressFormField):
    """The address of a web page; without a scheme, https is meant."""

    cleaner = staticmethod(visible)
    default_validators = [URLValidator(schemes=["http", "https"])]


class OptionLanguageMixin:
    """Marks a choice that is in another language than its surroundings."""

    def create_option(self, name, value, label, *args, **kwargs):
        option = super().create_option(name, value, label, *args, **kwargs)
        if isinstance(label, LocalizedText) and label.is_fallback:
            option["attrs"] |= {"lang": label.language, "dir": cldr.direction(label.language)}
        return option


class Select(OptionLanguageMixin, forms.Select):
    """A list to choose one from."""


TEXT_ERRORS = {
    "required": _("Fill in this field."),
    "max_length": _("This is too long: %(show_value)d characters. The maximum is %(limit_value)d."),
}
# What is wrong with a text that is none of its kind.
INVALID = {
    Kind.EMAIL: _("Enter an e-mail address like name@example.org."),
    Kind.PHONE: _("Enter a telephone number in digits."),
    Kind.NUMBER: _("Enter a number in digits, like 12 or 12.5."),
    Kind.DATE: _("Enter a date like 2026-03-31."),
    Kind.LINK: _("Enter a web address like https://example.org/page."),
}
CHOICE_ERRORS = {
    "required": _("Choose one of these."),
    "invalid_choice": _("Choose one of these."),
    "invalid_list": _("Choose one of these."),
}


def text_attrs(field, **attrs):
    """The attributes of an input for text in any language."""
    return {"dir": "auto", "autocomplete": field.purpose or "off"} | attrs


def address_attrs(autocomplete, inputmode):
    """The attributes of an input for what runs from left to right in any language."""
    attrs = {"dir": "ltr", "autocomplete": autocomplete, "inputmode": inputmode}
    return attrs | {"spellcheck": "false", "autocapitalize": "off"}


def make_field(field, choices, **options):
    """The form field for a ``ContactField``; ``choices`` are (value, label) for its kind."""
    kind = field.kind
    if kind in INVALID:
        return make_exact_field(kind, **options)
    if kind == Kind.LONG_TEXT:
        widget = forms.Textarea(text_attrs(field, rows=8, autocomplete="off"))
        return TextField(max_length=LONG, widget=widget, error_messages=TEXT_ERRORS, **options)
    if kind == Kind.TICK:
        errors = {"required": _("Tick this box to continue.")}
        options["initial"] = False
        return forms.BooleanField(error_messages=errors, **options)
    if kind == Kind.CHECKBOXES:
        options["initial"] = [options["initial"]]
        return forms.MultipleChoiceField(
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages=CHOICE_ERRORS | {"required": _("Choose at least one of these.")},
            **options,
        )
    if kind == Kind.RADIO:
        return forms.ChoiceField(
            choices=choices, widget=forms.RadioSelect, error_messages=CHOICE_ERRORS, **options
        )
    if kind in (Kind.SELECT, Kind.UNIT):
        # Translators: Stands in a list of choices before the visitor has chosen.
        choices = [("", _("Please choose")), *choices]
        return forms.ChoiceField(
            choices=choices, widget=Select, error_messages=CHOICE_ERRORS, **options
        )
    widget = forms.TextInput(text_attrs(field))
    return TextField(max_length=SHORT, widget=widget, error_messages=TEXT_ERRORS, **options)


def make_exact_field(kind, **options):
    """The form field for what must have a certain form, one of the kinds in ``INVALID``."""
    options["error_messages"] = TEXT_ERRORS | {"invalid": INVALID[kind]}
    if kind == Kind.EMAIL:
        return EmailField(widget=forms.EmailInput(address_attrs("email", "email")), **options)
    if kind == Kind.PHONE:
        widget = forms.TextInput(address_attrs("tel", "tel") | {"type": "tel"})
        return PhoneField(max_length=PHONE, widget=widget, **options)
    if kind == Kind.NUMBER:
        # Browsers' own input for numbers takes no Arabic digits, and changes as the wheel turns.
        widget = forms.TextInput(address_attrs("off", "decimal"))
        return NumberField(max_length=PHONE, widget=widget, **options)
    if kind == Kind.DATE:
        widget = forms.DateInput({"type": "date", "autocomplete": "off"}, format=DATE_FORMATS[0])
        return DateField(widget=widget, input_formats=DATE_FORMATS, **options)
    widget = forms.URLInput(address_attrs("url", "url"))
    return LinkField(widget=widget, **options)


def texts_by_language(obj, field_name):
    """The texts of a translated field that are not blank, as a dict by language code."""
    texts = {code: getattr(obj, column(field_name, code)) for code in cldr.language_codes()}
    return {code: text for code, text in texts.items() if not is_blank(text)}


def in_reading_order(texts, languages, reader_language):
    """The text of a dict by language that comes first for a reader who is offered languages."""
    for language in languages:
        if not is_blank(texts.get(language)):
            return LocalizedText(texts[language], language, reader_language)
    return LocalizedText(None, reader_language, reader_language)


def choices_of(field, units):
    """The choices of a ``ContactField``, each as what is sent for it and its texts by language."""
    if field.kind == Kind.UNIT:
        return [(str(unit.key), texts_by_language(unit, "title")) for unit in units]
    if field.kind in Kind.with_choices():
        options = field.options
        return [(next(iter(texts.values())), texts) for texts in options]
    return []


class ContactForm(forms.Form):
    """The base of the forms that staff build; ``questions`` are the fields that they made."""

    questions = ()
    units = ()
    # Errors are shown in the page's language by the page, not in the browser's by the browser.
    use_required_attribute = True

    def answers(self):
        """What was answered, ready to be kept (see ``ContactMessage.answers``).

        Each answer is a dict: ``key``, ``kind``, ``label`` (by language), ``value`` (a text, or a
        list of what was chosen), ``shown`` (for choices, a list of their texts by language).
        """
        return [self._answer(field) for field in self.questions]

    def _answer(self, field):
        value = self.cleaned_data[name_of(field)]
        answer = {
            "key": str(field.key),
            "kind": field.kind,
            "label": texts_by_language(field, "label"),
            "value": value,
        }
        choices = dict(choices_of(field, self.units))
        if choices:
            chosen = value if isinstance(value, list) else [value] if value else []
            answer |= {"value": chosen, "shown": [choices[name] for name in chosen]}
        return answer

    def first_of_kind(self, kind):
        """The first answer to a field of a kind that is not empty, or an empty text."""
        values = (self.cleaned_data[name_of(f)] for f in self.questions if f.kind == kind)
        return next(filter(None, values), "")


def name_of(field):
    """The name of a ``ContactField`` in its form: short, and independent of its label."""
    return field.key.hex[:12]


def contact_form(questions, units, language, data=None):
    """The form of these ``ContactField`` and ``ContactUnit`` objects for a reader, filled with
    ``data`` if that is given. A choice between no units is left out."""
    questions = [field for field in questions if field.kind != Kind.UNIT or units]
    fields = {}
    for field in questions:
        offered = field.text_languages(language)
        default = localized(field, "default_value", language)
        choices = [
            (value, in_reading_order(texts, offered, language), texts)
            for value, texts in choices_of(field, units)
        ]
        initial = str(default)
        if choices:
            # The default is told in words; what is sent for it need not be in this language.
            initial = next((v for v, _label, texts in choices if initial in texts.values()), "")
        form_field = make_field(
            field,
            [(value, label) for value, label, _texts in choices],
            label=localized(field, "label", language),
            help_text=localized(field, "help_text", language),
            required=field.required,
            initial=initial,
        )
        fields[name_of(field)] = form_field
    form_class = type("ContactForm", (ContactForm,), fields)
    form = form_class(data, prefix="field", label_suffix="")
    form.questions, form.units = questions, units
    return form
