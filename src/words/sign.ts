import { catalogue } from './catalogue.ts';

export const sign = catalogue({
  summary: {
    en: 'Sign PDF documents with one PIN: files, folders or a glob.',
    vi: 'Ký số nhiều văn bản PDF với một lần nhập mã PIN: tệp, thư mục hoặc mẫu tên.',
  },
  paths: { en: 'files, folders or glob patterns', vi: 'tệp, thư mục hoặc mẫu tên tệp' },
  out: { en: 'folder for the signed documents', vi: 'thư mục chứa văn bản đã ký' },
  level: {
    en: 'B, or T with a time stamp (T when --tsa is given)',
    vi: 'B, hoặc T kèm dấu thời gian (mặc định T khi có --tsa)',
  },
  tsa: {
    en: 'address of a time-stamp service (RFC 3161); more than one: the next is asked when one fails',
    vi: 'địa chỉ dịch vụ dấu thời gian (RFC 3161); nêu nhiều lần thì dùng cái kế tiếp khi một cái lỗi',
  },
  tsaTimeout: { en: 'seconds to wait for one time stamp', vi: 'số giây chờ một dấu thời gian' },
  certify: {
    en: 'certify (DocMDP): 1 nothing may change, 2 forms and signatures may, 3 annotations too',
    vi: 'ký chứng nhận (DocMDP): 1 cấm mọi thay đổi, 2 cho điền biểu mẫu và ký, 3 cho cả chú thích',
  },
  field: {
    en: 'an empty signature field of the document to sign in',
    vi: 'trường chữ ký còn trống trong văn bản để ký vào',
  },
  reason: { en: 'reason that is written into the signature', vi: 'lý do ký ghi trong chữ ký' },
  location: { en: 'place that is written into the signature', vi: 'nơi ký ghi trong chữ ký' },
  chain: {
    en: 'file with issuer certificates to embed (DER, PEM or PKCS#7)',
    vi: 'tệp chứng thư của tổ chức cấp để nhúng kèm (DER, PEM hoặc PKCS#7)',
  },
  passwordFile: {
    en: 'file with the password of encrypted documents',
    vi: 'tệp chứa mật khẩu của văn bản được mã hóa',
  },
  dryRun: {
    en: 'show what would be signed and what would fail; sign nothing, ask for no PIN',
    vi: 'chỉ xem trước văn bản sẽ ký và lỗi sẽ gặp; không ký, không hỏi mã PIN',
  },
  json: { en: 'results as JSON on stdout (kyso.sign/1)', vi: 'in kết quả dạng JSON (kyso.sign/1)' },
  ledger: { en: 'ledger that remembers what was signed', vi: 'sổ cái ghi lại những gì đã ký' },
  planned: {
    en: '{count} documents ({size}) will be signed by {subject}',
    vi: 'Sẽ ký {count} văn bản ({size}) bằng chứng thư số của {subject}',
  },
  plannedUnknown: {
    en: '{count} documents ({size}) will be signed',
    vi: 'Sẽ ký {count} văn bản ({size})',
  },
  plannedWith: {
    en: 'with {device}, {algorithm}, level {level}, into {out}',
    vi: 'bằng {device}, {algorithm}, mức {level}, lưu vào {out}',
  },
  leftOut: { en: 'left out: {count}', vi: 'bỏ qua: {count}' },
  leftOutOne: { en: '  {path}: {why}', vi: '  {path}: {why}' },
  andMore: { en: '  … and {count} more', vi: '  … và {count} tệp khác' },
  alreadySigned: {
    en: 'signed already by this certificate',
    vi: 'đã được ký bằng chứng thư số này',
  },
  progress: {
    en: 'signed {done}/{total}, {rate} per second, {left} left',
    vi: 'đã ký {done}/{total}, {rate} văn bản/giây, còn khoảng {left}',
  },
  seconds: { en: '{count} s', vi: '{count} giây' },
  minutes: { en: '{count} min', vi: '{count} phút' },
  statusSigned: { en: 'signed', vi: 'đã ký' },
  statusPlanned: { en: 'would be signed', vi: 'sẽ ký' },
  statusSkipped: { en: 'skipped', vi: 'bỏ qua' },
  statusFailed: { en: 'failed', vi: 'lỗi' },
  statusStopped: { en: 'not begun', vi: 'chưa ký' },
  outcome: {
    en: '{signed} signed, {skipped} skipped, {failed} failed, {stopped} not begun, in {seconds} s',
    vi: '{signed} đã ký, {skipped} bỏ qua, {failed} lỗi, {stopped} chưa ký, trong {seconds} giây',
  },
  summaryDry: {
    en: 'dry run: {planned} would be signed, {skipped} skipped, {failed} would fail',
    vi: 'chạy thử: {planned} sẽ ký, {skipped} bỏ qua, {failed} sẽ lỗi',
  },
  stopped: { en: 'the batch stopped: {message}', vi: 'lô ký đã dừng: {message}' },
  resume: {
    en: 'run the same command again: it goes on with what is left',
    vi: 'chạy lại đúng lệnh này để ký tiếp phần còn lại',
  },
  exampleFolder: {
    en: 'sign every PDF of a folder with the token that is plugged in',
    vi: 'ký mọi tệp PDF trong thư mục bằng thiết bị đang cắm',
  },
  exampleStamp: { en: 'with a key store and a time stamp', vi: 'dùng kho khóa và dấu thời gian' },
});
