"""The titles that the law knows, with their conditions in short; the site administrator may change them."""

from django.db import migrations

LAW = "Luật Thi đua, khen thưởng số 06/2022/QH15"

# name, for whom, article, conditions
TITLES = (
    (
        "Tập thể lao động tiên tiến",
        "collective",
        "Điều 28",
        "Xét hằng năm. Hoàn thành tốt nhiệm vụ được giao; có phong trào thi đua thường xuyên, thiết thực, hiệu quả; "
        "có đủ tỷ lệ cá nhân đạt “Lao động tiên tiến” theo quy định và không có cá nhân bị kỷ luật đến mức không "
        "được xét; nội bộ đoàn kết, chấp hành tốt chủ trương của Đảng, chính sách, pháp luật của Nhà nước.",
    ),
    (
        "Tập thể lao động xuất sắc",
        "collective",
        "Điều 27",
        "Xét hằng năm. Hoàn thành xuất sắc nhiệm vụ được giao; có phong trào thi đua thường xuyên, thiết thực, hiệu "
        "quả; 100% cá nhân hoàn thành nhiệm vụ, trong đó ít nhất 70% đạt “Lao động tiên tiến”; có cá nhân đạt “Chiến "
        "sĩ thi đua cơ sở”; nội bộ đoàn kết, gương mẫu chấp hành chủ trương của Đảng, chính sách, pháp luật của "
        "Nhà nước.",
    ),
    (
        "Cờ thi đua cấp bộ, tỉnh",
        "collective",
        "Điều 26",
        "Xét hằng năm. Hoàn thành xuất sắc, toàn diện nhiệm vụ được giao, tiêu biểu xuất sắc hoặc dẫn đầu cụm, khối "
        "thi đua do bộ, tỉnh tổ chức; nội bộ đoàn kết, thực hành tiết kiệm, chống lãng phí, phòng, chống tham nhũng, "
        "tiêu cực. Số lượng và cách bình xét do bộ, tỉnh quy định.",
    ),
    (
        "Cờ thi đua của Chính phủ",
        "collective",
        "Điều 25",
        "Xét hằng năm. Được chọn trong số các tập thể tiêu biểu xuất sắc dẫn đầu cụm, khối thi đua do bộ, tỉnh tổ "
        "chức; nội bộ đoàn kết, thực hành tiết kiệm, chống lãng phí, phòng, chống tham nhũng, tiêu cực. Số lượng "
        "theo quy định của Chính phủ.",
    ),
    (
        "Lao động tiên tiến",
        "person",
        "Điều 24",
        "Xét hằng năm. Hoàn thành tốt nhiệm vụ trở lên; có tinh thần tự lực, tự cường, đoàn kết, tương trợ, tích cực "
        "tham gia phong trào thi đua.",
    ),
    (
        "Chiến sĩ thi đua cơ sở",
        "person",
        "Điều 23",
        "Xét hằng năm. Đạt tiêu chuẩn “Lao động tiên tiến”; có sáng kiến được cơ sở công nhận hoặc có đề tài, đề án, "
        "công trình khoa học và công nghệ đã được nghiệm thu. Tỷ lệ tối đa do bộ, tỉnh quy định.",
    ),
    (
        "Chiến sĩ thi đua cấp bộ, tỉnh",
        "person",
        "Điều 22",
        "Có thành tích xuất sắc tiêu biểu, được chọn trong số những người có 03 lần liên tục được tặng “Chiến sĩ thi "
        "đua cơ sở”; có sáng kiến đã áp dụng hiệu quả và có khả năng nhân rộng, hoặc đề tài, đề án, công trình khoa "
        "học và công nghệ có phạm vi ảnh hưởng, trong bộ, tỉnh.",
    ),
    (
        "Chiến sĩ thi đua toàn quốc",
        "person",
        "Điều 21",
        "Có thành tích xuất sắc tiêu biểu nhất, được chọn trong số những người có 02 lần liên tục được tặng “Chiến sĩ "
        "thi đua cấp bộ, tỉnh”; có sáng kiến đã áp dụng hiệu quả và có khả năng nhân rộng, hoặc đề tài, đề án, công "
        "trình khoa học và công nghệ có phạm vi ảnh hưởng, trong toàn quốc.",
    ),
)


def fill(apps, schema_editor):
    """Titles that are there already stay as they are."""
    title = apps.get_model("pledges", "Title")
    for position, (name, holder, article, conditions) in enumerate(TITLES, start=1):
        title.objects.get_or_create(
            name=name,
            defaults={
                "holder": holder,
                "position": position,
                "conditions": conditions,
                "source": f"{article} {LAW}",
            },
        )


class Migration(migrations.Migration):
    dependencies = [("pledges", "0005_meeting_packs")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
