"""The blocks of a body, each with a description and a preview value.

Only ``HeadingBlock`` renders headings, always at level two, so that any order of blocks gives a
valid outline.
"""

from babel import Locale, UnknownLocaleError
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock, TypedTableBlockAdapter
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock

from languages.addresses import WebAddressFormField
from languages.texts import is_blank

INLINE_FEATURES = ["bold", "italic", "link", "document-link", "language"]
TEXT_FEATURES = [*INLINE_FEATURES, "ol", "ul"]


def validate_language_tag(value):
    """Raises ValidationError unless the value is a BCP 47 tag that CLDR knows."""
    try:
        Locale.parse(value, sep="-")
    except (UnknownLocaleError, ValueError) as error:
        raise ValidationError(_("This is not a language code, such as sv or fr.")) from error


class CleanTextMixin:
    """Cleans a block's text; a required one must show a reader something."""

    def clean(self, value):
        return super().clean(self.normalize("") if is_blank(value) else value)


class CharBlock(CleanTextMixin, blocks.CharBlock):
    """A text on one line."""


class LinesBlock(CleanTextMixin, blocks.TextBlock):
    """A text on several lines."""


class RichTextBlock(CleanTextMixin, blocks.RichTextBlock):
    """A text with links and emphasis."""


class WebAddressBlock(blocks.URLBlock):
    """The address of a web page, in any script."""

    def __init__(self, *, required=True, help_text=None, **kwargs):
        super().__init__(required=required, help_text=help_text, **kwargs)
        self.field = WebAddressFormField(required=required, help_text=help_text)


class HeadingBlock(CharBlock):
    """A section heading."""

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Starts a new section of the page.")
        template = "blocks/heading.html"
        preview_value = _("What we do")


class TextBlock(RichTextBlock):
    """Paragraphs and lists."""

    def __init__(self, **kwargs):
        super().__init__(**{"features": TEXT_FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs and lists, with links and emphasis.")
        template = "blocks/rich_text.html"
        preview_value = _(
            "<p>Local authorities know their residents’ needs <b>best</b>.</p>"
            "<ul><li>Services</li><li>Participation</li></ul>"
        )


class ImageBlock(blocks.StructBlock):
    """A picture with a caption; its text alternative belongs to the image."""

    image = ImageChooserBlock(label=_("Image"))
    caption = CharBlock(label=_("Caption"), required=False)
    decorative = blocks.BooleanBlock(
        label=_("Decorative"),
        required=False,
        help_text=_("The picture adds nothing to the text, so screen readers skip it."),
    )

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("A picture across the column, with a caption.")
        template = "blocks/image.html"

    def get_preview_value(self):
        return self.to_python(
            {
                "image": getattr(get_image_model().objects.first(), "pk", None),
                "caption": str(_("A town hall")),
            }
        )


class QuoteBlock(blocks.StructBlock):
    """A quotation with its source."""

    text = LinesBlock(label=_("Quotation"), rows=3)
    # Translators: Where a quotation comes from.
    source = CharBlock(label=_("Source"), required=False)
    language = CharBlock(
        label=_("Language"),
        required=False,
        max_length=20,
        validators=[validate_language_tag],
        form_classname="language-code",
        help_text=_("The quotation’s language code, such as sv, if it differs from the page’s."),
    )

    # The language of a quotation does not count in translation progress.
    in_own_words = ("language",)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Words taken from a document or said by somebody, with their source.")
        template = "blocks/quote.html"
        preview_value = {
            "text": _(
                "The local authorities are one of the main foundations of any democratic regime."
            ),
            "source": _("European Charter of Local Self-Government, preamble"),
        }


class CalloutBlock(blocks.StructBlock):
    """A short text set apart from the rest."""

    title = CharBlock(label=_("Title"), required=False)
    text = RichTextBlock(label=_("Text"), features=TEXT_FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("Call-out")
        description = _("A short, highlighted text that readers should not miss.")
        template = "blocks/callout.html"
        preview_value = {
            "title": _("Good to know"),
            "text": _("<p>Training is one part among several.</p>"),
        }


class AccordionItemBlock(blocks.StructBlock):
    """One part of an accordion."""

    title = CharBlock(label=_("Title"))
    text = RichTextBlock(label=_("Text"), features=TEXT_FEATURES)


class AccordionBlock(blocks.StructBlock):
    """Sections that open one by one."""

    # Translators: The parts of an accordion, each of which opens by itself.
    items = blocks.ListBlock(AccordionItemBlock(), label=_("Parts"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Accordion")
        description = _("Titled parts that the reader opens as needed.")
        template = "blocks/accordion.html"
        preview_value = {
            "items": [
                {"title": _("Who can ask for support?"), "text": _("<p>Every local authority.</p>")}
            ]
        }


class KeyFigureBlock(blocks.StructBlock):
    """A figure and what it counts."""

    # Translators: A number that stands out, not a picture.
    value = CharBlock(label=_("Figure"), max_length=20)
    label = CharBlock(label=_("What it counts"))


class KeyFiguresBlock(blocks.StructBlock):
    """A row of large figures."""

    # Translators: Numbers that stand out, not pictures.
    figures = blocks.ListBlock(KeyFigureBlock(), label=_("Figures"), min_num=1, max_num=6)

    class Meta:
        icon = "table"
        label = _("Key figures")
        description = _("Up to six large figures, each with what it counts.")
        template = "blocks/key_figures.html"
        preview_value = {"figures": [{"value": "8", "label": _("work areas")}]}


class TableBlock(TypedTableBlock):
    """A table with a caption and column headings."""

    def __init__(self, local_blocks=None, **kwargs):
        cells = [
            ("text", CharBlock(label=_("Text"), required=False)),
            (
                "rich_text",
                RichTextBlock(label=_("Text with links"), features=INLINE_FEATURES, required=False),
            ),
        ]
        super().__init__(local_blocks or cells, **kwargs)

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Rows and columns; the first column names the row.")
        template = "blocks/table.html"

    def get_preview_value(self):
        return self.to_python(
            {
                "caption": str(_("Levels and tasks")),
                "columns": [
                    # Translators: A heading in the example of a table: a level of government.
                    {"type": "text", "heading": str(_("Level"))},
                    # Translators: A heading in the example of a table: what a level does.
                    {"type": "text", "heading": str(_("Task"))},
                ],
                "rows": [{"values": [str(_("Local")), str(_("Water supply"))]}],
            }
        )


class TableBlockAdapter(TypedTableBlockAdapter):
    """A table in the editor, whose copies keep its caption."""

    js_constructor = "pages.blocks.TableBlock"

    @cached_property
    def media(self):
        """Wagtail's script, and ours after it."""
        return super().media + forms.Media(js=["js/pages/table-block.js"])


register(TableBlockAdapter(), TableBlock)


class DocumentBlock(blocks.StructBlock):
    """A file to download, with its type and size."""

    document = DocumentChooserBlock(label=_("Document"))

    class Meta:
        icon = "doc-full"
        label = _("Document")
        description = _("A file to download; its type and size are shown.")
        template = "blocks/document.html"

    def get_preview_value(self):
        return self.to_python(
            {"document": getattr(get_document_model().objects.first(), "pk", None)}
        )


class VideoBlock(blocks.StructBlock):
    """A link to a video on another site; nothing is loaded from there before the reader agrees."""

    title = CharBlock(label=_("Title"))
    url = WebAddressBlock(label=_("Address of the video"))

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A link to a video on another site; readers confirm before it opens.")
        template = "blocks/video.html"
        preview_value = {
            "title": _("How a council works"),
            "url": "https://video.example.org/council",
        }


class ButtonBlock(blocks.StructBlock):
    """A link to a page of this site or to another address."""

    # Translators: The words on a button.
    label = CharBlock(label=_("Label"), max_length=80)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = WebAddressBlock(label=_("Or an external address"), required=False)
    style = blocks.ChoiceBlock(
        label=_("Style"),
        # Translators: The look of a button that asks for the main next step.
        choices=[("primary", _("Main")), ("secondary", _("Quiet"))],
        default="primary",
    )

    def clean(self, value):
        value = super().clean(value)
        if bool(value["page"]) == bool(value["url"]):
            message = ValidationError(_("Choose a page or enter an address, but not both."))
            raise blocks.StructBlockValidationError(block_errors={"page": message})
        return value


class ButtonsBlock(blocks.StructBlock):
    """Links for next steps."""

    buttons = blocks.ListBlock(ButtonBlock(), label=_("Buttons"), min_num=1, max_num=3)

    class Meta:
        icon = "link"
        label = _("Buttons")
        description = _("Up to three prominent links to next steps.")
        template = "blocks/buttons.html"
        preview_value = {
            "buttons": [
                {"label": _("Read more"), "url": "https://example.org/", "style": "primary"}
            ]
        }


class BodyBlock(blocks.StreamBlock):
    """The blocks allowed in a body."""

    heading = HeadingBlock()
    rich_text = TextBlock()
    image = ImageBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    accordion = AccordionBlock()
    key_figures = KeyFiguresBlock()
    table = TableBlock()
    document = DocumentBlock()
    video = VideoBlock()
    buttons = ButtonsBlock()

    class Meta:
        required = False
