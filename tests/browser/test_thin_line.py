"""One year from an empty prepared bloc to its published ranking, every act by the person whose act it is."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from blocs.models.people import Role
from blocs.stages import Stage
from scoring.models import ScoreSheet
from tests import factories
from tests.browser import acts

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]

SECTIONS = [("I", "Nhiệm vụ chuyên môn", "60,5", "direct"), ("II", "Xây dựng Đảng", "39,5", "direct")]
LINES = {
    "I": [("1", "Giải ngân", "40,5", "direct"), ("2", "Báo cáo đúng hạn", "20", "pass_fail")],
    "II": [("1", "Chi bộ", "25", "direct"), ("2", "Công đoàn", "14,5", "direct")],
}
DATES = {"prepare": ("01/03/2026", "20/03/2026"), "signing": ("21/03/2026", "31/03/2026")}
TARGET = {"content": "Giải ngân vốn đầu tư công", "measure": "%", "plan": "95"}
MOVEMENT = {"name": "Cả nước chung tay vì người nghèo", "aim": "Giúp 02 hộ nghèo"}
CONTENTS = {
    "Nội dung thi đua": "Hoàn thành nhiệm vụ\nCải cách hành chính",
    "Tổ chức thực hiện": "Ký kết\nTổng kết",
}
SIGNING = {"number": "01/GUTĐ-KTĐ", "place": "Khánh Hòa", "signed_on": "09/03/2026"}


@pytest.fixture
def bloc(db):
    """Three units, of which only the head is a member yet, and their people."""
    head, deputy, third = (
        factories.unit(name=f"Ban Quản lý {name}", short_name=name) for name in ("VP", "GT", "NN")
    )
    year = factories.bloc_year(units=[head], year=2026)
    leaders = {
        unit.short_name: factories.person(Role.LEADER, unit, position="Trưởng Ban")
        for unit in (head, deputy, third)
    }
    return SimpleNamespace(
        year=year,
        secretary=factories.person(Role.SECRETARY, head),
        leaders=leaders,
        officers={unit.short_name: factories.person(Role.OFFICER, unit) for unit in (deputy, third)}
        | {"VP": leaders["VP"]},
        observer=factories.person(Role.OBSERVER, year.bloc),
    )


def prepare(bloc, secretary):
    year = bloc.year
    acts.enter_members(secretary, year, "Ban Quản lý GT", "Ban Quản lý NN")
    secretary.write(deputy="Ban Quản lý GT")
    secretary.press(secretary.page.locator("form:has([name=deputy])").get_by_role("button", name="Save"))
    acts.enter_dates(secretary, year, **DATES)
    acts.write_regulation(secretary, year, SECTIONS, LINES)
    secretary.take("Adopt the regulation")


def promise(bloc, desk, secretary):
    for unit, leader in bloc.leaders.items():
        acts.register(desk(bloc.officers[unit]), bloc.year, f"Ban Quản lý {unit}", TARGET, MOVEMENT)
        confirming = desk(leader).go("home")
        confirming.press(f"Look and confirm: Confirm the registration of {unit}")
        confirming.take("Confirm the registration")
    acts.compose_pledge(secretary, bloc.year, CONTENTS)
    for unit, leader in bloc.leaders.items():
        acts.agree(desk(leader), unit)
    acts.open_stage(secretary, bloc.year, Stage.SIGNING)
    acts.sign(secretary, bloc.year, SIGNING, {"Ban Quản lý NN": "Hồ Thị Ký Thay"})
    secretary.reads("09/03/2026").reads("Hồ Thị Ký Thay")


def score(bloc, desk, points):
    sheets = {sheet.unit.short_name: sheet for sheet in ScoreSheet.objects.select_related("unit")}
    for unit, values in points.items():
        officer = desk(bloc.officers[unit])
        acts.score_by_keyboard(officer, unit, *values)
        acts.submit(officer, sheets[unit])
    return sheets


def review(bloc, desk, secretary, sheets):
    """One sheet is disputed and decided, one sent back; the head's own is for the deputy's officer."""
    ask_about_one(secretary, sheets["GT"])
    acts.disagree(desk(bloc.officers["GT"]), "GT", "Đủ hồ sơ theo Quyết định số 15")
    decide(secretary, sheets["GT"])
    send_back_and_correct(secretary, desk(bloc.officers["NN"]), sheets["NN"])
    acts.accept_remaining(secretary, sheets["NN"], 4)
    acts.approve(secretary, sheets["NN"])
    secretary.go("sheet", sheets["VP"].pk)
    expect(secretary.find("Review")).to_have_count(0)
    deputy = desk(bloc.officers["GT"]).go("home")
    deputy.press("Review: Review the score sheet of VP")
    acts.accept_remaining(deputy, sheets["VP"], 4)
    acts.approve(deputy, sheets["VP"])


def ask_about_one(secretary, sheet):
    """One line is reviewed lower than the unit scored it, which needs a reason before the unit is asked."""
    acts.review_one(secretary, sheet, 2, "20,25", "Enter")
    acts.accept_remaining(secretary, sheet, 3)
    missing = "A reason is missing where the reviewed score differs: 1 criteria (II.1)."
    secretary.go("review", sheet.pk).take_refused("Ask the unit to explain", missing)
    acts.review_one(secretary, sheet, 2, "Tab", "Thiếu minh chứng", "Enter")
    secretary.take("Ask the unit to explain")


def decide(secretary, sheet):
    """The disputed line, before the conference; only then is the sheet final."""
    secretary.go("sheet", sheet.pk)
    secretary.take_refused("Approve", "1 disputed criteria are not decided yet (II.1).")
    secretary.go("home").press("Decide: Decide the disputed lines of GT, or take them to the conference")
    acts.decide(secretary, factories.lines(sheet)[2], "20,75", "Có minh chứng bổ sung")
    expect(secretary.row("Ban Quản lý GT")).to_contain_text("95.25")
    acts.save_decision(secretary)
    secretary.take("Approve")


def send_back_and_correct(secretary, officer, sheet):
    secretary.go("review", sheet.pk).take("Send back", reason="Xem lại mục I.1")
    officer.go("home").press("Score: Correct the score sheet of NN that was sent back")
    officer.reads("Xem lại mục I.1")
    officer.page.locator("input.cell").first.focus()
    acts.type_keys(officer, "30", "Enter")
    officer.take("Submit")


def order(desk):
    """Place and unit of every row."""
    rows = desk.page.locator("table.ranking tbody tr")
    return [
        (row.locator(".place-rank").inner_text(), row.locator("th a").inner_text().splitlines()[0])
        for row in rows.all()
    ]


def test_year_goes_from_an_empty_bloc_to_its_published_ranking(desk, bloc):
    year, secretary = bloc.year, desk(bloc.secretary)
    prepare(bloc, secretary)
    promise(bloc, desk, secretary)
    acts.open_stage(secretary, year, Stage.MIDYEAR)
    acts.open_stage(secretary, year, Stage.SELF_SCORING)
    points = {
        "VP": ("40", "20", "20", "14,5"),
        "GT": ("40,5", "20", "25", "14"),
        "NN": ("40", "20", "25", "14"),
    }
    sheets = score(bloc, desk, points)
    acts.open_stage(secretary, year, Stage.REVIEW)
    review(bloc, desk, secretary, sheets)
    acts.open_stage(secretary, year, Stage.CONFERENCE)
    acts.publish(secretary, year)

    leader = desk(bloc.leaders["GT"]).go("ranking", *acts.address(year))
    published = [("1", "Ban Quản lý GT"), ("2", "Ban Quản lý VP"), ("3", "Ban Quản lý NN")]
    assert order(leader) == published
    leader.press("Ban Quản lý GT: why")
    expect(leader.page.locator("dl.figures")).to_contain_text("95.25")
    observer = desk(bloc.observer).go("ranking", *acts.address(year))
    assert order(observer) == published
    observer.go("documents", *acts.address(year))
    papers = ["Preview: Joint pledge", "Open points and ranking"]
    assert [observer.kind_of(paper) for paper in papers] == ["200 application/pdf"] * 2
