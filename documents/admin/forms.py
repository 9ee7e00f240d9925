"""The forms of bringing a file in: choosing it, and saying what it is."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from documents.models import Document, Edition

#: How many files may come at once.
AT_ONCE = 50


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """One file or several; each is looked at by itself, so that one that is too large stops no other."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) and data else [data or None]
        if len(given) > AT_ONCE:
            raise forms.ValidationError(_("At most %(limit)d files at once.") % {"limit": AT_ONCE})
        return [file for file in given if super(ManyFiles, self).clean(file, initial)]


class UploadForm(forms.Form):
    """The files to bring in."""

    file = ManyFiles(label=_("Files"), allow_empty_file=True, error_messages={"required": _("Choose a file.")})
    document = forms.ModelChoiceField(
        Document.objects.all(), required=False, widget=forms.HiddenInput, label=_("Edition of")
    )


def too_large(file: UploadedFile) -> str:
    """Why a file is not taken in, or ''."""
    limit = settings.ZHANGJU_UPLOAD_LIMIT
    if (file.size or 0) <= limit:
        return ""
    return str(_("larger than the limit of %(limit)s") % {"limit": filesizeformat(limit)})


class Day(forms.DateField):
    """A day that may be left empty, as the browser's own calendar gives it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **options)


class DetailsForm(forms.Form):
    """What a document under review is called and where it comes from."""

    title = forms.CharField(label=_("Title"), max_length=500)
    slug = forms.CharField(label=_("Address"), max_length=120, help_text=_("The last part of its web address."))
    kind = forms.ChoiceField(label=_("Kind"), choices=Document.Kind.choices, required=False)
    language = forms.CharField(
        label=_("Language"),
        max_length=35,
        help_text=_("BCP 47: zh-Hans, en …"),
        validators=[RegexValidator(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", _("A language tag such as zh-Hans or en."))],
    )
    issuer = forms.CharField(label=_("Issuer"), max_length=300, required=False)
    number = forms.CharField(label=_("Document number"), max_length=100, required=False)
    adopted = Day(label=_("Adopted on"))
    published = Day(label=_("Published on"))
    effective = Day(label=_("In force from"))
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    edition_of = forms.CharField(
        label=_("Edition of"),
        max_length=120,
        required=False,
        help_text=_("The address of a document that is there already; empty for a new document."),
    )

    def clean_slug(self) -> str:
        """An address fit for the web."""
        slug = slugify(self.cleaned_data["slug"], allow_unicode=True)
        if not slug:
            raise forms.ValidationError(_("Letters or digits are needed."))
        return slug

    def clean_edition_of(self) -> str:
        """The address of a document that is there, or ''."""
        slug = self.cleaned_data["edition_of"]
        if slug and not Document.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("There is no document with this address."))
        return slug

    def clean(self) -> dict[str, Any]:
        """Of an edition, that there is none of its date and language yet; of a document, that its address is free."""
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        document = Document.objects.filter(slug=data["edition_of"]).first() if data["edition_of"] else None
        if document and Edition.objects.filter(
            document=document, language=data["language"], date=self.date_for(document)
        ):
            self.add_error("adopted", _("There is an edition of this date and language already."))
        if document is None and Document.objects.filter(slug=data["slug"]).exists():
            self.add_error("slug", _("There is a document with this address already."))
        return data

    def date_for(self, document: Document) -> dt.date:
        """The date the edition would bear, as `services.editions.store` decides it."""
        data = self.cleaned_data
        found = data["adopted"] or data["published"] or document.adopted_on or document.published_on
        return found or timezone.localdate()

    @property
    def details(self) -> dict[str, Any]:
        """What is kept with the upload."""
        data = self.cleaned_data
        return {key: value.isoformat() if isinstance(value, dt.date) else value or "" for key, value in data.items()}
