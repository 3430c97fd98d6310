"""What else the boards register in the demonstration: last results, deadlines, commitments, titles."""

from __future__ import annotations

from datetime import date

from pledges.models import Registration, Title, TitleRegistration

# content of a target → last year's result, deadline (month, day)
KNOWN: dict[str, tuple[str, tuple[int, int] | None]] = {
    "Giải ngân kế hoạch vốn xây dựng cơ bản được giao": ("96,4", (12, 31)),
    "Hồ sơ thủ tục hành chính, hồ sơ một cửa giải quyết đúng hạn": ("97,2", (12, 31)),
    "Văn bản phát hành điện tử có ký số": ("99,1", (12, 31)),
    "Công trường không để xảy ra tai nạn lao động nghiêm trọng": ("100", (12, 31)),
    "Thu hút dự án mới vào khu kinh tế và các khu công nghiệp": ("5", (12, 15)),
    "Vốn đăng ký của các dự án thu hút mới": ("2.140", (12, 15)),
    "Bàn giao mặt bằng sạch cho nhà đầu tư": ("38,5", (10, 31)),
    "Hộ nghèo được đơn vị nhận giúp đỡ": ("4", (11, 30)),
    "Công trình trường học, bệnh viện hoàn thành, đưa vào sử dụng": ("6", (9, 5)),
    "Hồ sơ quyết toán dự án hoàn thành trình phê duyệt": ("9", (11, 30)),
    "Gói thầu lựa chọn qua mạng": ("91", None),
    "Đường giao thông hoàn thành, thông xe": ("15,2", (12, 20)),
    "Cầu hoàn thành, đưa vào khai thác": ("2", (12, 20)),
    "Kênh mương được kiên cố hóa": ("19", (11, 30)),
    "Diện tích được chủ động tưới tăng thêm": ("310", (11, 30)),
    "Công trình phòng, chống thiên tai hoàn thành trước mùa mưa bão": ("3", (9, 30)),
    "Giải ngân vốn ODA, vốn vay ưu đãi": ("162,5", (12, 31)),
    "Dự án du lịch đưa vào hoạt động": ("2", (12, 31)),
    "Đợt ra quân làm sạch bờ biển, trồng cây xanh": ("4", None),
}
EXCELLENT, GOOD = "Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ"
# unit → Party cell, union, youth union
COMMITMENTS = {
    "VP": (EXCELLENT, EXCELLENT, EXCELLENT),
    "DDCN": (EXCELLENT, EXCELLENT, ""),
    "GT": (EXCELLENT, EXCELLENT, EXCELLENT),
    "NN": (EXCELLENT, EXCELLENT, EXCELLENT),
    "PT": (EXCELLENT, GOOD, GOOD),
    "CR": (EXCELLENT, EXCELLENT, ""),
}
ADVANCED, EXCELLENT_TEAM, FLAG = (
    "Tập thể lao động tiên tiến",
    "Tập thể lao động xuất sắc",
    "Cờ thi đua cấp bộ, tỉnh",
)
WORKER, FIGHTER, PROVINCE = (
    "Lao động tiên tiến",
    "Chiến sĩ thi đua cơ sở",
    "Chiến sĩ thi đua cấp bộ, tỉnh",
)
# unit → title, holder (empty: the unit itself)
TITLES: dict[str, tuple[tuple[str, str], ...]] = {
    "VP": (
        (FLAG, ""),
        (EXCELLENT_TEAM, "Văn phòng Ban"),
        (EXCELLENT_TEAM, "Phòng Quản lý đầu tư"),
        (PROVINCE, "Trần Thị Ví Dụ"),
        (FIGHTER, "Nguyễn Văn Mẫu"),
    ),
    "DDCN": (
        (EXCELLENT_TEAM, ""),
        (ADVANCED, "Phòng Kế hoạch - Kỹ thuật"),
        (FIGHTER, "Võ Thị Thí Dụ"),
        (WORKER, "Lê Văn Minh Họa"),
    ),
    "GT": ((EXCELLENT_TEAM, ""), (FIGHTER, "Đặng Văn Giả Sử"), (WORKER, "Hồ Văn Thử Nghiệm")),
    "NN": ((EXCELLENT_TEAM, ""), (ADVANCED, "Phòng Quản lý dự án 1"), (FIGHTER, "Bùi Thị Tượng Trưng")),
    "PT": ((ADVANCED, ""), (WORKER, "Phan Thị Đối Chiếu")),
    "CR": ((EXCELLENT_TEAM, ""), (FIGHTER, "Ngô Thị Làm Mẫu")),
}


def known(content: str, year: int) -> tuple[str, date | None]:
    """Last year's result of a target and its deadline in `year`; empty where nobody entered them."""
    result, day = KNOWN.get(content, ("", None))
    return result, date(year, *day) if day else None


def strive(registration: Registration) -> None:
    """Commitments and titles of a board; other units have registered none."""
    short = registration.unit.short_name
    names = ("party_cell", "union", "youth_union")
    for name, words in zip(names, COMMITMENTS.get(short, ("", "", "")), strict=True):
        setattr(registration, name, words)
    registration.save(update_fields=names)
    catalogue = {title.name: title for title in Title.objects.all()}
    TitleRegistration.objects.bulk_create(
        TitleRegistration(
            registration=registration,
            position=position,
            title=catalogue[title],
            holder=holder or registration.unit.name,
        )
        for position, (title, holder) in enumerate(TITLES.get(short, ()), start=1)
        if title in catalogue
    )
