"""The sheets of the year in review: final, disputed, awaiting an answer, half reviewed, sent back, begun."""

from scoring.demo.scores import Line, Sheet

VP = Sheet(
    "VP",
    (
        Line("1.1", "98.4", "Giải ngân theo xác nhận của Kho bạc Nhà nước.", target="100"),
        Line("1.3", "176", target="180"),
        Line("2.2", "3.5", "Còn 03 ha chưa bàn giao cho nhà đầu tư.", "3", "Hai lần lùi hạn bàn giao."),
        Line("2.4", "7", "07 dự án được cấp chủ trương đầu tư.", target="6"),
        Line("2.5", "96.5"),
        Line("3.1", "98.9"),
        Line("3.2", "2.5", "Một nhiệm vụ chuyển sang năm sau."),
        Line("6.4", "8", "", "4", "04 bài trùng nội dung với trang của tỉnh."),
        Line("9.2", "1", "01 tập thể được tặng Bằng khen của UBND tỉnh."),
        Line("9.3", "0"),
        Line("9.4", "2", "Thu hút 07/06 dự án, vượt 16,7 %."),
    ),
)
DDCN = Sheet(
    "DDCN",
    (
        Line(
            "1.1",
            "99.1",
            "Giải ngân theo báo cáo tháng 12.",
            "95.3",
            "Số liệu chưa khớp xác nhận của Kho bạc Nhà nước.",
            target="100",
        ),
        Line("1.2", "4", "Các quý đều đạt cam kết.", "3.5", "Chưa kèm số liệu quý III."),
        Line("1.3", "45", target="45"),
        Line("2.1", "5.5", "Một công trình chậm 01 tháng."),
        Line("2.4", "4", target="4"),
        Line("2.5", "95"),
        Line("3.1", "97.4"),
        Line("6.3", "2.5", "Chưa tổ chức sơ kết đợt thi đua cao điểm."),
        Line("6.4", "6"),
        Line("9.2", "0"),
        Line("9.3", "1", "01 sáng kiến đang chờ quyết định công nhận."),
    ),
    reviewed="1",
)
GT = Sheet(
    "GT",
    (
        Line("1.1", "95", "Giải ngân theo xác nhận của Kho bạc Nhà nước.", target="100"),
        Line("1.3", "96", target="120"),
        Line("2.2", "3.5", "Còn vướng mặt bằng 0,4 km."),
        Line("2.4", "2", target="2"),
        Line("2.5", "91"),
        Line("3.1", "98.2"),
        Line("4.3", "1.5", "Chi điện, nước vượt định mức quý III."),
    ),
    scored="1234",
    reviewed="",
)
NN = Sheet(
    "NN",
    (
        Line(
            "1.1",
            "96.7",
            "Giải ngân theo báo cáo tháng 12.",
            "96.1",
            "Kho bạc xác nhận 96,1 %.",
            target="100",
        ),
        Line("1.3", "60", target="75"),
        Line("1.4", "3.5", "01 hồ sơ quyết toán trình chậm."),
        Line("2.1", "5.5", "04/04 công trình xong trước mùa mưa bão; kênh nhánh chậm 01 tháng."),
        Line("2.4", "3", target="3"),
        Line("2.5", "88.5"),
        Line("3.1", "98"),
        Line("3.3", "3", "Ký số 100 % văn bản.", "2.5", "Kiểm tra ngẫu nhiên: 3/40 văn bản chưa ký số."),
        Line("5.2", "2.5", "Công đoàn cấp trên xếp loại hoàn thành tốt nhiệm vụ."),
        Line("6.4", "11"),
        Line("7.5", "1.5", "Chưa thực hiện đủ số ngày công tình nguyện."),
        Line("9.2", "1", "01 tập thể được tặng Bằng khen của UBND tỉnh."),
        Line("9.3", "0"),
    ),
    reviewed="123",
)
PT = Sheet(
    "PT",
    (
        Line("1.1", "94.8", "Giải ngân theo xác nhận của Kho bạc Nhà nước.", target="100"),
        Line(
            "1.3",
            "158",
            "Giải ngân vốn ODA các hợp phần.",
            "151.5",
            "Chưa có xác nhận của Kho bạc cho 6,5 tỷ đồng tạm ứng.",
            target="180",
            answer="Kho bạc Nhà nước đã xác nhận ngày 28/12, công văn gửi kèm; đề nghị giữ 158 tỷ đồng.",
        ),
        Line(
            "2.4",
            "2",
            "Vận động được 02 nguồn vốn viện trợ.",
            "1",
            "Nguồn vốn thứ hai mới ở bước ghi nhớ.",
            target="2",
            answer="Thỏa thuận tài trợ đã ký chính thức trong tháng 12.",
        ),
        Line("2.5", "93"),
        Line("3.1", "98.6"),
        Line("4.6", "1.5", "01 đơn giải quyết quá hạn."),
        Line("6.2", "2.5", "Chưa có mô hình mới.", "2", "Nội dung phát động lặp lại năm trước."),
        Line("6.4", "9"),
        Line("9.2", "0"),
        Line("9.3", "2", "02 sáng kiến được công nhận."),
    ),
    deductions=(Line("T.1", "0", "", "1", "Sổ theo dõi của Khối: báo cáo sơ kết gửi chậm 06 ngày."),),
)
CR = Sheet(
    "CR",
    (
        Line("1.1", "94.6", "Giải ngân theo xác nhận của Kho bạc Nhà nước.", target="100"),
        Line(
            "2.4",
            "5",
            "05 dự án du lịch đăng ký mới.",
            "4",
            "Một dự án chưa có chủ trương đầu tư.",
            target="3",
        ),
        Line("2.5", "97"),
        Line("3.1", "97.6"),
        Line("5.3", "1.5", "Đoàn cấp trên xếp loại hoàn thành tốt nhiệm vụ."),
        Line("6.4", "5"),
        Line(
            "7.1",
            "1.5",
            "Xã kết nghĩa chưa hoàn thành tiêu chí môi trường.",
            "1",
            "Hai tiêu chí chưa hoàn thành.",
        ),
        Line("9.2", "2", "02 tập thể được tặng Bằng khen của UBND tỉnh."),
        Line("9.3", "0"),
    ),
    not_assigned=("1.3",),
    deductions=(Line("T.1", "0", "", "2", "Sổ theo dõi của Khối: chậm báo cáo quý I và báo cáo sơ kết."),),
)
SHEETS = (VP, DDCN, GT, NN, PT, CR)
APPROVED, DISPUTED, EXPLAINING = ("VP",), "PT", "CR"
RETURNED, BEING_SCORED = "DDCN", "GT"
SEND_BACK_REASON = (
    "Tiêu chí 1.1 và 1.2: đề nghị bổ sung xác nhận của Kho bạc Nhà nước và số liệu giải ngân quý III; "
    "tiêu chí 9.3: kèm quyết định công nhận sáng kiến."
)
