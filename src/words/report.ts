import { catalogue } from './catalogue.ts';

/** The definition that is printed beside each rate's figures: no official formula was found. */
export const definitions = catalogue({
  R1: {
    en: 'electronic share: documents exchanged electronically / all documents exchanged',
    vi: 'tỷ lệ văn bản điện tử: văn bản gửi điện tử / tổng số văn bản đã gửi',
  },
  R2a: {
    en: 'signed, proven: electronic documents whose files carry a valid signature of the person and a valid one of the agency / electronic documents',
    vi: 'ký số, đã chứng minh: văn bản điện tử mà tệp có chữ ký số hợp lệ của người có thẩm quyền và của cơ quan / văn bản điện tử',
  },
  R2b: {
    en: 'signed, any: electronic documents whose main file carries at least one valid signature / electronic documents',
    vi: 'có ký số: văn bản điện tử mà tệp chính có ít nhất một chữ ký số hợp lệ / văn bản điện tử',
  },
  R2c: {
    en: 'signed, declared: electronic documents that the register says are signed / electronic documents',
    vi: 'ký số theo khai báo: văn bản điện tử mà sổ ghi là đã ký số / văn bản điện tử',
  },
});

export const report = catalogue({
  summary: {
    en: 'Signing rates from the ledger’s newest audit, each traceable to its documents.',
    vi: 'Tỷ lệ ký số từ lần thống kê mới nhất trong sổ cái, truy được đến từng văn bản.',
  },
  by: {
    en: 'one line per agency, month, or agency,month',
    vi: 'mỗi dòng là một cơ quan (agency), một tháng (month), hoặc cả hai (agency,month)',
  },
  rate: { en: 'only these rates, e.g. R2a,R2c', vi: 'chỉ các tỷ lệ này, ví dụ R2a,R2c' },
  period: {
    en: 'newest audit of this period instead of the newest of all',
    vi: 'lần thống kê mới nhất của kỳ này thay vì lần mới nhất',
  },
  ledger: { en: 'ledger to read', vi: 'sổ cái để đọc' },
  csv: {
    en: 'write CSV to this file (- for standard output)',
    vi: 'ghi CSV vào tệp này (- là in ra màn hình)',
  },
  separator: { en: 'separator of CSV cells: , or ;', vi: 'dấu ngăn ô trong CSV: , hoặc ;' },
  html: {
    en: 'write one self-contained HTML page to this file (- for standard output)',
    vi: 'ghi một trang HTML độc lập vào tệp này (- là in ra màn hình)',
  },
  json: { en: 'print JSON (kyso.report/1)', vi: 'in JSON (kyso.report/1)' },
  drill: {
    en: 'list the documents behind the figures, of one agency if it is named',
    vi: 'liệt kê các văn bản làm nên số liệu, của một cơ quan nếu nêu tên',
  },
  reason: { en: 'only documents with this reason code', vi: 'chỉ các văn bản có mã lý do này' },
  structure: {
    en: 'count by the organisations of that time (then) or by those that stand in their place now (now)',
    vi: 'tính theo cơ cấu tổ chức khi ban hành (then) hoặc hiện nay (now)',
  },
  exampleTable: { en: 'the newest audit as a table', vi: 'bảng của lần thống kê mới nhất' },
  exampleHtml: {
    en: 'a page for the head of the office, and a file for a spreadsheet',
    vi: 'một trang cho lãnh đạo và một tệp cho bảng tính',
  },
  exampleDrill: {
    en: 'the documents behind one agency’s R2a',
    vi: 'các văn bản làm nên R2a của một cơ quan',
  },
  title: { en: 'Signing rates, {period}', vi: 'Tỷ lệ ký số, kỳ {period}' },
  unitdocument: { en: 'counted: documents', vi: 'đơn vị đếm: văn bản' },
  unitrecipient: {
    en: 'counted: document × recipient',
    vi: 'đơn vị đếm: văn bản × nơi nhận',
  },
  run: {
    en: 'audit {run}, signatures judged as of {time}',
    vi: 'lần thống kê {run}, chữ ký số được kiểm tra tại thời điểm {time}',
  },
  byThen: {
    en: 'organisations as of each document’s date',
    vi: 'theo cơ cấu tổ chức tại ngày ban hành',
  },
  byNow: {
    en: 'organisations as of the end of the period',
    vi: 'theo cơ cấu tổ chức tại ngày cuối kỳ',
  },
  organId: { en: 'Code', vi: 'Mã' },
  agency: { en: 'Agency', vi: 'Cơ quan' },
  month: { en: 'Month', vi: 'Tháng' },
  documents: { en: 'Documents', vi: 'Văn bản' },
  electronic: { en: 'Electronic', vi: 'Điện tử' },
  unknown: { en: 'Unknown', vi: 'Chưa rõ' },
  total: { en: 'Total', vi: 'Tổng' },
  byAgency: { en: 'By agency', vi: 'Theo cơ quan' },
  byMonth: { en: 'By month', vi: 'Theo tháng' },
  noAgency: { en: '(agency not stated)', vi: '(không ghi cơ quan)' },
  notStated: { en: 'not stated', vi: 'không có số liệu' },
  unknownOf: {
    en: '{count} of them unknown, not counted as valid',
    vi: 'trong đó {count} chưa rõ, không tính là hợp lệ',
  },
  gap: {
    en: 'R2c − R2a: {count} documents more declared than proven',
    vi: 'R2c − R2a: khai báo nhiều hơn chứng minh {count} văn bản',
  },
  gapLess: {
    en: 'R2c − R2a: {count} documents more proven than declared',
    vi: 'R2c − R2a: chứng minh nhiều hơn khai báo {count} văn bản',
  },
  rounding: {
    en: 'Percentages are cut after two decimals, never rounded up.',
    vi: 'Tỷ lệ phần trăm lấy hai chữ số thập phân, bỏ phần còn lại, không làm tròn lên.',
  },
  why: { en: 'Documents by reason', vi: 'Văn bản theo lý do' },
  inputs: { en: 'Sources', vi: 'Nguồn số liệu' },
  definitionsTitle: { en: 'Totals, and what is counted', vi: 'Kết quả chung và cách tính' },
  badRows: { en: 'Rows that can’t be read', vi: 'Dòng không đọc được' },
  badRowsCount: {
    en: 'rows of the registers that can’t be read and are counted nowhere: {count}',
    vi: 'số dòng của sổ không đọc được, không được tính: {count}',
  },
  outside: {
    en: 'rows outside the period: {count}',
    vi: 'số dòng nằm ngoài kỳ: {count}',
  },
  number: { en: 'Number, notation', vi: 'Số, ký hiệu' },
  date: { en: 'Date', vi: 'Ngày' },
  subject: { en: 'Abstract', vi: 'Trích yếu' },
  reasonTitle: { en: 'Reason', vi: 'Lý do' },
  detail: { en: 'Detail', vi: 'Chi tiết' },
  file: { en: 'File', vi: 'Tệp' },
  line: { en: 'Line', vi: 'Dòng' },
  register: { en: 'Register', vi: 'Sổ' },
  recipients: { en: 'Recipients', vi: 'Nơi nhận' },
  value: { en: 'Cell', vi: 'Ô' },
  code: { en: 'Reason code', vi: 'Mã lý do' },
  numerator: { en: 'numerator', vi: 'tử số' },
  denominator: { en: 'denominator', vi: 'mẫu số' },
  percent: { en: 'percent', vi: 'phần trăm' },
  drillTitle: { en: 'The documents', vi: 'Các văn bản' },
  documentsCount: { en: 'documents: {count}', vi: 'số văn bản: {count}' },
  cut: {
    en: 'The page lists {shown} of {count}; kyso report --drill --csv lists all.',
    vi: 'Trang này liệt kê {shown} trên {count}; kyso report --drill --csv liệt kê tất cả.',
  },
  registers: { en: 'register', vi: 'sổ đăng ký' },
  organisations: { en: 'organisations', vi: 'danh mục cơ quan' },
  folder: { en: 'documents folder', vi: 'thư mục văn bản' },
  trust: { en: 'trust anchors', vi: 'chứng thư số gốc' },
  written: { en: 'wrote {path}', vi: 'đã ghi {path}' },
  period_: { en: 'Period', vi: 'Kỳ' },
  back: { en: 'to the table', vi: 'về bảng' },
  marks: {
    en: '● in the numerator   ○ in the denominator only   ? in the denominator, unknown   · not counted',
    vi: '● thuộc tử số   ○ chỉ thuộc mẫu số   ? thuộc mẫu số, chưa rõ   · không tính',
  },
});
