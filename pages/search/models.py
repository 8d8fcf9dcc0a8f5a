"""What the search for visitors keeps: an entry for each page and document in each language."""

from django.db import models

from pages.models.base import BasePage
from pages.models.media import CustomDocument


class SearchEntry(models.Model):
    """What visitors may find, in one language (BCP 47): the texts as they are written.

    The terms by which the database finds an entry stand beside it, where each kind of database
    looks for them: see ``pages.search.engines``. An entry exists only while everybody may read what
    it is of, in its language.
    """

    page = models.ForeignKey(BasePage, null=True, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(
        CustomDocument, null=True, on_delete=models.CASCADE, related_name="+"
    )
    language = models.CharField(max_length=20)
    kind = models.CharField(max_length=40)
    title = models.TextField()
    folded_title = models.TextField()
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)
    date = models.DateField(null=True)
    areas = models.ManyToManyField(BasePage, related_name="+")

    untranslated_fields = ("language", "kind", "title", "folded_title", "summary", "text")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("page", "language"), name="unique_page_entry"),
            models.UniqueConstraint(fields=("document", "language"), name="unique_document_entry"),
            models.CheckConstraint(
                condition=models.Q(page__isnull=True) ^ models.Q(document__isnull=True),
                name="page_or_document",
            ),
        ]
        indexes = [models.Index(fields=("language", "kind"), name="search_language_kind")]

    def __str__(self):
        return self.title


class SearchWord(models.Model):
    """A word of what visitors may find in a language: ``word`` as it was written first, ``folded``
    in the spelling that words are compared in, ``entries`` how many entries have it."""

    language = models.CharField(max_length=20)
    folded = models.CharField(max_length=60)
    word = models.CharField(max_length=60)
    entries = models.IntegerField(default=0)

    untranslated_fields = ("language", "folded", "word")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("language", "folded"), name="unique_search_word")
        ]

    def __str__(self):
        return self.word


class DocumentText(models.Model):
    """The text that was read from a document's file, kept until the document has another file."""

    document = models.OneToOneField(CustomDocument, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=255)
    text = models.TextField(blank=True)

    untranslated_fields = ("file_name", "text")

    def __str__(self):
        return self.file_name
