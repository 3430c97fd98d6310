"""Forms of the regulation's text: an article, a whole text pasted, the legal grounds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blocs.forms import SealedForm, bare_helper
from blocs.seals import seal
from blocs.text import TextCleaningMixin
from scoring.articles.pasting import Pasted, pasted
from scoring.models import Article, Regulation

GROWS = {"rows": 12, "data-grows": ""}


class ArticleForm(SealedForm):
    """An article; one whose heading says everything needs no further text."""

    class Meta:
        model = Article
        fields = ("chapter", "title", "body")
        widgets = {"body": forms.Textarea(attrs=GROWS), "title": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        self.fields["body"].required = False

    def clean_title(self) -> str:
        """One line."""
        return " ".join(self.cleaned_data["title"].split())


class GroundsForm(SealedForm):
    """What the regulation rests on."""

    class Meta:
        model = Regulation
        fields = ("grounds",)
        widgets = {"grounds": forms.Textarea(attrs={"rows": 6, "data-grows": ""})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class PasteForm(TextCleaningMixin, forms.Form):
    """A whole text, looked at before anything is saved. The page sends `seal` of the present text back."""

    APPEND, REPLACE = "append", "replace"

    text = forms.CharField(
        label=_("Text of the regulation"),
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_("Copy everything in Word and paste it here; tables and pictures do not come along."),
    )
    how = forms.ChoiceField(
        label=_("The articles that are there already"),
        choices=(
            (REPLACE, _("are replaced by the pasted ones")),
            (APPEND, _("stay, the pasted ones follow")),
        ),
        widget=forms.RadioSelect,
        initial=REPLACE,
    )

    def __init__(self, data: Any = None, *, regulation: Regulation) -> None:
        super().__init__(data)
        self.regulation, self.helper = regulation, bare_helper()
        self.present = list(regulation.articles.all())
        if not self.present:
            del self.fields["how"]
        shown = [(one.chapter, one.title, one.body) for one in self.present]
        self.seal = seal(regulation.grounds, *(text for row in shown for text in row))

    @cached_property
    def found(self) -> Pasted:
        """What was understood of the text."""
        return pasted(self.cleaned_data.get("text", ""))

    @property
    def replaces(self) -> bool:
        """Whether the present articles go."""
        return self.cleaned_data.get("how", self.REPLACE) == self.REPLACE

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot become articles, and a text that someone else changed after the preview."""
        super().clean()
        if "text" not in self.cleaned_data:
            return self.cleaned_data
        for problem in self._problems():
            self.add_error("text", problem)
        if self.data.get("seal", self.seal) != self.seal:
            words = gettext("Someone changed the text meanwhile. Look at the preview again.")
            raise forms.ValidationError(words)
        return self.cleaned_data

    def _problems(self) -> list[str]:
        if not self.found.articles:
            return [gettext("No article was found: each begins on a line of its own, like “Điều 1. …”.")]
        words = {
            "none": gettext("Article %(number)s has no heading."),
            "title": gettext(
                "The heading of article %(number)s is longer than 300 letters; move a part below it."
            ),
            "chapter": gettext("The chapter before article %(number)s has a title longer than 200 letters."),
        }
        wrong = [("none", one) for one in self.found.articles if not one.title]
        wrong += [("title", one) for one in self.found.articles if len(one.title) > 300]
        wrong += [("chapter", one) for one in self.found.articles if len(one.chapter) > 200]
        return [words[what] % {"number": one.number} for what, one in wrong]
