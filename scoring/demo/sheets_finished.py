"""The sheets of the finished year: a tie-break decides between GT and DDCN, NN and PT share a rank."""

from scoring.demo.scores import Line, Sheet

VP = Sheet(
    "VP",
    (
        Line("1.2", "3.5", "Quý I giải ngân 18 %, cam kết 20 %; các quý sau đạt."),
        Line(
            "2.2",
            "3.5",
            "Còn 02 hộ chưa bàn giao mặt bằng khu tái định cư.",
            "3",
            "02 hộ này kéo dài từ năm trước; trừ thêm 0,5 điểm.",
        ),
        Line("4.6", "1.5", "Giải quyết chậm 01 đơn kiến nghị."),
        Line(
            "6.2",
            "3",
            "Phát động theo đợt, có chủ đề từng quý.",
            "2.5",
            "Hình thức phát động như năm trước, chưa có điểm mới.",
        ),
        Line("9.1", "4", "Được tặng Cờ thi đua của UBND tỉnh."),
        Line("9.2", "2", "02 tập thể được tặng Bằng khen của UBND tỉnh."),
        Line("9.3", "1", "01 sáng kiến được công nhận."),
    ),
)
GT = Sheet(
    "GT",
    (
        Line(
            "1.1",
            "7.5",
            "Giải ngân đạt 97,6 % kế hoạch vốn.",
            "7",
            "Kho bạc xác nhận 95,2 % đến hết niên độ.",
        ),
        Line("2.2", "3", "Tuyến tránh còn vướng 1,2 km mặt bằng."),
        Line("4.2", "2.5", "Một công trường phải tạm dừng 05 ngày do chậm thực hiện phương án phòng dịch."),
        Line("5.3", "2", "", "1.5", "Đoàn cấp trên xếp loại hoàn thành tốt nhiệm vụ."),
        Line("6.3", "2.5", "Chưa tổ chức sơ kết đợt thi đua quý II."),
        Line("7.3", "1.5", "Gặp gỡ nhà thầu 03/04 kỳ do dịch."),
        Line("9.2", "1", "01 tập thể được tặng Bằng khen của UBND tỉnh."),
        Line("9.3", "1", "01 sáng kiến được công nhận."),
        Line(
            "9.4",
            "1",
            "Giải ngân vốn bổ sung vượt 5 %.",
            "0.5",
            "Số vốn bổ sung được xác nhận vượt 2,6 %.",
        ),
    ),
)
DDCN = Sheet(
    "DDCN",
    (
        Line("1.1", "7.5", "Giải ngân đạt 97,1 % kế hoạch vốn."),
        Line("1.4", "3.5", "01 hồ sơ quyết toán trình chậm 20 ngày."),
        Line(
            "2.1",
            "5.5",
            "06/07 công trình hoàn thành đúng kế hoạch.",
            "5",
            "Công trình thứ bảy chậm trên 3 tháng.",
        ),
        Line("3.1", "3.5", "Đúng hạn 97,4 %, chỉ tiêu 98 %."),
        Line(
            "4.1",
            "3",
            "Đã ban hành chương trình hành động.",
            "2.5",
            "Chương trình ban hành sau thời hạn của tỉnh.",
        ),
        Line("6.2", "2.5", "Chưa có mô hình mới."),
        Line(
            "6.4",
            "2",
            "Có 04 tin, bài trên trang thông tin.",
            "1.5",
            "Chỉ 02 bài đúng nội dung tuyên truyền.",
        ),
        Line("7.1", "1.5", "Xã kết nghĩa chưa hoàn thành tiêu chí trường học."),
        Line("9.2", "2", "02 tập thể được tặng Bằng khen của UBND tỉnh."),
        Line("9.3", "1", "01 sáng kiến được công nhận."),
    ),
)
NN = Sheet(
    "NN",
    (
        Line(
            "1.1",
            "7.25",
            "Giải ngân đạt 95,8 % kế hoạch vốn.",
            "6.75",
            "Trừ phần tạm ứng chưa thu hồi; còn 93,0 %.",
            answer="Phần tạm ứng đã thu hồi xong ngày 20/12; đề nghị tính 95,8 %.",
            decided="6.75",
            because="Thời điểm chốt số liệu là 30/11; giữ điểm thẩm định.",
        ),
        Line("2.1", "5", "Kênh chính chậm 02 tháng do mưa lũ."),
        Line("2.2", "3", "Còn 11 hộ dọc kênh chưa bàn giao mặt bằng."),
        Line("3.2", "2.5", "09/10 nhiệm vụ cải cách hành chính hoàn thành."),
        Line("5.2", "2.5", "Công đoàn cấp trên xếp loại hoàn thành tốt nhiệm vụ."),
        Line("6.3", "2.5", "Chưa giới thiệu điển hình cấp tỉnh."),
        Line("7.3", "1.5", "Gặp gỡ nhà thầu 03/04 kỳ."),
        Line(
            "7.5",
            "2",
            "Ủng hộ các quỹ theo vận động.",
            "1.5",
            "Chưa có hoạt động đền ơn đáp nghĩa trong năm.",
        ),
        Line("9.2", "1", "01 tập thể được tặng Bằng khen của UBND tỉnh."),
    ),
)
PT = Sheet(
    "PT",
    (
        Line("1.1", "7", "Giải ngân đạt 94,3 % kế hoạch vốn."),
        Line("1.3", "1.5", "Giải ngân 142/180 tỷ đồng vốn ODA."),
        Line(
            "2.1",
            "5.25",
            "03/04 hợp phần nghiệm thu đúng hạn.",
            "4.75",
            "Hợp phần thoát nước chậm 4 tháng.",
        ),
        Line("2.5", "1.5", "Đấu thầu qua mạng 90 %, chỉ tiêu 95 %."),
        Line("3.3", "2.5", "Ký số 92 % văn bản phát hành."),
        Line("4.3", "1.5", "Chi tiếp khách vượt dự toán đầu năm."),
        Line("5.1", "4", "", "3.5", "Đảng ủy cấp trên xếp loại hoàn thành tốt nhiệm vụ."),
        Line("5.2", "2.5", "Công đoàn cấp trên xếp loại hoàn thành tốt nhiệm vụ."),
        Line("6.2", "2.5", "Phong trào chủ yếu theo phát động của Khối."),
        Line("6.4", "1.5", "03 tin, bài trong năm."),
        Line("8.1", "2", "", "1.5", "Tỷ lệ người trực tiếp làm việc được khen thấp hơn quy định."),
        Line("9.3", "2", "02 sáng kiến được công nhận."),
    ),
)
CR = Sheet(
    "CR",
    (
        Line("1.1", "7", "Giải ngân đạt 93,9 % kế hoạch vốn."),
        Line("1.4", "3", "02 hồ sơ quyết toán trình chậm."),
        Line(
            "2.4", "4.5", "02/03 dự án du lịch đưa vào hoạt động.", "4", "Một dự án mới hoạt động một phần."
        ),
        Line("3.1", "3.5", "Đúng hạn 97,0 %, chỉ tiêu 98 %."),
        Line("4.1", "2.5", "Chậm gửi báo cáo chuyên đề học tập nghị quyết."),
        Line("4.6", "2", "Tiếp công dân đúng lịch.", "1.5", "01 đơn kiến nghị trả lời quá hạn."),
        Line("5.3", "1.5", "Đoàn cấp trên xếp loại hoàn thành tốt nhiệm vụ."),
        Line("6.2", "2.5", "Chưa có mô hình mới."),
        Line("6.3", "2.5", "Tổng kết phong trào chậm so với kế hoạch."),
        Line("7.1", "1.5", "Hỗ trợ xã kết nghĩa 01/02 nội dung."),
        Line("8.3", "0", "Nộp bảng chấm điểm chậm 02 ngày."),
        Line("9.2", "1", "01 tập thể được tặng Bằng khen của UBND tỉnh."),
    ),
    not_assigned=("1.3",),
)
SHEETS = (VP, DDCN, GT, NN, PT, CR)
