import { catalogue } from './catalogue.ts';

/** Why a document counts as it does: one phrase per code of audit/reason.ts. */
export const reasons = catalogue({
  proven: {
    en: 'proven: valid signatures of the person and of the agency',
    vi: 'đã chứng minh: có chữ ký số hợp lệ của người có thẩm quyền và của cơ quan',
  },
  'not-signed': { en: 'the file bears no signature', vi: 'tệp không có chữ ký số' },
  'person-missing': {
    en: 'no valid signature of a person',
    vi: 'thiếu chữ ký số hợp lệ của người có thẩm quyền',
  },
  'agency-missing': {
    en: 'no valid signature of the agency',
    vi: 'thiếu chữ ký số hợp lệ của cơ quan',
  },
  'signature-failed': { en: 'a signature is not valid', vi: 'có chữ ký số không hợp lệ' },
  'attachment-not-signed': {
    en: 'an attachment in a file of its own bears no signature',
    vi: 'phụ lục ở tệp riêng không có chữ ký số',
  },
  'signature-indeterminate': {
    en: 'a signature could not be judged',
    vi: 'chưa đủ dữ liệu để kết luận về chữ ký số',
  },
  'agency-differs': {
    en: 'the agency’s signature is that of another agency than the register names',
    vi: 'chữ ký số của cơ quan không phải của cơ quan ban hành ghi trong sổ',
  },
  'same-file': {
    en: 'the file has the same octets as that of another row',
    vi: 'tệp trùng hoàn toàn với tệp của một dòng khác trong sổ',
  },
  'signatory-unknown': {
    en: 'a valid signature, but not known whether a person’s or the agency’s',
    vi: 'chữ ký số hợp lệ nhưng không rõ của cá nhân hay của cơ quan',
  },
  'file-missing': { en: 'the file was not found', vi: 'không tìm thấy tệp' },
  'attachment-missing': {
    en: 'an attachment’s file was not found',
    vi: 'không tìm thấy tệp phụ lục',
  },
  'ambiguous-match': {
    en: 'several files fit, or one file fits several rows',
    vi: 'nhiều tệp cùng khớp, hoặc một tệp khớp nhiều dòng',
  },
  unreadable: { en: 'the file can’t be read', vi: 'không đọc được tệp' },
  paper: { en: 'sent on paper', vi: 'gửi bản giấy' },
  'paper-presumed': {
    en: 'channel not stated and no file found: taken as paper',
    vi: 'không ghi hình thức gửi và không có tệp: coi là bản giấy',
  },
  'excluded-secret': { en: 'left out: state secret', vi: 'không tính: văn bản mật' },
  'excluded-recalled': { en: 'left out: recalled', vi: 'không tính: đã thu hồi' },
  duplicate: { en: 'left out: the same document again', vi: 'không tính: trùng văn bản' },
});

/** Why a row of a register can't be read: one phrase per reason of register/exchange.ts. */
export const badRows = catalogue({
  'number-unreadable': { en: 'no document number', vi: 'không đọc được số văn bản' },
  'date-unreadable': { en: 'no date that can be read', vi: 'không đọc được ngày tháng' },
  'channel-unknown': { en: 'unknown way of sending', vi: 'không hiểu hình thức gửi' },
  'secrecy-unknown': { en: 'unknown degree of secrecy', vi: 'không hiểu độ mật' },
  'declaration-unknown': {
    en: 'unknown value in the column that declares signing',
    vi: 'không hiểu giá trị ở cột ký số',
  },
  'recall-unknown': {
    en: 'unknown value in the column of recalls',
    vi: 'không hiểu giá trị ở cột thu hồi',
  },
});

export const audit = catalogue({
  summary: {
    en: 'Match registers with documents, verify every signature, record the findings, print the rates.',
    vi: 'Đối chiếu sổ đăng ký với văn bản, kiểm tra mọi chữ ký số, ghi kết quả vào sổ cái và in tỷ lệ.',
  },
  register: {
    en: 'register of outgoing documents, CSV (may be given several times)',
    vi: 'sổ đăng ký văn bản đi, dạng CSV (có thể nêu nhiều lần)',
  },
  documents: { en: 'folder with the documents’ files', vi: 'thư mục chứa tệp văn bản' },
  organisations: {
    en: 'list of organisations with their dates, CSV',
    vi: 'danh mục cơ quan kèm thời hạn hiệu lực, dạng CSV',
  },
  period: {
    en: 'month, quarter or year: 2026-10, 2026-Q4 or 2026',
    vi: 'tháng, quý hoặc năm: 2026-10, 2026-Q4 hoặc 2026',
  },
  signatories: {
    en: 'JSON file with the rule that tells persons’ certificates from agencies’',
    vi: 'tệp JSON nêu quy tắc phân biệt chứng thư số của cá nhân và của cơ quan',
  },
  ledger: { en: 'ledger to write to', vi: 'sổ cái để ghi kết quả' },
  json: { en: 'print the report as JSON', vi: 'in báo cáo dạng JSON' },
  unit: {
    en: 'what is counted: document or recipient (document × recipient)',
    vi: 'đơn vị đếm: document (văn bản) hoặc recipient (văn bản × nơi nhận)',
  },
  exampleOne: {
    en: 'audit one month of one office',
    vi: 'thống kê một tháng của một cơ quan',
  },
  exampleMany: {
    en: 'two registers, with the list of organisations, figures as JSON',
    vi: 'hai sổ, kèm danh mục cơ quan, số liệu dạng JSON',
  },
  reading: { en: 'reading {name}', vi: 'đang đọc {name}' },
  read: {
    en: '{name}: rows in the period {rows}, outside it {outside}, that can’t be read {bad}',
    vi: '{name}: trong kỳ {rows} dòng, ngoài kỳ {outside}, không đọc được {bad}',
  },
  badRow: {
    en: '{name}, line {line}: {what}: “{value}”',
    vi: '{name}, dòng {line}: {what}: “{value}”',
  },
  moreBadRows: {
    en: '… and {count} more rows; all of them are in the ledger and in the reports',
    vi: '… và {count} dòng nữa; tất cả có trong sổ cái và trong các báo cáo',
  },
  progress: {
    en: '{done} of {all} documents, {failed} with a signature that is not valid',
    vi: '{done}/{all} văn bản, {failed} văn bản có chữ ký số không hợp lệ',
  },
  recorded: {
    en: 'run {run} recorded in {path}',
    vi: 'đã ghi lần thống kê {run} vào {path}',
  },
  noDocuments: {
    en: 'no row of the registers lies in the period {period}',
    vi: 'không có dòng nào của sổ thuộc kỳ {period}',
  },
});
