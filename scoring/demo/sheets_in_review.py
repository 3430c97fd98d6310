"""The sheets of the year in review: approved, submitted, half reviewed, sent back, still being scored."""

from scoring.demo.scores import Line, Sheet

VP = Sheet(
    "VP",
    (
        Line("1.1", "7.5", "Giải ngân đạt 98,4 % kế hoạch vốn."),
        Line("2.2", "3.5", "Còn 03 ha chưa bàn giao cho nhà đầu tư.", "3", "Hai lần lùi hạn bàn giao."),
        Line("3.2", "2.5", "Một nhiệm vụ chuyển sang năm sau."),
        Line("6.4", "2", "Có 08 tin, bài.", "1.5", "04 bài trùng nội dung với trang của tỉnh."),
        Line("9.2", "1", "01 tập thể được tặng Bằng khen của UBND tỉnh."),
        Line("9.4", "2", "Thu hút 07/06 dự án, vượt 16,7 %."),
    ),
)
DDCN = Sheet(
    "DDCN",
    (
        Line(
            "1.1",
            "8",
            "Giải ngân đạt 99,1 % kế hoạch vốn.",
            "7.5",
            "Số liệu chưa khớp xác nhận của Kho bạc Nhà nước.",
        ),
        Line("1.2", "4", "Các quý đều đạt cam kết.", "3.5", "Chưa kèm số liệu quý III."),
        Line("2.1", "5.5", "Một công trình chậm 01 tháng."),
        Line("6.3", "2.5", "Chưa tổ chức sơ kết đợt thi đua cao điểm."),
        Line("9.3", "1", "01 sáng kiến đang chờ quyết định công nhận."),
    ),
    reviewed="1",
)
GT = Sheet(
    "GT",
    (
        Line("1.1", "7", "Giải ngân đạt 95,0 % kế hoạch vốn."),
        Line("2.2", "3.5", "Còn vướng mặt bằng 0,4 km."),
        Line("4.3", "1.5", "Chi điện, nước vượt định mức quý III."),
    ),
    scored="1234",
    reviewed="",
)
NN = Sheet(
    "NN",
    (
        Line("1.1", "7.5", "Giải ngân đạt 96,7 % kế hoạch vốn.", "7.25", "Kho bạc xác nhận 96,1 %."),
        Line("1.4", "3.5", "01 hồ sơ quyết toán trình chậm."),
        Line("2.1", "5.5", "04/04 công trình xong trước mùa mưa bão; kênh nhánh chậm 01 tháng."),
        Line("3.3", "3", "Ký số 100 % văn bản.", "2.5", "Kiểm tra ngẫu nhiên: 3/40 văn bản chưa ký số."),
        Line("5.2", "2.5", "Công đoàn cấp trên xếp loại hoàn thành tốt nhiệm vụ."),
        Line("7.5", "1.5", "Chưa thực hiện đủ số ngày công tình nguyện."),
        Line("9.2", "1", "01 tập thể được tặng Bằng khen của UBND tỉnh."),
    ),
    reviewed="123",
)
PT = Sheet(
    "PT",
    (
        Line("1.3", "1.5", "Giải ngân 158/180 tỷ đồng vốn ODA."),
        Line("2.4", "4.5", "Vận động được 01/02 nguồn vốn viện trợ.", "4", "Nguồn vốn mới ở bước ghi nhớ."),
        Line("4.6", "1.5", "01 đơn giải quyết quá hạn."),
        Line("6.2", "2.5", "Chưa có mô hình mới."),
        Line("9.3", "2", "02 sáng kiến được công nhận."),
    ),
)
CR = Sheet(
    "CR",
    (
        Line("1.1", "7", "Giải ngân đạt 94,6 % kế hoạch vốn."),
        Line("2.4", "4.5", "Một dự án du lịch chậm đưa vào hoạt động."),
        Line("3.1", "3.5", "Đúng hạn 97,6 %, chỉ tiêu 98 %."),
        Line("5.3", "1.5", "Đoàn cấp trên xếp loại hoàn thành tốt nhiệm vụ."),
        Line("7.1", "1.5", "Xã kết nghĩa chưa hoàn thành tiêu chí môi trường."),
        Line("9.2", "2", "02 tập thể được tặng Bằng khen của UBND tỉnh."),
    ),
    not_assigned=("1.3",),
    reviewed="",
)
SHEETS = (VP, DDCN, GT, NN, PT, CR)
APPROVED, RETURNED, BEING_SCORED = ("VP", "PT"), "DDCN", "GT"
SEND_BACK_REASON = (
    "Tiêu chí 1.1 và 1.2: đề nghị bổ sung xác nhận của Kho bạc Nhà nước và số liệu giải ngân quý III; "
    "tiêu chí 9.3: kèm quyết định công nhận sáng kiến."
)
