"""A unit's sheet as a workbook: taken home, filled in offline, compared with what has changed meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from blocs.workflow import StepRefused
from scoring.forms.imports import UploadForm
from scoring.models import ScoreSheet
from scoring.permissions import owns, reviews, sees_standing
from scoring.rounds import Round
from scoring.views.sheet_frame import around, visible_sheet
from scoring.workbooks import uploads
from scoring.workbooks.reading import Unreadable
from scoring.workbooks.sheet.layout import FILE_NAMES
from scoring.workbooks.sheet.plan import SheetWorkbookPlan, sheet_workbook_plan
from scoring.workbooks.sheet.preview import sheet_workbook_preview
from scoring.workbooks.sheet.saving import save_sheet_workbook
from scoring.workbooks.sheet.writing import sheet_workbook as workbook_of
from scoring.workbooks.uploads import Upload

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OK, CONFLICT, UNPROCESSABLE = 200, 409, 422
MINE, THEIRS, REST = "mine", "theirs", "rest"
ALLOWED: Mapping[Round, Callable[[ScoreSheet, Any], bool]] = {
    Round.SELF: ScoreSheet.scorable_by,
    Round.REVIEW: ScoreSheet.reviewable_by,
}


@dataclass(frozen=True)
class _Page:
    """A sheet's workbook of one round, for a person who enters that round."""

    request: HttpRequest
    sheet: ScoreSheet
    round: Round

    @property
    def kind(self) -> str:
        """Under what an upload is kept: a preview is of one sheet and one round."""
        return f"sheet-{self.sheet.pk}-{self.round}"

    @property
    def is_open(self) -> bool:
        """Whether figures are taken now."""
        return ALLOWED[self.round](self.sheet, self.request.user)

    def url(self, name: str) -> str:
        """The address of one of these pages, for the same round."""
        return f"{reverse(name, args=(self.sheet.pk,))}?round={self.round}"

    def shown(self, context: Mapping[str, Any], status: int = OK) -> HttpResponse:
        """The page to choose a file on, or to compare it."""
        everything = around(self.request, self.sheet, "sheet_workbook_upload") | {
            "entering": self.round,
            "is_open": self.is_open,
            "download": self.url("sheet_workbook"),
            "choose": self.url("sheet_workbook_upload"),
            "now": self.url("sheet_workbook_now"),
            "form": UploadForm(),
        }
        return render(self.request, "scoring/sheet_workbook.html", everything | dict(context), status=status)


def _page(request: HttpRequest, pk: int) -> _Page:
    """The unit's people fill in the self scores, the reviewers the review; nobody else anything."""
    sheet = visible_sheet(request, pk)
    own = owns(request.user, sheet)
    round_ = request.GET.get("round", Round.SELF if own else Round.REVIEW)
    allowed = {Round.SELF: owns, Round.REVIEW: reviews}
    if round_ not in allowed or not allowed[Round(round_)](request.user, sheet):
        raise PermissionDenied
    return _Page(request, sheet, Round(round_))


def sheet_workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """Download the sheet to fill it in offline."""
    page = _page(request, pk)
    name = f"{FILE_NAMES[page.round]} {page.sheet.bloc_year.year} - {page.sheet.unit.short_name}.xlsx"
    headers = {
        "Content-Disposition": content_disposition_header(True, name),
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(workbook_of(page.sheet, page.round), content_type=XLSX, headers=headers)


def sheet_workbook_upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a workbook that was filled in, and see what it would do."""
    page = _page(request, pk)
    if request.method != "POST":
        return page.shown({})
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return page.shown({"form": form}, UNPROCESSABLE)
    file = form.cleaned_data["file"]
    content = file.read()
    try:
        plan = _plan(page, content, file.name)
    except Unreadable as refusal:
        form.add_error("file", str(refusal))
        return page.shown({"form": form}, UNPROCESSABLE)
    return _compared(page, plan, content)


def _plan(page: _Page, content: bytes, file_name: str) -> SheetWorkbookPlan:
    """What a file would do now. Raises `Unreadable`, also when the sheet takes nothing now."""
    if not page.is_open:
        words = _("The sheet can no longer be changed here: it is now “%(state)s”.")
        raise Unreadable(words % {"state": page.sheet.get_state_display()})
    return sheet_workbook_plan(page.sheet, page.round, content, file_name)


@dataclass(frozen=True)
class _Answer:
    """What was chosen on the page, by the name of the difference; and what is still open."""

    choices: Mapping[str, str] = field(default_factory=dict)
    undecided: frozenset[str] = frozenset()

    @classmethod
    def of(cls, plan: SheetWorkbookPlan, data: Mapping[str, str]) -> _Answer:
        rest = data.get(REST, "")
        choices = {one.name: data.get(f"choice-{one.name}", rest) for one in plan.asked}
        decided = {name: choice for name, choice in choices.items() if choice in (MINE, THEIRS)}
        return cls(decided, frozenset(choices) - decided.keys())

    @property
    def mine(self) -> list[str]:
        """What is to be written over what stands there."""
        return [name for name, choice in self.choices.items() if choice == MINE]


def _compared(
    page: _Page, plan: SheetWorkbookPlan, content: bytes, answer: _Answer | None = None, status: int = OK
) -> HttpResponse:
    """The page of differences, with a token to go on; or what is wrong with the file."""
    if plan.findings.refused:
        found = {"problems": plan.findings.problems, "file_name": plan.file_name}
        return page.shown(found, UNPROCESSABLE)
    user, answer = page.request.user, answer or _Answer()
    others = page.round != Round.SELF and sees_standing(user, page.sheet.bloc_year)
    upload = Upload(page.kind, plan.file_name, plan.digest)
    context = {
        "plan": plan,
        "file_name": plan.file_name,
        "notices": plan.findings.notices,
        "preview": sheet_workbook_preview(plan, answer.choices, answer.undecided, sees_others=others),
        "undecided": len(answer.undecided),
        "token": uploads.keep(upload, content, user, page.sheet.bloc_year),
    }
    return page.shown(context, status)


@require_POST
def sheet_workbook_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what was shown and chosen, if the sheet still stands as it was shown."""
    page, token = _page(request, pk), request.POST.get("token", "")
    try:
        upload, content = uploads.kept(token, request.user, page.sheet.bloc_year, page.kind)
        with transaction.atomic():
            page.sheet.hold()
            page.sheet.refresh_from_db()
            plan = _plan(page, content, upload.file_name)
            answer = _Answer.of(plan, request.POST)
            same = plan.digest == upload.digest and not plan.findings.refused
            if same and not answer.undecided:
                return _saved(page, plan, answer, token)
    except (Unreadable, StepRefused) as refusal:
        messages.error(request, str(refusal))
        return page.shown({}, CONFLICT)
    uploads.discard(token)
    if same:
        return _compared(page, plan, content, answer, UNPROCESSABLE)
    messages.warning(request, _("Something changed since the preview. This is what the file would do now."))
    return _compared(page, plan, content, answer, CONFLICT)


def _saved(page: _Page, plan: SheetWorkbookPlan, answer: _Answer, token: str) -> HttpResponse:
    saved = save_sheet_workbook(
        plan, page.request.user, answer.mine, lambda fresh: ALLOWED[page.round](fresh, page.request.user)
    )
    uploads.discard(token)
    words = ngettext(
        "%(count)s cell taken from “%(file)s”.", "%(count)s cells taken from “%(file)s”.", saved.count
    )
    messages.success(page.request, words % {"count": saved.count, "file": plan.file_name})
    return redirect("sheet" if page.round == Round.SELF else "review", page.sheet.pk)
