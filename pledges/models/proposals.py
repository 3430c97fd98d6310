"""What a secretariat that begins with nothing is offered: contents of emulation and national movements."""

from __future__ import annotations

from typing import NamedTuple


class ProposedSection(NamedTuple):
    """A section of the joint pledge; its points one to a line, `{year}` is the year."""

    title: str
    body: str


class ProposedMovement(NamedTuple):
    """A movement with its aim."""

    name: str
    aim: str


# The words of these are Vietnamese in every language of the pages: they go into the paper.
CONTENTS = (
    ProposedSection(
        "Lãnh đạo, tổ chức và đổi mới phong trào thi đua",
        """Cấp ủy, người đứng đầu đơn vị trực tiếp lãnh đạo, chỉ đạo phong trào thi đua năm {year}.
Đổi mới nội dung, hình thức phát động; mỗi đợt thi đua có chủ đề, chỉ tiêu và thời hạn cụ thể.
Phát hiện, bồi dưỡng, nhân rộng điển hình tiên tiến; khen thưởng kịp thời, đúng người, đúng việc.
Tham gia đầy đủ các hoạt động của Khối; tự chấm điểm trung thực, đúng thời hạn.""",
    ),
    ProposedSection(
        "Công tác xã hội, từ thiện và các phong trào thi đua do Thủ tướng Chính phủ phát động",
        """Hưởng ứng, thực hiện có hiệu quả các phong trào thi đua do Thủ tướng Chính phủ và tỉnh phát động.
Tham gia đền ơn đáp nghĩa, ủng hộ các quỹ xã hội, từ thiện do tỉnh vận động.""",
    ),
    ProposedSection(
        "Chấp hành chủ trương của Đảng, chính sách, pháp luật của Nhà nước",
        """Triển khai chương trình hành động thực hiện nghị quyết đại hội Đảng các cấp.
Chủ động phòng, chống dịch bệnh, trong đó có dịch Covid-19, bảo đảm an toàn cơ quan, công trường.
Đẩy mạnh cải cách hành chính; giải quyết hồ sơ thủ tục hành chính đúng hạn.
Ứng dụng công nghệ thông tin trong quản lý, điều hành.
Thực hành tiết kiệm, chống lãng phí.
Phòng, chống tham nhũng, tiêu cực.
Kê khai, công khai tài sản, thu nhập đúng đối tượng, đúng thời hạn.""",
    ),
    ProposedSection(
        "Xây dựng tổ chức đảng và các đoàn thể trong sạch, vững mạnh",
        """Chi bộ, đảng bộ cơ sở hoàn thành xuất sắc nhiệm vụ.
Công đoàn cơ sở hoàn thành xuất sắc nhiệm vụ.
Đoàn thanh niên hoàn thành xuất sắc nhiệm vụ.""",
    ),
)

NATIONAL_MOVEMENTS = (
    ProposedMovement(
        "Cả nước chung sức xây dựng nông thôn mới",
        "Đóng góp thiết thực cho xã được phân công giúp đỡ xây dựng nông thôn mới.",
    ),
    ProposedMovement(
        "Cả nước chung tay vì người nghèo - Không để ai bị bỏ lại phía sau",
        "Vận động cán bộ, công chức, viên chức, người lao động ủng hộ, giúp đỡ hộ nghèo.",
    ),
    ProposedMovement(
        "Doanh nghiệp Việt Nam hội nhập và phát triển",
        "Đồng hành, tháo gỡ khó khăn cho doanh nghiệp, nhà đầu tư, nhà thầu.",
    ),
    ProposedMovement(
        "Cán bộ, công chức, viên chức thi đua thực hiện văn hóa công sở",
        "Tận tụy, văn minh trong giao tiếp; không để người dân, doanh nghiệp phải đi lại nhiều lần.",
    ),
)
