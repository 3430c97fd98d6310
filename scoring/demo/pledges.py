"""The joint pledge of the demonstration: the contents of emulation, in our own arrangement."""

from __future__ import annotations

from datetime import date

from blocs.audit import Action, record
from blocs.models import BlocYear
from pledges.models import Pledge, Section
from scoring.demo.calendar import SEED_YEAR, happened
from scoring.demo.people import Cast

# title, points one to a line
CONTENTS = (
    (
        "Lãnh đạo, tổ chức và đổi mới phong trào thi đua",
        """Cấp ủy, người đứng đầu từng đơn vị trực tiếp lãnh đạo, chỉ đạo phong trào thi đua năm {year}.
Đổi mới nội dung, hình thức phát động; mỗi đợt thi đua có chủ đề, chỉ tiêu và thời hạn cụ thể.
Phát hiện, bồi dưỡng, nhân rộng điển hình tiên tiến; khen thưởng kịp thời, quan tâm người trực tiếp làm việc.
Tham gia đầy đủ các hoạt động, hội nghị của Khối; tự chấm điểm trung thực, đúng thời hạn.""",
    ),
    (
        "Hoàn thành xuất sắc nhiệm vụ chuyên môn",
        """Giải ngân 100 % kế hoạch vốn xây dựng cơ bản được giao; quyết toán dự án hoàn thành đúng thời hạn.
Bảo đảm tiến độ, chất lượng công trình, an toàn lao động tại các dự án trọng điểm.
Phối hợp với địa phương bàn giao mặt bằng sạch theo kế hoạch từng quý.
Thu hút các dự án có tiềm năng vào khu kinh tế, các khu công nghiệp, khu du lịch của tỉnh.
Giải quyết hồ sơ thủ tục hành chính đúng hạn từ 98 % trở lên.""",
    ),
    (
        "Công tác xã hội, từ thiện và các phong trào thi đua do Thủ tướng Chính phủ phát động",
        """Thực hiện phong trào “Cả nước chung sức xây dựng nông thôn mới”.
Thực hiện phong trào “Cả nước chung tay vì người nghèo - Không để ai bị bỏ lại phía sau”.
Thực hiện phong trào “Doanh nghiệp Việt Nam hội nhập và phát triển”.
Thực hiện phong trào “Cán bộ, công chức, viên chức thi đua thực hiện văn hóa công sở”.
Tham gia đền ơn đáp nghĩa, ủng hộ các quỹ xã hội, từ thiện do tỉnh vận động.""",
    ),
    (
        "Chấp hành chủ trương của Đảng, chính sách, pháp luật của Nhà nước",
        """Triển khai chương trình hành động thực hiện nghị quyết đại hội Đảng các cấp.
{disease}
Đẩy mạnh cải cách hành chính, ứng dụng công nghệ thông tin trong quản lý, điều hành.
Thực hành tiết kiệm, chống lãng phí; phòng, chống tham nhũng, tiêu cực.
Kê khai, công khai tài sản, thu nhập đúng đối tượng, đúng thời hạn.""",
    ),
    (
        "Xây dựng tổ chức đảng và các đoàn thể trong sạch, vững mạnh",
        """Tổ chức đảng hoàn thành xuất sắc nhiệm vụ; đảng viên đi đầu trong phong trào thi đua.
Công đoàn cơ sở hoàn thành xuất sắc nhiệm vụ, chăm lo đời sống người lao động.
Đoàn thanh niên hoàn thành xuất sắc nhiệm vụ, xung kích trong chuyển đổi số.""",
    ),
)
COVID = "Thực hiện nghiêm các biện pháp phòng, chống dịch Covid-19, giữ an toàn cơ quan và công trường."
DISEASES = "Chủ động phòng, chống dịch bệnh, thiên tai, cháy nổ tại cơ quan và công trường."
NUMBER = "01/GUTĐ-KTĐ"


def composed(cast: Cast, bloc_year: BlocYear, day: date) -> Pledge:
    """The joint pledge as the secretariat's draft."""
    words = {"year": bloc_year.year, "disease": COVID if bloc_year.year <= SEED_YEAR else DISEASES}
    with happened(bloc_year, day, hour=15):
        pledge = Pledge.objects.create(bloc_year=bloc_year)
        Section.objects.bulk_create(
            Section(pledge=pledge, position=position, title=title, body=body.format(**words))
            for position, (title, body) in enumerate(CONTENTS, start=1)
        )
        record(cast.persons["thuky"], pledge, Action.CREATE)
    return pledge


def agreed(cast: Cast, pledge: Pledge, day: date) -> None:
    """The secretariat asks, and the leader of every unit agrees to the text."""
    with happened(pledge.bloc_year, day, hour=10):
        pledge.take("ask_units", cast.persons["thuky"])
    with happened(pledge.bloc_year, day, hour=16):
        for agreement in pledge.agreements.select_related("unit"):
            agreement.take("agree", cast.leader(agreement.unit.short_name))


def signed(cast: Cast, pledge: Pledge, day: date) -> None:
    """The conference: number, place and day, then the signing itself."""
    pledge.number, pledge.place, pledge.signed_on = NUMBER, pledge.bloc_year.head.place, day
    pledge.save(update_fields=["number", "place", "signed_on"])
    with happened(pledge.bloc_year, day, hour=11):
        pledge.take("sign", cast.persons["thuky"])
