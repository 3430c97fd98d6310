"""The demonstration's blocs, units and persons; every name of a person is an evident placeholder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from blocs.models import Bloc, BlocYear, Representative, Unit, User
from blocs.models.blocs import Kind
from blocs.models.people import Role

PROVINCE, PLACE = "UBND tỉnh Khánh Hòa", "Khánh Hòa"
COUNCIL = "Hội đồng Thi đua - Khen thưởng tỉnh Khánh Hòa"
SITE_ADMINISTRATOR = "quantri"

# slug, name, kind
BLOCS = (
    ("khanh-hoa", "Khối thi đua các Ban Quản lý tỉnh Khánh Hòa", Kind.BLOC),
    ("cum-phuong", "Cụm thi đua các phường (dữ liệu mẫu)", Kind.CLUSTER),
)
# short name, full name, superior body; the bloc's head first
BOARDS = (
    ("VP", "Ban Quản lý Khu kinh tế Vân Phong", PROVINCE),
    ("DDCN", "Ban Quản lý dự án Đầu tư xây dựng các công trình Dân dụng và Công nghiệp", PROVINCE),
    ("GT", "Ban Quản lý dự án Đầu tư xây dựng các công trình Giao thông", PROVINCE),
    ("NN", "Ban Quản lý dự án Đầu tư xây dựng các công trình Nông nghiệp và Phát triển nông thôn", PROVINCE),
    ("PT", "Ban Quản lý dự án Phát triển tỉnh Khánh Hòa", PROVINCE),
    ("CR", "Ban Quản lý Khu du lịch Bán đảo Cam Ranh", PROVINCE),
)
WARDS = (
    ("PM1", "UBND phường Mẫu Một", PROVINCE),
    ("PM2", "UBND phường Mẫu Hai", PROVINCE),
    ("PM3", "UBND phường Mẫu Ba", PROVINCE),
)
# user name, full name, position, roles: (role, short name of the unit or slug of the bloc).
# In the order of the log-in page: whoever looks first should find the five different views on top.
PERSONS: tuple[tuple[str, str, str, tuple[tuple[str, str], ...]], ...] = (
    ("thuky", "Nguyễn Văn Mẫu", "Chánh Văn phòng", ((Role.SECRETARY, "VP"),)),
    ("lanhdao", "Trần Thị Ví Dụ", "Trưởng Ban", ((Role.LEADER, "VP"),)),
    ("canbo", "Lê Văn Minh Họa", "Chuyên viên", ((Role.OFFICER, "DDCN"),)),
    (
        "quansat",
        "Phạm Thị Quan Sát",
        "Chuyên viên",
        ((Role.OBSERVER, "khanh-hoa"), (Role.OBSERVER, "cum-phuong")),
    ),
    ("khoikhac", "Hoàng Văn Giả Định", "Công chức Văn phòng", ((Role.OFFICER, "PM2"),)),
    ("lanhdao2", "Võ Thị Thí Dụ", "Giám đốc", ((Role.LEADER, "DDCN"),)),
    ("lanhdao3", "Đặng Văn Giả Sử", "Giám đốc", ((Role.LEADER, "GT"),)),
    ("lanhdao4", "Bùi Thị Tượng Trưng", "Giám đốc", ((Role.LEADER, "NN"),)),
    ("lanhdao5", "Đỗ Văn Phỏng Theo", "Giám đốc", ((Role.LEADER, "PT"),)),
    ("lanhdao6", "Ngô Thị Làm Mẫu", "Trưởng Ban", ((Role.LEADER, "CR"),)),
    ("canbo2", "Hồ Văn Thử Nghiệm", "Chuyên viên", ((Role.OFFICER, "GT"),)),
    ("canbo3", "Phan Thị Đối Chiếu", "Chuyên viên", ((Role.OFFICER, "PT"),)),
    ("thuky2", "Dương Thị Trình Diễn", "Công chức Văn phòng", ((Role.SECRETARY, "PM1"),)),
)
WITHOUT_ADDRESS = ("canbo2", "quansat", "khoikhac")  # whom no letter reaches
# Left before the first year: the role has ended, the log-in is closed.
FORMER = ("thuky-cu", "Huỳnh Văn Từng Làm", "Chánh Văn phòng", Role.SECRETARY, "VP")


@dataclass(frozen=True, slots=True)
class Cast:
    """The rows of a demonstration by the names used in its data: slugs, short names, user names."""

    blocs: dict[str, Bloc]
    units: dict[str, Unit]
    persons: dict[str, User]

    def leader(self, unit: str) -> User:
        """Who gives the word of a unit."""
        return self._first(Role.LEADER, unit)

    def secretary(self, unit: str) -> User:
        """Who acts for the bloc in the years that a unit heads."""
        return self._first(Role.SECRETARY, unit)

    def writer(self, unit: str) -> User:
        """Who fills in the papers of a unit: its officer, or its leader where there is none."""
        officers = [name for name, _, _, roles in PERSONS if (Role.OFFICER, unit) in roles]
        return self.persons[officers[0]] if officers else self.leader(unit)

    def reviewer(self, bloc_year: BlocYear, unit: str) -> User:
        """Who reviews a unit's sheet: the secretariat, and the deputy's officer that of the head."""
        head, deputy = bloc_year.head.short_name, bloc_year.deputy
        return self.writer(deputy.short_name) if deputy and unit == head else self.secretary(head)

    def _first(self, role: str, unit: str) -> User:
        return self.persons[next(name for name, _, _, roles in PERSONS if (role, unit) in roles)]


def collisions() -> list[str]:
    """What a real site already has under a name that the demonstration would take."""
    usernames = [name for name, *_ in PERSONS] + [SITE_ADMINISTRATOR, FORMER[0]]
    taken: Iterable[object] = (
        *Bloc.objects.filter(slug__in=[slug for slug, *_ in BLOCS]),
        *Bloc.objects.filter(name__in=[name for _, name, _ in BLOCS]),
        *Unit.objects.filter(short_name__in=[short for short, *_ in (*BOARDS, *WARDS)]),
        *Unit.objects.filter(name__in=[name for _, name, _ in (*BOARDS, *WARDS)]),
    )
    names = User.objects.filter(username__in=usernames).values_list("username", flat=True)
    return list(dict.fromkeys([*map(str, taken), *names]))


def _unit(short: str, name: str, superior: str) -> Unit:
    symbol = _symbol(short)
    return Unit.objects.create(short_name=short, name=name, superior=superior, place=PLACE, symbol=symbol)


def _symbol(short: str) -> str:
    """What ends the numbers of a unit's papers: `BQLVP` in 03/ĐK-BQLVP."""
    return f"BQL{short}" if short in {board for board, *_ in BOARDS} else f"UB{short}"


def cast(password: str, since: date) -> Cast:
    """Create everybody; roles hold from `since` until further notice."""
    blocs = {
        slug: Bloc.objects.create(slug=slug, name=name, kind=kind, council=COUNCIL)
        for slug, name, kind in BLOCS
    }
    units = {row[0]: _unit(*row) for row in (*BOARDS, *WARDS)}
    secret = make_password(password)  # one password, so one hash: Argon2 is slow on purpose
    persons = {
        name: User.objects.create(
            username=name, full_name=full_name, position=position, password=secret, email=_address(name)
        )
        for name, full_name, position, _ in PERSONS
    }
    Representative.objects.bulk_create(
        Representative(user=persons[name], role=role, unit=units.get(of), bloc=blocs.get(of), starts=since)
        for name, _, _, roles in PERSONS
        for role, of in roles
    )
    _site_administrator(secret)
    _former_secretary(units, since)
    return Cast(blocs, units, persons)


def _address(name: str) -> str:
    return "" if name in WITHOUT_ADDRESS else f"{name}@khoithidua.example"


def _site_administrator(secret: str) -> None:
    User.objects.create(
        username=SITE_ADMINISTRATOR,
        full_name="Lý Thị Quản Trị",
        position="Quản trị hệ thống",
        password=secret,
        is_staff=True,
        is_superuser=True,
    )


def _former_secretary(units: dict[str, Unit], since: date) -> None:
    name, full_name, position, role, of = FORMER
    person = User.objects.create(username=name, full_name=full_name, position=position, is_active=False)
    person.set_unusable_password()
    person.save(update_fields=["password"])
    ends = since - timedelta(days=1)
    Representative.objects.create(
        user=person, role=role, unit=units[of], starts=date(since.year - 2, 1, 1), ends=ends
    )
