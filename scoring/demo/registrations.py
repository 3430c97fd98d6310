"""What each board registers in the demonstration: its targets and its movements."""

from __future__ import annotations

from datetime import date

from blocs.audit import Action, record
from blocs.models import BlocYear
from pledges.models import Movement, Registration, Target
from scoring.demo.calendar import happened
from scoring.demo.people import Cast
from scoring.demo.strivings import known, strive

SEND_BACK_REASON = "Chỉ tiêu 2: đề nghị ghi kế hoạch theo quyết định giao vốn đầu năm."

CAPITAL = (
    "Giải ngân kế hoạch vốn xây dựng cơ bản được giao",
    "%",
    "100",
    "Theo xác nhận của Kho bạc Nhà nước",
)
ON_TIME = ("Hồ sơ thủ tục hành chính, hồ sơ một cửa giải quyết đúng hạn", "%", "≥ 98", "")
SIGNED = ("Văn bản phát hành điện tử có ký số", "%", "100", "Trừ văn bản mật")
SAFE = ("Công trường không để xảy ra tai nạn lao động nghiêm trọng", "%", "100", "")

# unit → content, unit of measure, plan, note
TARGETS: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "VP": (
        CAPITAL,
        (
            "Thu hút dự án mới vào khu kinh tế và các khu công nghiệp",
            "dự án",
            "6",
            "Ưu tiên dự án có tiềm năng",
        ),
        ("Vốn đăng ký của các dự án thu hút mới", "tỷ đồng", "2.500", ""),
        ("Bàn giao mặt bằng sạch cho nhà đầu tư", "ha", "45", "Phối hợp với địa phương"),
        ON_TIME,
        SIGNED,
        ("Hộ nghèo được đơn vị nhận giúp đỡ", "hộ", "5", "Mỗi chi bộ 01 hộ"),
    ),
    "DDCN": (
        CAPITAL,
        ("Công trình trường học, bệnh viện hoàn thành, đưa vào sử dụng", "công trình", "7", ""),
        (
            "Hồ sơ quyết toán dự án hoàn thành trình phê duyệt",
            "hồ sơ",
            "12",
            "Trong năm",
        ),
        ("Gói thầu lựa chọn qua mạng", "%", "95", "Tính theo số gói thầu"),
        SAFE,
        SIGNED,
    ),
    "GT": (
        CAPITAL,
        ("Đường giao thông hoàn thành, thông xe", "km", "18,5", ""),
        ("Cầu hoàn thành, đưa vào khai thác", "cầu", "3", ""),
        ("Mặt bằng nhận bàn giao trên tuyến", "%", "100", "Phối hợp với địa phương"),
        SAFE,
    ),
    "NN": (
        CAPITAL,
        ("Kênh mương được kiên cố hóa", "km", "22", ""),
        ("Diện tích được chủ động tưới tăng thêm", "ha", "350", ""),
        ("Công trình phòng, chống thiên tai hoàn thành trước mùa mưa bão", "công trình", "4", "Trước 30/9"),
        ("Xã được hỗ trợ hoàn thành tiêu chí thủy lợi", "xã", "2", "Theo kết nghĩa"),
    ),
    "PT": (
        CAPITAL,
        ("Giải ngân vốn ODA, vốn vay ưu đãi", "tỷ đồng", "180", ""),
        ("Hợp phần dự án nghiệm thu, bàn giao", "hợp phần", "4", ""),
        ("Hồ sơ quyết toán dự án hoàn thành trình phê duyệt", "hồ sơ", "5", ""),
    ),
    "CR": (
        CAPITAL,
        ("Dự án du lịch đưa vào hoạt động", "dự án", "3", ""),
        ("Dự án chậm tiến độ được rà soát, xử lý", "dự án", "6", ""),
        ON_TIME,
        ("Đợt ra quân làm sạch bờ biển, trồng cây xanh", "đợt", "4", "Mỗi quý một đợt"),
    ),
}
# name, aim, launched (month), wrapped up (month)
DISBURSE = (
    "Thi đua giải ngân 100 % kế hoạch vốn xây dựng cơ bản",
    "Hết quý III đạt 70 %, hết niên độ đạt 100 % kế hoạch vốn được giao.",
    3,
    12,
)
RURAL = (
    "Cả nước chung sức xây dựng nông thôn mới",
    "Hỗ trợ xã kết nghĩa hoàn thành thêm 01 tiêu chí; lồng ghép vốn dự án đang thực hiện.",
    3,
    11,
)
POOR = (
    "Cả nước chung tay vì người nghèo - Không để ai bị bỏ lại phía sau",
    "Mỗi chi bộ nhận giúp đỡ ít nhất 01 hộ nghèo; vận động mỗi người ủng hộ 01 ngày lương.",
    3,
    12,
)
BUSINESS = (
    "Doanh nghiệp Việt Nam hội nhập và phát triển",
    "Gặp gỡ, tháo gỡ khó khăn cho nhà đầu tư, nhà thầu mỗi quý một lần.",
    4,
    12,
)
OFFICE = (
    "Cán bộ, công chức, viên chức thi đua thực hiện văn hóa công sở",
    "Không đi muộn, về sớm; không có phản ánh về thái độ phục vụ.",
    3,
    12,
)
MOVEMENTS = {
    "VP": (DISBURSE, POOR, BUSINESS, OFFICE),
    "DDCN": (DISBURSE, POOR, OFFICE),
    "GT": (DISBURSE, RURAL, OFFICE),
    "NN": (DISBURSE, RURAL, POOR),
    "PT": (DISBURSE, POOR),
    "CR": (POOR, BUSINESS, OFFICE),
}
# What the other bloc's unit has begun.
WARD_TARGETS = (
    ON_TIME,
    ("Hộ gia đình đạt danh hiệu gia đình văn hóa", "%", "92", ""),
    ("Hộ nghèo giảm trong năm", "hộ", "8", ""),
)


def unfinished(cast: Cast, bloc_year: BlocYear, unit: str, day: date) -> None:
    """A registration on which the officer still works: a target is not taken over, another lacks its plan."""
    registration = begun(cast, bloc_year, unit, day)
    *_others, without_plan, last = registration.targets.all()
    Target.objects.filter(pk=without_plan.pk).update(plan="")
    last.delete()


def begun(cast: Cast, bloc_year: BlocYear, unit: str, day: date) -> Registration:
    """A unit's registration as its officer's draft."""
    with happened(bloc_year, day, hour=10):
        registration = Registration.objects.create(bloc_year=bloc_year, unit=cast.units[unit])
        Target.objects.bulk_create(_targets(registration, unit))
        Movement.objects.bulk_create(
            Movement(
                registration=registration, position=n, name=name, aim=aim, launched=launched, wrapped_up=ended
            )
            for n, (name, aim, launched, ended) in enumerate(_movements(unit, bloc_year.year), start=1)
        )
        strive(registration)
        record(cast.writer(unit), registration, Action.CREATE)
    return registration


def _targets(registration: Registration, unit: str) -> list[Target]:
    lines = []
    for position, (what, measure, plan, note) in enumerate(TARGETS.get(unit, WARD_TARGETS), start=1):
        result, due = known(what, registration.bloc_year.year)
        texts = {"content": what, "measure": measure, "last_year": result, "plan": plan, "note": note}
        lines.append(Target(registration=registration, position=position, due=due, **texts))
    return lines


def _movements(unit: str, year: int) -> list[tuple[str, str, str, str]]:
    return [
        (name, aim, f"Tháng {first}/{year}", f"Tháng {last}/{year}")
        for name, aim, first, last in MOVEMENTS.get(unit, (RURAL, POOR))
    ]


def confirmed(cast: Cast, bloc_year: BlocYear, unit: str, day: date) -> Registration:
    """A registration that the unit's leader has confirmed."""
    registration = begun(cast, bloc_year, unit, day)
    with happened(bloc_year, day, hour=14):
        registration.take("confirm", cast.leader(unit))
    return registration


def received(cast: Cast, bloc_year: BlocYear, unit: str, day: date) -> None:
    """A registration that the head's secretariat has received."""
    registration = confirmed(cast, bloc_year, unit, day)
    with happened(bloc_year, day, hour=16):
        registration.take("receive", cast.persons["thuky"])


def returned(cast: Cast, bloc_year: BlocYear, unit: str, day: date) -> None:
    """A registration that the head's secretariat has sent back."""
    registration = confirmed(cast, bloc_year, unit, day)
    with happened(bloc_year, day, hour=16):
        registration.take("send_back", cast.persons["thuky"], SEND_BACK_REASON)
