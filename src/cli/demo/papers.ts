/** Kinds of document (Nghị định 30/2020/NĐ-CP, Phụ lục III) with what such a document is about. */
export interface PaperKind {
  /** In the notation; empty for an official letter (công văn). */
  readonly abbreviation: string;
  readonly name: string;
  readonly weight: number;
  readonly subjects: readonly string[];
}

export const PAPERS: readonly PaperKind[] = [
  {
    abbreviation: '',
    name: 'Công văn',
    weight: 9,
    subjects: [
      'Về việc báo cáo kết quả thực hiện cải cách hành chính tháng 10 năm 2026',
      'Về việc rà soát hồ sơ trễ hạn trên hệ thống một cửa điện tử',
      'Về việc tăng cường các biện pháp phòng, chống dịch bệnh mùa mưa',
      'Về việc cung cấp số liệu phục vụ xây dựng dự toán ngân sách năm 2027',
      'Về việc thực hiện ký số đối với văn bản điện tử',
      'Về việc kiểm tra an toàn công trình thủy lợi trước mùa mưa bão',
      'Về việc cử cán bộ tham gia lớp bồi dưỡng nghiệp vụ văn thư, lưu trữ',
      'Về việc góp ý dự thảo quy chế phối hợp liên thông văn bản',
    ],
  },
  {
    abbreviation: 'BC',
    name: 'Báo cáo',
    weight: 5,
    subjects: [
      'Tình hình kinh tế - xã hội tháng 10 năm 2026',
      'Kết quả tiếp nhận và giải quyết hồ sơ thủ tục hành chính quý III năm 2026',
      'Công tác tiếp công dân, giải quyết khiếu nại, tố cáo tháng 10 năm 2026',
      'Kết quả sử dụng chữ ký số và trao đổi văn bản điện tử',
    ],
  },
  {
    abbreviation: 'QĐ',
    name: 'Quyết định',
    weight: 4,
    subjects: [
      'Về việc thành lập Tổ công tác chuyển đổi số cộng đồng',
      'Về việc phê duyệt quyết toán kinh phí sửa chữa đường giao thông nông thôn',
      'Về việc cử công chức đi đào tạo, bồi dưỡng',
      'Về việc ban hành quy chế sử dụng chứng thư số tại cơ quan',
    ],
  },
  {
    abbreviation: 'TB',
    name: 'Thông báo',
    weight: 3,
    subjects: [
      'Kết luận cuộc họp giao ban tháng 10 năm 2026',
      'Lịch tiếp công dân định kỳ của lãnh đạo',
      'Về việc niêm yết công khai thủ tục hành chính',
    ],
  },
  {
    abbreviation: 'KH',
    name: 'Kế hoạch',
    weight: 2,
    subjects: [
      'Kiểm tra công tác văn thư, lưu trữ năm 2026',
      'Tổ chức Ngày hội chuyển đổi số của huyện',
    ],
  },
  {
    abbreviation: 'TTr',
    name: 'Tờ trình',
    weight: 2,
    subjects: [
      'Về việc đề nghị bổ sung kinh phí mua sắm thiết bị bảo mật',
      'Về việc đề nghị phê duyệt danh mục hồ sơ năm 2027',
    ],
  },
];

/** Paragraphs that any of these documents could hold. */
export const PARAGRAPHS: readonly string[] = [
  'Thực hiện chương trình công tác năm 2026, trong tháng 10 cơ quan đã chỉ đạo các bộ phận trực thuộc tập trung hoàn thành nhiệm vụ được giao, bảo đảm đúng tiến độ và chất lượng; kết quả cụ thể như sau.',
  'Công tác tiếp nhận và xử lý văn bản đến được thực hiện trên hệ thống quản lý văn bản và điều hành; văn bản được đăng ký, trình, chuyển và lưu trữ dưới dạng điện tử, trừ các văn bản thuộc phạm vi bí mật nhà nước.',
  'Văn bản phát hành đều được ký số của người có thẩm quyền và ký số của cơ quan, sau đó gửi qua trục liên thông; văn bản giấy chỉ phát hành khi nơi nhận chưa đáp ứng điều kiện kỹ thuật.',
  'Bộ phận một cửa đã niêm yết công khai danh mục thủ tục hành chính, thành phần hồ sơ, thời hạn giải quyết, phí và lệ phí; số điện thoại đường dây nóng được đặt tại vị trí dễ thấy.',
  'Đề nghị các cơ quan, đơn vị và Ủy ban nhân dân các xã, thị trấn khẩn trương rà soát, tổng hợp số liệu theo biểu mẫu kèm theo và gửi về trước ngày 25 hằng tháng để tổng hợp, báo cáo theo quy định.',
  'Thủ trưởng các cơ quan, đơn vị chịu trách nhiệm về tính chính xác của số liệu báo cáo; trường hợp có thay đổi phải gửi văn bản đính chính trong thời hạn hai ngày làm việc.',
  'Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, đề nghị phản ánh kịp thời để được hướng dẫn, giải quyết.',
  'Kinh phí thực hiện được bố trí từ nguồn dự toán chi thường xuyên đã giao đầu năm; việc quản lý, sử dụng và thanh quyết toán thực hiện theo đúng chế độ tài chính hiện hành.',
  'Việc quản lý, sử dụng thiết bị lưu khóa bí mật phải tuân thủ quy định: không cho mượn thiết bị, không tiết lộ mật khẩu, thông báo ngay khi thiết bị bị mất hoặc hư hỏng để thu hồi chứng thư số.',
  'Công chức được phân công có trách nhiệm kiểm tra tính xác thực và toàn vẹn của văn bản điện tử trước khi đăng ký vào sổ; văn bản không hợp lệ phải được trả lại nơi gửi và ghi rõ lý do.',
  'Giao bộ phận chuyên môn chủ trì, phối hợp với các bộ phận liên quan theo dõi, đôn đốc, kiểm tra việc thực hiện; định kỳ hằng quý tổng hợp kết quả, đề xuất biểu dương các tập thể, cá nhân làm tốt.',
  'Công tác tuyên truyền được thực hiện qua hệ thống truyền thanh cơ sở, trang thông tin điện tử và các buổi sinh hoạt tại khu dân cư, góp phần nâng cao nhận thức của người dân về dịch vụ công trực tuyến.',
  'Bên cạnh những kết quả đạt được, vẫn còn một số tồn tại: tỷ lệ hồ sơ nộp trực tuyến ở một số lĩnh vực còn thấp; một số cán bộ còn lúng túng khi sử dụng phần mềm; đường truyền tại một số thôn chưa ổn định.',
  'Thời gian tới, cơ quan tiếp tục chuẩn hóa quy trình nội bộ, số hóa kết quả giải quyết thủ tục hành chính còn hiệu lực và nâng cao chất lượng phục vụ người dân, doanh nghiệp.',
];

/** The sentence with the amount whose first digit somebody changes after signing, in one document. */
export const AMOUNT = {
  sentence: (amount: string) =>
    `Tổng kinh phí đề nghị phê duyệt là ${amount} đồng, từ nguồn ngân sách huyện.`,
  signed: '150.000.000',
  changed: '350.000.000',
};
