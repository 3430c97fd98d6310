"""What the boards reported on the movements: by movement and unit, at mid-year and at the end of the year."""

from __future__ import annotations

# the order of the units' texts in every tuple below
UNITS = ("VP", "DDCN", "GT", "NN", "PT", "CR")

DISBURSED = (
    (
        "Giải ngân 43,2 % kế hoạch vốn; giao ban tiến độ từng dự án vào thứ Hai hằng tuần.",
        "Giải ngân 39,5 % kế hoạch vốn; ký cam kết tiến độ với 14 nhà thầu.",
        "Giải ngân 41,8 % kế hoạch vốn; nghiệm thu, thanh toán ngay khi có khối lượng.",
        "Giải ngân 42,0 % kế hoạch vốn; hoàn thành 02 công trình trước mùa mưa bão.",
        "Giải ngân 35,4 % kế hoạch vốn; vốn ODA giải ngân 61/180 tỷ đồng.",
        "Giải ngân 33,7 % kế hoạch vốn; đã trình điều chỉnh kế hoạch 02 dự án vướng mặt bằng.",
    ),
    (
        "Giải ngân 100 % kế hoạch vốn được giao, về trước niên độ 12 ngày.\n"
        "Quý I mới đạt 18 %, thấp hơn cam kết 20 %; các quý sau đều đạt và vượt cam kết.",
        "Giải ngân 97,1 % kế hoạch vốn; 07/07 công trình trường học, bệnh viện đưa vào sử dụng.",
        "Giải ngân 97,6 % kế hoạch vốn; thông xe 18,5 km đường.",
        "Giải ngân 95,8 % kế hoạch vốn; kiên cố hóa 22 km kênh mương.",
        "Giải ngân 94,3 % kế hoạch vốn; vốn ODA giải ngân 142/180 tỷ đồng do nhà tài trợ chậm chấp thuận.",
        "Giải ngân 93,9 % kế hoạch vốn; còn 01 dự án vướng mặt bằng chuyển sang năm sau.",
    ),
)
ATTRACTED = (
    (
        "Làm việc với 11 nhà đầu tư; cấp chủ trương cho 02 dự án mới, vốn đăng ký 860 tỷ đồng.",
        "Bàn giao hạ tầng khu tái định cư phục vụ thu hút đầu tư đúng hạn.",
        "Hoàn thành đoạn đường nối khu kinh tế, rút ngắn thời gian vận chuyển của nhà đầu tư.",
        "Bảo đảm nước phục vụ sản xuất của 03 cụm công nghiệp.",
        "Giới thiệu danh mục 05 dự án tới các nhà tài trợ.",
        "Rà soát 06 dự án chậm tiến độ; đón 01 dự án du lịch khởi công.",
    ),
    (
        "Thu hút 07 dự án mới vào khu kinh tế và các khu công nghiệp, vốn đăng ký 2.740 tỷ đồng.",
        "Hoàn thành hạ tầng kỹ thuật của 02 khu tái định cư, giao đất cho 118 hộ.",
        "Đưa 03 cầu vào khai thác, kết nối các khu công nghiệp với cảng.",
        "Hoàn thành hệ thống cấp nước thô cho khu công nghiệp, công suất 20.000 m³/ngày đêm.",
        "Ký kết 01 hiệp định vay bổ sung; nghiệm thu, bàn giao 04 hợp phần.",
        "Đưa 02 dự án du lịch vào hoạt động; xử lý 05/06 dự án chậm tiến độ.",
    ),
)
RURAL = (
    (
        "Hỗ trợ xã kết nghĩa 40 triệu đồng làm 300 m đường nội đồng.",
        "Thiết kế miễn phí 01 nhà văn hóa thôn.",
        "Nâng cấp 1,2 km đường liên thôn từ nguồn tiết kiệm chi phí.",
        "Kiên cố hóa 3,5 km kênh nội đồng tại 02 xã kết nghĩa.",
        "Lồng ghép vốn dự án làm 02 trạm cấp nước sạch.",
        "Ra quân trồng 1.500 cây xanh ven biển cùng xã kết nghĩa.",
    ),
    (
        "Xã kết nghĩa hoàn thành thêm tiêu chí giao thông; tổng hỗ trợ trong năm 95 triệu đồng.",
        "Hoàn thành 01 nhà văn hóa thôn, 02 phòng học mầm non.",
        "Hoàn thành 4,6 km đường liên thôn; xã kết nghĩa đạt tiêu chí giao thông.",
        "02 xã kết nghĩa đạt tiêu chí thủy lợi; chủ động tưới thêm 350 ha.",
        "Đưa 02 trạm cấp nước sạch vào sử dụng, phục vụ 640 hộ.",
        "Tổ chức 04 đợt ra quân làm sạch bờ biển, trồng 3.200 cây xanh.",
    ),
)
POOR = (
    (
        "Nhận giúp đỡ 05 hộ nghèo; trao 02 sổ tiết kiệm, mỗi sổ 10 triệu đồng.",
        "Vận động 36 triệu đồng, hỗ trợ sửa chữa 01 nhà ở.",
        "Vận động mỗi người 01 ngày lương, được 41 triệu đồng.",
        "Tặng 06 con bò giống cho hộ cận nghèo.",
        "Ủng hộ Quỹ Vì người nghèo 18 triệu đồng.",
        "Tặng 80 suất quà Tết cho hộ nghèo ven biển.",
    ),
    (
        "05/05 hộ nhận giúp đỡ có thu nhập ổn định, trong đó 03 hộ thoát nghèo.",
        "Xây mới 01 nhà đại đoàn kết, sửa chữa 02 nhà; tổng kinh phí 156 triệu đồng.",
        "Ủng hộ 84 triệu đồng, trong đó 30 triệu đồng cho người dân bị ảnh hưởng bởi dịch Covid-19.",
        "Giúp 04 hộ thoát nghèo bằng mô hình chăn nuôi.",
        "Ủng hộ 45 triệu đồng; nhận đỡ đầu 02 học sinh đến hết lớp 12.",
        "Hỗ trợ 220 suất quà, 12 tấn gạo cho người dân khu vực phong tỏa.",
    ),
)
BUSINESS = (
    (
        "Tổ chức 02 buổi gặp gỡ, giải quyết 17/21 kiến nghị của doanh nghiệp.",
        "Rút ngắn thời gian thẩm định hồ sơ thanh toán từ 07 ngày còn 05 ngày.",
        "Đối thoại với 09 nhà thầu về giá vật liệu.",
        "Công khai kế hoạch lựa chọn nhà thầu trước 15 ngày.",
        "Hướng dẫn 12 nhà thầu thủ tục vốn vay ưu đãi.",
        "Gặp gỡ 15 nhà đầu tư du lịch, ghi nhận 24 kiến nghị.",
    ),
    (
        "Tổ chức 04 buổi gặp gỡ, giải quyết 39/42 kiến nghị; tỷ lệ hồ sơ đúng hạn 99,1 %.",
        "96 % gói thầu lựa chọn qua mạng; không có kiến nghị kéo dài.",
        "Giải quyết 18/18 kiến nghị của nhà thầu.",
        "100 % gói thầu công khai đúng hạn trên mạng đấu thầu quốc gia.",
        "Tháo gỡ vướng mắc 03 gói thầu có nhà thầu nước ngoài.",
        "Giải quyết 21/24 kiến nghị; còn 03 kiến nghị thuộc thẩm quyền cấp trên đã trình.",
    ),
)
OFFICE = (
    (
        "Không có phản ánh về thái độ phục vụ; 100 % văn bản đi có ký số.",
        "Kiểm tra đột xuất 02 lần, nhắc nhở 03 trường hợp đi muộn.",
        "Niêm yết công khai quy trình, thời hạn giải quyết tại nơi tiếp khách.",
        "Ký cam kết thực hiện văn hóa công sở với 100 % viên chức.",
        "Sắp xếp lại nơi làm việc, giảm 30 % giấy in.",
        "Duy trì “Ngày thứ Sáu không hẹn”: hồ sơ trong tuần giải quyết xong trong tuần.",
    ),
    (
        "Khảo sát 210 lượt tổ chức, cá nhân: 97 % hài lòng.",
        "Không còn trường hợp đi muộn từ quý III; 100 % hồ sơ xử lý trên mạng.",
        "Khảo sát 84 nhà thầu: 95 % hài lòng; không có đơn thư, khiếu nại.",
        "100 % viên chức đạt chuẩn giao tiếp theo bộ quy tắc ứng xử.",
        "Giảm 42 % chi phí văn phòng phẩm so với năm trước.",
        "Không có phản ánh của người dân, doanh nghiệp trong năm.",
    ),
)
