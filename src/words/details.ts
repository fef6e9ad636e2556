import { catalogue } from './catalogue.ts';

/** What `data.what` of a Fault means; keys are kebab-case and unique across areas. */
export const details = catalogue({
  // cli
  'no-command': { en: 'no command was given', vi: 'chưa nêu lệnh' },
  'needs-a-terminal': {
    en: 'this asks a question and no person is at the terminal',
    vi: 'lệnh này cần hỏi người dùng nhưng không có ai ở cửa sổ lệnh',
  },
  'usage-unknown-option': { en: 'unknown option', vi: 'không có tùy chọn này' },
  'usage-unknown-command': { en: 'unknown command', vi: 'không có lệnh này' },
  'usage-missing-argument': { en: 'an argument is missing', vi: 'thiếu tham số' },
  'usage-missing-option': { en: 'an option is missing', vi: 'thiếu tùy chọn' },
  'usage-option-value': { en: 'the option lacks its value', vi: 'tùy chọn thiếu giá trị' },
  'usage-invalid-value': { en: 'this value is not taken', vi: 'giá trị không hợp lệ' },
  'usage-excess': { en: 'too many arguments', vi: 'thừa tham số' },
  'usage-conflict': { en: 'options that exclude each other', vi: 'các tùy chọn loại trừ nhau' },
  // files
  'not-a-file': { en: 'not a regular file', vi: 'không phải tệp thông thường' },
  'file-too-large': { en: 'too large for this purpose', vi: 'quá lớn cho mục đích này' },
  'folder-too-deep': { en: 'folders nested too deeply', vi: 'thư mục lồng nhau quá sâu' },
  'output-is-source': {
    en: 'the output would lie on its source',
    vi: 'tệp kết quả trùng với tệp gốc',
  },
  EACCES: { en: 'permission denied', vi: 'không có quyền truy cập' },
  EPERM: { en: 'operation not permitted', vi: 'thao tác không được phép' },
  EROFS: { en: 'the file system is read-only', vi: 'ổ đĩa chỉ cho phép đọc' },
  EISDIR: { en: 'is a folder', vi: 'là một thư mục' },
  ENAMETOOLONG: { en: 'the name is too long', vi: 'tên quá dài' },
  ELOOP: { en: 'a symbolic link stands in the way', vi: 'có liên kết tượng trưng cản trở' },
  EMFILE: { en: 'too many open files', vi: 'mở quá nhiều tệp' },
  EIO: { en: 'the device reports an error', vi: 'thiết bị báo lỗi' },
  // http
  'http-status': {
    en: 'the server answered with status {status}',
    vi: 'máy chủ trả về mã {status}',
  },
  'http-too-large': { en: 'the answer is too large', vi: 'phản hồi quá lớn' },
  'http-content-type': { en: 'the answer is of another type', vi: 'phản hồi không đúng kiểu' },
  'address-private': { en: 'a private or local address', vi: 'địa chỉ nội bộ' },
  'address-scheme': { en: 'only http and https are allowed', vi: 'chỉ cho phép http và https' },
  // der
  'der-missing': { en: 'an element is missing', vi: 'thiếu một phần tử' },
  'der-truncated': {
    en: 'the data ends inside an element',
    vi: 'dữ liệu kết thúc giữa một phần tử',
  },
  'der-tag': {
    en: 'an element of another kind than expected',
    vi: 'phần tử không đúng loại mong đợi',
  },
  'der-length': {
    en: 'a length that is not minimal or too large',
    vi: 'độ dài không ở dạng ngắn nhất hoặc quá lớn',
  },
  'der-indefinite': { en: 'an indefinite length', vi: 'độ dài không xác định' },
  'der-trailing': {
    en: 'octets left over after the last element',
    vi: 'còn dữ liệu thừa sau phần tử cuối',
  },
  'der-integer': {
    en: 'an integer that is not minimal or too large',
    vi: 'số nguyên không ở dạng ngắn nhất hoặc quá lớn',
  },
  'der-boolean': {
    en: 'a boolean that is neither 00 nor FF',
    vi: 'giá trị logic không phải 00 hoặc FF',
  },
  'der-oid': { en: 'a malformed object identifier', vi: 'định danh đối tượng (OID) sai quy cách' },
  'der-bits': { en: 'a malformed bit string', vi: 'chuỗi bit sai quy cách' },
  'der-null': { en: 'a NULL with contents', vi: 'giá trị NULL lại có nội dung' },
  'der-time': { en: 'a malformed time', vi: 'thời gian sai quy cách' },
  'der-text': { en: 'text in a wrong encoding', vi: 'văn bản sai bảng mã' },
  'der-depth': { en: 'elements nested too deep', vi: 'các phần tử lồng nhau quá sâu' },
  'der-elements': { en: 'too many elements', vi: 'quá nhiều phần tử' },
  'der-size': { en: 'too many octets', vi: 'quá nhiều dữ liệu' },
  // pdf
  // pki
  // token
  // signing
  'source-not-kept': {
    en: 'the output does not begin with its source',
    vi: 'tệp kết quả không giữ nguyên nội dung gốc',
  },
  'signature-not-found': {
    en: 'the new signature is not found or breaks a rule of the format',
    vi: 'không tìm thấy chữ ký mới hoặc chữ ký sai quy cách',
  },
  'signature-invalid': { en: 'the new signature does not hold', vi: 'chữ ký mới không hợp lệ' },
  'certificate-differs': {
    en: 'the device signed with another certificate',
    vi: 'thiết bị đã ký bằng chứng thư số khác',
  },
  'timestamp-missing': { en: 'the time stamp is missing', vi: 'thiếu dấu thời gian' },
  'response-malformed': {
    en: 'the answer is not a time-stamp response',
    vi: 'phản hồi không phải là dấu thời gian',
  },
  // pades
  // register
});
