import uuid

import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

import languages.cldr
import pages.blocks
import pages.models.recipients


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0012_glossary"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactPage",
            fields=[
                (
                    "basepage_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 0),
                            ("rich_text", 1),
                            ("image", 5),
                            ("quote", 9),
                            ("callout", 12),
                            ("accordion", 16),
                            ("key_figures", 21),
                            ("table", 24),
                            ("document", 26),
                            ("video", 28),
                            ("buttons", 35),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("pages.blocks.HeadingBlock", (), {}),
                            1: ("pages.blocks.TextBlock", (), {}),
                            2: ("wagtail.images.blocks.ImageChooserBlock", (), {"label": "Image"}),
                            3: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Caption", "required": False},
                            ),
                            4: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "help_text": "The picture adds nothing to the text: screen readers pass over it.",
                                    "label": "Decorative",
                                    "required": False,
                                },
                            ),
                            5: (
                                "wagtail.blocks.StructBlock",
                                [[("image", 2), ("caption", 3), ("decorative", 4)]],
                                {},
                            ),
                            6: ("wagtail.blocks.TextBlock", (), {"label": "Quotation", "rows": 3}),
                            7: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Source", "required": False},
                            ),
                            8: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "The quotation’s language code, such as sv, if it is not the page’s.",
                                    "label": "Language",
                                    "max_length": 20,
                                    "required": False,
                                    "validators": [pages.blocks.validate_language_tag],
                                },
                            ),
                            9: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 6), ("source", 7), ("language", 8)]],
                                {},
                            ),
                            10: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "required": False},
                            ),
                            11: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "link",
                                        "document-link",
                                        "language",
                                        "ol",
                                        "ul",
                                    ],
                                    "label": "Text",
                                },
                            ),
                            12: ("wagtail.blocks.StructBlock", [[("title", 10), ("text", 11)]], {}),
                            13: ("wagtail.blocks.CharBlock", (), {"label": "Title"}),
                            14: ("wagtail.blocks.StructBlock", [[("title", 13), ("text", 11)]], {}),
                            15: (
                                "wagtail.blocks.ListBlock",
                                (14,),
                                {"label": "Parts", "min_num": 1},
                            ),
                            16: ("wagtail.blocks.StructBlock", [[("items", 15)]], {}),
                            17: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Figure", "max_length": 20},
                            ),
                            18: ("wagtail.blocks.CharBlock", (), {"label": "What it counts"}),
                            19: (
                                "wagtail.blocks.StructBlock",
                                [[("value", 17), ("label", 18)]],
                                {},
                            ),
                            20: (
                                "wagtail.blocks.ListBlock",
                                (19,),
                                {"label": "Figures", "max_num": 6, "min_num": 1},
                            ),
                            21: ("wagtail.blocks.StructBlock", [[("figures", 20)]], {}),
                            22: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Text", "required": False},
                            ),
                            23: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "link",
                                        "document-link",
                                        "language",
                                    ],
                                    "label": "Text with links",
                                    "required": False,
                                },
                            ),
                            24: (
                                "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                                [[("text", 22), ("rich_text", 23)]],
                                {},
                            ),
                            25: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "Document"},
                            ),
                            26: ("wagtail.blocks.StructBlock", [[("document", 25)]], {}),
                            27: ("wagtail.blocks.URLBlock", (), {"label": "Address of the video"}),
                            28: ("wagtail.blocks.StructBlock", [[("title", 13), ("url", 27)]], {}),
                            29: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Label", "max_length": 80},
                            ),
                            30: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"label": "Page", "required": False},
                            ),
                            31: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {"label": "Or an address elsewhere", "required": False},
                            ),
                            32: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [("primary", "Main"), ("secondary", "Quiet")],
                                    "label": "Style",
                                },
                            ),
                            33: (
                                "wagtail.blocks.StructBlock",
                                [[("label", 29), ("page", 30), ("url", 31), ("style", 32)]],
                                {},
                            ),
                            34: (
                                "wagtail.blocks.ListBlock",
                                (33,),
                                {"label": "Buttons", "max_num": 3, "min_num": 1},
                            ),
                            35: ("wagtail.blocks.StructBlock", [[("buttons", 34)]], {}),
                        },
                        verbose_name="body",
                    ),
                ),
                (
                    "body_ar",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 0),
                            ("rich_text", 1),
                            ("image", 5),
                            ("quote", 9),
                            ("callout", 12),
                            ("accordion", 16),
                            ("key_figures", 21),
                            ("table", 24),
                            ("document", 26),
                            ("video", 28),
                            ("buttons", 35),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("pages.blocks.HeadingBlock", (), {}),
                            1: ("pages.blocks.TextBlock", (), {}),
                            2: ("wagtail.images.blocks.ImageChooserBlock", (), {"label": "Image"}),
                            3: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Caption", "required": False},
                            ),
                            4: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "help_text": "The picture adds nothing to the text: screen readers pass over it.",
                                    "label": "Decorative",
                                    "required": False,
                                },
                            ),
                            5: (
                                "wagtail.blocks.StructBlock",
                                [[("image", 2), ("caption", 3), ("decorative", 4)]],
                                {},
                            ),
                            6: ("wagtail.blocks.TextBlock", (), {"label": "Quotation", "rows": 3}),
                            7: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Source", "required": False},
                            ),
                            8: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "The quotation’s language code, such as sv, if it is not the page’s.",
                                    "label": "Language",
                                    "max_length": 20,
                                    "required": False,
                                    "validators": [pages.blocks.validate_language_tag],
                                },
                            ),
                            9: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 6), ("source", 7), ("language", 8)]],
                                {},
                            ),
                            10: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "required": False},
                            ),
                            11: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "link",
                                        "document-link",
                                        "language",
                                        "ol",
                                        "ul",
                                    ],
                                    "label": "Text",
                                },
                            ),
                            12: ("wagtail.blocks.StructBlock", [[("title", 10), ("text", 11)]], {}),
                            13: ("wagtail.blocks.CharBlock", (), {"label": "Title"}),
                            14: ("wagtail.blocks.StructBlock", [[("title", 13), ("text", 11)]], {}),
                            15: (
                                "wagtail.blocks.ListBlock",
                                (14,),
                                {"label": "Parts", "min_num": 1},
                            ),
                            16: ("wagtail.blocks.StructBlock", [[("items", 15)]], {}),
                            17: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Figure", "max_length": 20},
                            ),
                            18: ("wagtail.blocks.CharBlock", (), {"label": "What it counts"}),
                            19: (
                                "wagtail.blocks.StructBlock",
                                [[("value", 17), ("label", 18)]],
                                {},
                            ),
                            20: (
                                "wagtail.blocks.ListBlock",
                                (19,),
                                {"label": "Figures", "max_num": 6, "min_num": 1},
                            ),
                            21: ("wagtail.blocks.StructBlock", [[("figures", 20)]], {}),
                            22: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Text", "required": False},
                            ),
                            23: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "link",
                                        "document-link",
                                        "language",
                                    ],
                                    "label": "Text with links",
                                    "required": False,
                                },
                            ),
                            24: (
                                "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                                [[("text", 22), ("rich_text", 23)]],
                                {},
                            ),
                            25: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "Document"},
                            ),
                            26: ("wagtail.blocks.StructBlock", [[("document", 25)]], {}),
                            27: ("wagtail.blocks.URLBlock", (), {"label": "Address of the video"}),
                            28: ("wagtail.blocks.StructBlock", [[("title", 13), ("url", 27)]], {}),
                            29: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Label", "max_length": 80},
                            ),
                            30: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"label": "Page", "required": False},
                            ),
                            31: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {"label": "Or an address elsewhere", "required": False},
                            ),
                            32: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [("primary", "Main"), ("secondary", "Quiet")],
                                    "label": "Style",
                                },
                            ),
                            33: (
                                "wagtail.blocks.StructBlock",
                                [[("label", 29), ("page", 30), ("url", 31), ("style", 32)]],
                                {},
                            ),
                            34: (
                                "wagtail.blocks.ListBlock",
                                (33,),
                                {"label": "Buttons", "max_num": 3, "min_num": 1},
                            ),
                            35: ("wagtail.blocks.StructBlock", [[("buttons", 34)]], {}),
                        },
                        null=True,
                        verbose_name="body",
                    ),
                ),
                (
                    "body_en",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 0),
                            ("rich_text", 1),
                            ("image", 5),
                            ("quote", 9),
                            ("callout", 12),
                            ("accordion", 16),
                            ("key_figures", 21),
                            ("table", 24),
                            ("document", 26),
                            ("video", 28),
                            ("buttons", 35),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("pages.blocks.HeadingBlock", (), {}),
                            1: ("pages.blocks.TextBlock", (), {}),
                            2: ("wagtail.images.blocks.ImageChooserBlock", (), {"label": "Image"}),
                            3: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Caption", "required": False},
                            ),
                            4: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "help_text": "The picture adds nothing to the text: screen readers pass over it.",
                                    "label": "Decorative",
                                    "required": False,
                                },
                            ),
                            5: (
                                "wagtail.blocks.StructBlock",
                                [[("image", 2), ("caption", 3), ("decorative", 4)]],
                                {},
                            ),
                            6: ("wagtail.blocks.TextBlock", (), {"label": "Quotation", "rows": 3}),
                            7: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Source", "required": False},
                            ),
                            8: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "The quotation’s language code, such as sv, if it is not the page’s.",
                                    "label": "Language",
                                    "max_length": 20,
                                    "required": False,
                                    "validators": [pages.blocks.validate_language_tag],
                                },
                            ),
                            9: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 6), ("source", 7), ("language", 8)]],
                                {},
                            ),
                            10: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "required": False},
                            ),
                            11: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "link",
                                        "document-link",
                                        "language",
                                        "ol",
                                        "ul",
                                    ],
                                    "label": "Text",
                                },
                            ),
                            12: ("wagtail.blocks.StructBlock", [[("title", 10), ("text", 11)]], {}),
                            13: ("wagtail.blocks.CharBlock", (), {"label": "Title"}),
                            14: ("wagtail.blocks.StructBlock", [[("title", 13), ("text", 11)]], {}),
                            15: (
                                "wagtail.blocks.ListBlock",
                                (14,),
                                {"label": "Parts", "min_num": 1},
                            ),
                            16: ("wagtail.blocks.StructBlock", [[("items", 15)]], {}),
                            17: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Figure", "max_length": 20},
                            ),
                            18: ("wagtail.blocks.CharBlock", (), {"label": "What it counts"}),
                            19: (
                                "wagtail.blocks.StructBlock",
                                [[("value", 17), ("label", 18)]],
                                {},
                            ),
                            20: (
                                "wagtail.blocks.ListBlock",
                                (19,),
                                {"label": "Figures", "max_num": 6, "min_num": 1},
                            ),
                            21: ("wagtail.blocks.StructBlock", [[("figures", 20)]], {}),
                            22: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Text", "required": False},
                            ),
                            23: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "link",
                                        "document-link",
                                        "language",
                                    ],
                                    "label": "Text with links",
                                    "required": False,
                                },
                            ),
                            24: (
                                "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                                [[("text", 22), ("rich_text", 23)]],
                                {},
                            ),
                            25: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "Document"},
                            ),
                            26: ("wagtail.blocks.StructBlock", [[("document", 25)]], {}),
                            27: ("wagtail.blocks.URLBlock", (), {"label": "Address of the video"}),
                            28: ("wagtail.blocks.StructBlock", [[("title", 13), ("url", 27)]], {}),
                            29: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Label", "max_length": 80},
                            ),
                            30: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"label": "Page", "required": False},
                            ),
                            31: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {"label": "Or an address elsewhere", "required": False},
                            ),
                            32: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [("primary", "Main"), ("secondary", "Quiet")],
                                    "label": "Style",
                                },
                            ),
                            33: (
                                "wagtail.blocks.StructBlock",
                                [[("label", 29), ("page", 30), ("url", 31), ("style", 32)]],
                                {},
                            ),
                            34: (
                                "wagtail.blocks.ListBlock",
                                (33,),
                                {"label": "Buttons", "max_num": 3, "min_num": 1},
                            ),
                            35: ("wagtail.blocks.StructBlock", [[("buttons", 34)]], {}),
                        },
                        null=True,
                        verbose_name="body",
                    ),
                ),
                (
                    "recipients",
                    models.TextField(
                        help_text="E-mail addresses, one a line.",
                        validators=[pages.models.recipients.validate_addresses],
                        verbose_name="recipients",
                    ),
                ),
                (
                    "mail_language",
                    models.CharField(
                        choices=languages.cldr.language_choices,
                        default="ar",
                        help_text="The language in which labels and subject stand in what is mailed.",
                        max_length=20,
                        verbose_name="language of the mail",
                    ),
                ),
                (
                    "privacy_note",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="Stands above the button, before the sentence on deletion.",
                        verbose_name="privacy note",
                    ),
                ),
                (
                    "privacy_note_ar",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="Stands above the button, before the sentence on deletion.",
                        null=True,
                        verbose_name="privacy note",
                    ),
                ),
                (
                    "privacy_note_en",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="Stands above the button, before the sentence on deletion.",
                        null=True,
                        verbose_name="privacy note",
                    ),
                ),
                (
                    "thanks",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="What the visitor reads when the message has been accepted.",
                        verbose_name="thanks",
                    ),
                ),
                (
                    "thanks_ar",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="What the visitor reads when the message has been accepted.",
                        null=True,
                        verbose_name="thanks",
                    ),
                ),
                (
                    "thanks_en",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="What the visitor reads when the message has been accepted.",
                        null=True,
                        verbose_name="thanks",
                    ),
                ),
                (
                    "keep_days",
                    models.PositiveSmallIntegerField(
                        default=180,
                        help_text="Messages are deleted after so many days; visitors are told.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(3650),
                        ],
                        verbose_name="days kept",
                    ),
                ),
                (
                    "sends_confirmation",
                    models.BooleanField(
                        default=False,
                        help_text="Mail a short confirmation to the address that the visitor gives in the first e-mail field, without a word of theirs.",
                        verbose_name="confirm by e-mail",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact page",
                "verbose_name_plural": "contact pages",
            },
            bases=("pages.basepage", models.Model),
        ),
        migrations.CreateModel(
            name="UseCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("count", models.PositiveIntegerField(default=0, editable=False)),
                ("until", models.DateTimeField(db_index=True, editable=False)),
            ],
            options={
                "verbose_name": "count of uses",
                "verbose_name_plural": "counts of uses",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ContactMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("submission", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "reference",
                    models.CharField(
                        db_index=True, editable=False, max_length=9, verbose_name="reference"
                    ),
                ),
                ("form_titles", models.JSONField(default=dict, editable=False)),
                (
                    "language",
                    models.CharField(
                        choices=languages.cldr.language_choices,
                        editable=False,
                        max_length=20,
                        verbose_name="language",
                    ),
                ),
                ("answers", models.JSONField(default=list, editable=False, verbose_name="answers")),
                (
                    "sender",
                    models.CharField(
                        blank=True, editable=False, max_length=254, verbose_name="sender"
                    ),
                ),
                (
                    "received_at",
                    models.DateTimeField(db_index=True, editable=False, verbose_name="received"),
                ),
                (
                    "delete_after",
                    models.DateTimeField(db_index=True, editable=False, verbose_name="kept until"),
                ),
                ("unit_key", models.UUIDField(editable=False, null=True)),
                ("unit_titles", models.JSONField(default=dict, editable=False)),
                ("recipients", models.JSONField(default=list, editable=False)),
                (
                    "mail_language",
                    models.CharField(
                        choices=languages.cldr.language_choices,
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("sent", "Sent"), ("failed", "Failed")],
                        default="waiting",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "attempts",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="attempts"),
                ),
                ("next_attempt_at", models.DateTimeField(db_index=True, editable=False, null=True)),
                ("leased_until", models.DateTimeField(editable=False, null=True)),
                ("last_error", models.TextField(blank=True, editable=False, verbose_name="reason")),
                ("sent_at", models.DateTimeField(editable=False, null=True, verbose_name="sent")),
                ("confirm_to", models.EmailField(blank=True, editable=False, max_length=254)),
                ("confirmed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "handled_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="handled"),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handled by",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="messages",
                        to="pages.contactpage",
                        verbose_name="form",
                    ),
                ),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "ordering": ["-received_at", "-pk"],
                "default_permissions": ("view", "change", "delete"),
            },
        ),
        migrations.CreateModel(
            name="ContactField",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, verbose_name="key")),
                ("label", models.CharField(max_length=200, verbose_name="label")),
                ("label_ar", models.CharField(max_length=200, null=True, verbose_name="label")),
                ("label_en", models.CharField(max_length=200, null=True, verbose_name="label")),
                ("help_text", models.CharField(blank=True, max_length=300, verbose_name="hint")),
                (
                    "help_text_ar",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="hint"),
                ),
                (
                    "help_text_en",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="hint"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "Short text"),
                            ("long_text", "Long text"),
                            ("email", "E-mail address"),
                            ("phone", "Telephone number"),
                            ("radio", "One of a few choices"),
                            ("select", "One of many choices"),
                            ("checkboxes", "Any of several choices"),
                            ("tick", "Box to tick, as for consent"),
                            ("unit", "Unit"),
                        ],
                        default="text",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("required", models.BooleanField(default=True, verbose_name="required")),
                (
                    "purpose",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("name", "Name"),
                            ("organization", "Organisation"),
                            ("organization-title", "Position"),
                            ("address-level2", "Town"),
                            ("country-name", "Country"),
                        ],
                        help_text="Lets browsers fill in a short text by themselves.",
                        max_length=30,
                        verbose_name="about the visitor",
                    ),
                ),
                (
                    "choices",
                    models.TextField(
                        blank=True,
                        help_text="One a line, in the same order in every language.",
                        verbose_name="choices",
                    ),
                ),
                (
                    "choices_ar",
                    models.TextField(
                        blank=True,
                        help_text="One a line, in the same order in every language.",
                        null=True,
                        verbose_name="choices",
                    ),
                ),
                (
                    "choices_en",
                    models.TextField(
                        blank=True,
                        help_text="One a line, in the same order in every language.",
                        null=True,
                        verbose_name="choices",
                    ),
                ),
                (
                    "default_value",
                    models.CharField(blank=True, max_length=300, verbose_name="default"),
                ),
                (
                    "default_value_ar",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="default"),
                ),
                (
                    "default_value_en",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="default"),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="form_fields",
                        to="pages.contactpage",
                    ),
                ),
            ],
            options={
                "verbose_name": "field of a form",
                "verbose_name_plural": "fields of a form",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ContactUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, verbose_name="key")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("title_ar", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_en", models.CharField(max_length=200, null=True, verbose_name="title")),
                (
                    "recipients",
                    models.TextField(
                        help_text="E-mail addresses, one a line.",
                        validators=[pages.models.recipients.validate_addresses],
                        verbose_name="recipients",
                    ),
                ),
                (
                    "mail_language",
                    models.CharField(
                        choices=languages.cldr.language_choices,
                        default="ar",
                        help_text="The language in which labels and subject stand in what is mailed.",
                        max_length=20,
                        verbose_name="language of the mail",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="units",
                        to="pages.contactpage",
                    ),
                ),
            ],
            options={
                "verbose_name": "unit",
                "verbose_name_plural": "units",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
    ]
