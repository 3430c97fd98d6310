"""A regulation of 100 points plus bonus, written for boards that manage projects, zones and works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from blocs.models import BlocYear
from scoring.models import Criterion, ExclusionReason, Grade, Quota, Regulation, TieBreak
from scoring.models.criteria import Kind, Rule


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion with what lies below it; a parent's maximum is the sum, so that it cannot disagree."""

    code: str
    name: str
    points: Decimal = Decimal(0)
    rule: str = ""
    below: tuple[Line, ...] = ()

    @property
    def maximum(self) -> Decimal:
        """The points of a leaf, the sum of a parent."""
        return sum((line.maximum for line in self.below), Decimal(0)) if self.below else self.points


def _section(code: str, name: str, *below: Line) -> Line:
    return Line(code, name, below=below)


def _points(code: str, name: str, points: int) -> Line:
    return Line(code, name, Decimal(points), Rule.DIRECT)


def _passed(code: str, name: str, points: int) -> Line:
    return Line(code, name, Decimal(points), Rule.PASS_FAIL)


PROFESSIONAL = _section(
    "I",
    "Thực hiện nhiệm vụ chuyên môn",
    _section(
        "1",
        "Giải ngân và quản lý vốn đầu tư",
        _points("1.1", "Giải ngân 100 % kế hoạch vốn xây dựng cơ bản được giao trong năm", 8),
        _points("1.2", "Tiến độ giải ngân từng quý đạt mức đã cam kết với UBND tỉnh", 4),
        _points("1.3", "Giải ngân nguồn vốn ODA, vốn vay ưu đãi theo kế hoạch", 2),
        _points("1.4", "Lập, trình quyết toán dự án hoàn thành đúng thời hạn", 4),
    ),
    _section(
        "2",
        "Quản lý dự án và thu hút đầu tư",
        _points("2.1", "Tiến độ các công trình, dự án trọng điểm đúng kế hoạch", 6),
        _points("2.2", "Phối hợp bồi thường, giải phóng mặt bằng theo kế hoạch", 4),
        _passed("2.3", "Không để xảy ra sự cố chất lượng công trình, tai nạn lao động nghiêm trọng", 3),
        _points("2.4", "Thu hút dự án, nguồn lực đầu tư vào địa bàn, lĩnh vực quản lý", 5),
        _points("2.5", "Lựa chọn nhà thầu đúng quy định, đạt tỷ lệ đấu thầu qua mạng được giao", 2),
    ),
    _section(
        "3",
        "Cải cách hành chính, công nghệ thông tin, chế độ báo cáo",
        _points("3.1", "Giải quyết hồ sơ thủ tục hành chính, hồ sơ một cửa đúng hạn", 4),
        _points("3.2", "Hoàn thành kế hoạch cải cách hành chính của năm", 3),
        _points("3.3", "Ứng dụng công nghệ thông tin; văn bản điện tử được ký số", 3),
        _passed("3.4", "Thực hiện đầy đủ, đúng hạn chế độ thông tin, báo cáo", 2),
    ),
)
INTERNAL = _section(
    "II",
    "Chấp hành chủ trương, pháp luật; xây dựng tổ chức đảng và đoàn thể",
    _section(
        "4",
        "Chấp hành chủ trương của Đảng, pháp luật của Nhà nước",
        _points("4.1", "Quán triệt, triển khai thực hiện nghị quyết đại hội Đảng các cấp", 3),
        _points("4.2", "Phòng, chống dịch Covid-19 và các dịch bệnh; phòng, chống thiên tai, cháy nổ", 3),
        _points("4.3", "Thực hành tiết kiệm, chống lãng phí", 2),
        _passed("4.4", "Phòng, chống tham nhũng, tiêu cực; không có người vi phạm bị xử lý kỷ luật", 3),
        _passed("4.5", "Kê khai, công khai tài sản, thu nhập đúng quy định", 1),
        _points("4.6", "Dân chủ, đoàn kết nội bộ; tiếp công dân, giải quyết đơn thư đúng hạn", 2),
    ),
    _section(
        "5",
        "Xây dựng tổ chức đảng, công đoàn, đoàn thanh niên",
        _points("5.1", "Tổ chức đảng hoàn thành xuất sắc nhiệm vụ", 4),
        _points("5.2", "Công đoàn cơ sở hoàn thành xuất sắc nhiệm vụ", 3),
        _points("5.3", "Chi đoàn thanh niên hoàn thành xuất sắc nhiệm vụ", 2),
        _passed("5.4", "Cơ quan đạt chuẩn văn hóa, an toàn về an ninh trật tự", 2),
    ),
)
EMULATION = _section(
    "III",
    "Tổ chức phong trào thi đua, công tác khen thưởng",
    _section(
        "6",
        "Lãnh đạo, tổ chức phong trào thi đua",
        _passed("6.1", "Có kế hoạch, phát động và đăng ký giao ước thi đua đúng thời hạn", 2),
        _points("6.2", "Đổi mới nội dung, hình thức tổ chức phong trào thi đua", 3),
        _points("6.3", "Sơ kết, tổng kết phong trào; phát hiện, nhân rộng điển hình tiên tiến", 3),
        _points("6.4", "Tuyên truyền gương người tốt, việc tốt", 2),
    ),
    _section(
        "7",
        "Phong trào do Thủ tướng Chính phủ phát động; công tác xã hội, từ thiện",
        _points("7.1", "“Cả nước chung sức xây dựng nông thôn mới”", 2),
        _points("7.2", "“Cả nước chung tay vì người nghèo - Không để ai bị bỏ lại phía sau”", 2),
        _points("7.3", "“Doanh nghiệp Việt Nam hội nhập và phát triển”", 2),
        _points("7.4", "“Cán bộ, công chức, viên chức thi đua thực hiện văn hóa công sở”", 2),
        _points("7.5", "Công tác xã hội, từ thiện, đền ơn đáp nghĩa", 2),
    ),
    _section(
        "8",
        "Công tác khen thưởng và hoạt động của Khối",
        _points("8.1", "Xét, đề nghị khen thưởng đúng quy định, quan tâm người trực tiếp làm việc", 2),
        _passed("8.2", "Tham gia đầy đủ các hoạt động, hội nghị của Khối", 2),
        _passed("8.3", "Nộp bảng chấm điểm, báo cáo tổng kết đúng thời hạn", 1),
    ),
)
BONUS = _section(
    "IV",
    "Điểm thưởng",
    _section(
        "9",
        "Thành tích được ghi nhận, sáng kiến",
        _passed("9.1", "Được tặng Cờ thi đua của UBND tỉnh hoặc của Chính phủ trong năm", 4),
        _points("9.2", "Bằng khen của UBND tỉnh, bộ, ngành trung ương: mỗi bằng 1 điểm", 2),
        _points("9.3", "Sáng kiến được công nhận hiệu quả trong phạm vi tỉnh: mỗi sáng kiến 1 điểm", 2),
        _points(
            "9.4", "Vượt chỉ tiêu thu hút đầu tư hoặc giải ngân vốn bổ sung: vượt từ 10 % được 2 điểm", 2
        ),
    ),
)
BASE = (PROFESSIONAL, INTERNAL, EMULATION)
TIE_BREAKS = (PROFESSIONAL, EMULATION)
GRADES = (("Xuất sắc", 95), ("Tốt", 85), ("Khá", 0))
EXCLUSIONS = (
    "Không đăng ký thi đua",
    "Có lãnh đạo đơn vị bị xử lý kỷ luật từ cảnh cáo trở lên",
    "Bị phát hiện vi phạm sau khi đã nộp hồ sơ",
)
QUOTAS = (("Cờ thi đua của UBND tỉnh", 1), ("Bằng khen của UBND tỉnh", 3))
TITLE = "Quy chế tổ chức, hoạt động và chấm điểm thi đua của Khối năm {year}"


def leaves(lines: Sequence[Line] = (*BASE, BONUS)) -> list[Line]:
    """What points are given for, in the order of the table; here codes are unique in the whole table."""
    return [leaf for line in lines for leaf in (leaves(line.below) if line.below else [line])]


def written(bloc_year: BlocYear) -> Regulation:
    """The regulation as a draft, with its criteria and tie-breaks."""
    regulation = Regulation.objects.create(bloc_year=bloc_year, title=TITLE.format(year=bloc_year.year))
    tops = _criteria(regulation, [(None, place, line) for place, line in enumerate((*BASE, BONUS), start=1)])
    TieBreak.objects.bulk_create(
        TieBreak(regulation=regulation, criterion=tops[line.code], position=position)
        for position, line in enumerate(TIE_BREAKS, start=1)
    )
    Grade.objects.bulk_create(
        Grade(regulation=regulation, label=label, threshold=least) for label, least in GRADES
    )
    ExclusionReason.objects.bulk_create(
        ExclusionReason(regulation=regulation, text=text, position=position)
        for position, text in enumerate(EXCLUSIONS, start=1)
    )
    Quota.objects.bulk_create(
        Quota(regulation=regulation, award=award, units=units, position=position)
        for position, (award, units) in enumerate(QUOTAS, start=1)
    )
    return regulation


def _criteria(
    regulation: Regulation, level: Sequence[tuple[Criterion | None, int, Line]]
) -> dict[str, Criterion]:
    """One level of the tree in one query, then what lies below it; the level's rows by code."""
    rows = Criterion.objects.bulk_create(
        Criterion(
            regulation=regulation,
            parent=parent,
            position=position,
            code=line.code,
            name=line.name,
            maximum=line.maximum,
            rule=line.rule,
            kind=Kind.BONUS if line is BONUS else Kind.BASE,
        )
        for parent, position, line in level
    )
    below = [
        (row, position, child)
        for row, (_, _, line) in zip(rows, level, strict=True)
        for position, child in enumerate(line.below, start=1)
    ]
    if below:
        _criteria(regulation, below)
    return {row.code: row for row in rows}


def copied(bloc_year: BlocYear, source: Regulation) -> Regulation:
    """Last year's regulation as this year's draft."""
    regulation = Regulation.objects.create(bloc_year=bloc_year, title=TITLE.format(year=bloc_year.year))
    regulation.copy_from(source)
    return regulation
