"""What an editor can do to an outline: a table of verbs, the form each is asked with, and what it is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents import editing
from documents.models.section import NAMES
from documents.outline import Node
from documents.renumbering import renumber, renumbering

KINDS = [(kind, name) for kind, name in NAMES.items() if kind != "document"]


class LabelForm(forms.Form):
    """What a section is called."""

    heading = forms.CharField(label=_("Heading"), required=False, max_length=20_000)
    number = forms.CharField(label=_("Number"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)


class TextForm(forms.Form):
    """A section's own paragraphs."""

    text = forms.CharField(label=_("Text, a paragraph a line"), required=False, strip=False, widget=forms.Textarea)


class MoveForm(forms.Form):
    parent = forms.CharField(required=False, max_length=140)
    index = forms.IntegerField(min_value=0)


class SplitForm(forms.Form):
    """Where a section is cut, and what the new one is called."""

    paragraph = forms.IntegerField(min_value=1)
    number = forms.CharField(label=_("Number of the new section"), required=False, max_length=200)
    heading = forms.CharField(label=_("Heading of the new section"), required=False, max_length=20_000)


class InsertForm(LabelForm):
    """A new section."""

    text = forms.CharField(label=_("Text, a paragraph a line"), required=False, strip=False, widget=forms.Textarea)


@dataclass(frozen=True)
class Verb:
    """One thing that can be done to an outline."""

    edit: Callable[..., Node]
    said: Promise | str  # told when it is done; what it was done to is %(name)s
    form: type[forms.Form] = forms.Form
    fixed: dict[str, Any] = field(default_factory=dict)

    def function(self, *, is_numbered: bool) -> Callable[..., Node]:
        """The edit, with numbers that follow from the place if that is wanted."""
        return renumbering(self.edit) if is_numbered else self.edit


VERBS = {
    "label": Verb(editing.relabel, _("Saved: %(name)s."), LabelForm),
    "text": Verb(editing.retext, _("Text saved: %(name)s."), TextForm),
    "up": Verb(editing.shift, _("Moved up: %(name)s."), fixed={"by": -1}),
    "down": Verb(editing.shift, _("Moved down: %(name)s."), fixed={"by": 1}),
    "in": Verb(editing.indent, _("Moved one level in: %(name)s.")),
    "out": Verb(editing.outdent, _("Moved one level out: %(name)s.")),
    "move": Verb(editing.move, _("Moved: %(name)s."), MoveForm),
    "split": Verb(editing.split, _("Split: %(name)s."), SplitForm),
    "merge": Verb(editing.merge, _("Joined to the section before: %(name)s.")),
    "remove": Verb(editing.remove, _("Deleted: %(name)s. It can be undone.")),
    "insert": Verb(editing.insert, _("New section added after: %(name)s."), InsertForm),
    "renumber": Verb(renumber, _("Numbered anew, with its neighbours: %(name)s.")),
}

#: Why an edit was not made, by the code of ImpossibleEdit.
OBSTACLES = {
    "into-itself": _("A section cannot be moved into itself."),
    "no-further": _("It cannot be moved further that way."),
    "nothing-above": _("There is no section before it on this level."),
    "at-the-top": _("It is on the topmost level already."),
    "nothing-to-split": _("There is nothing to split at this place."),
    "no-such-section": _("This section is no longer in the outline."),
}

#: What a recorded change is called in lists, by its verb.
NAMES_OF_CHANGES = {
    "relabel": _("heading"),
    "retext": _("text"),
    "shift": _("order"),
    "indent": _("level"),
    "outdent": _("level"),
    "move": _("place"),
    "split": _("split"),
    "merge": _("merge"),
    "remove": _("deletion"),
    "insert": _("new section"),
    "renumber": _("numbers"),
}
