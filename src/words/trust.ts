import { catalogue } from './catalogue.ts';

export const trust = catalogue({
  summary: {
    en: 'Show, add and remove the authorities you trust.',
    vi: 'Xem, thêm, bỏ các tổ chức chứng thực được tin cậy.',
  },
  list: { en: 'show the trusted authorities', vi: 'liệt kê các tổ chức được tin cậy' },
  add: {
    en: 'trust an authority, after its fingerprint was confirmed',
    vi: 'tin cậy một tổ chức, sau khi xác nhận dấu vân tay',
  },
  remove: {
    en: 'no longer trust an authority',
    vi: 'không tin cậy một tổ chức nữa',
  },
  file: { en: 'certificate file (DER, PEM or PKCS#7)', vi: 'tệp chứng thư (DER, PEM hoặc PKCS#7)' },
  name: {
    en: 'fingerprint (at least 8 hexadecimal digits) or part of the name',
    vi: 'dấu vân tay (ít nhất 8 chữ số thập lục phân) hoặc một phần tên',
  },
  fingerprint: {
    en: 'the SHA-256 fingerprint, as the authority gave it to you by another way',
    vi: 'dấu vân tay SHA-256 do tổ chức cung cấp qua kênh khác',
  },
  intermediates: {
    en: 'only to complete chains: gives no trust and needs no confirmation',
    vi: 'chỉ để nối chuỗi: không tạo sự tin cậy nên không cần xác nhận',
  },
  json: { en: 'as JSON on stdout (kyso.trust/1)', vi: 'in dạng JSON (kyso.trust/1)' },
  exampleAdd: {
    en: 'trust an authority whose fingerprint you were given',
    vi: 'tin cậy một tổ chức khi đã biết dấu vân tay',
  },
  exampleList: { en: 'what is trusted now', vi: 'xem danh sách đang tin cậy' },

  subject: { en: 'subject', vi: 'chủ thể' },
  issuer: { en: 'issuer', vi: 'nơi cấp' },
  selfSigned: { en: 'self-signed', vi: 'tự ký' },
  issuedBy: { en: 'issued by {issuer}', vi: 'do {issuer} cấp' },
  valid: { en: 'valid', vi: 'hiệu lực' },
  period: { en: '{from} to {to}', vi: 'từ {from} đến {to}' },
  key: { en: 'key', vi: 'khóa' },
  sha256: { en: 'SHA-256', vi: 'SHA-256' },
  publishedElsewhere: {
    en: 'published elsewhere as {name}; that is no proof: compare it with the authority',
    vi: 'đã được công bố ở nơi khác là {name}; đây không phải bằng chứng: hãy đối chiếu với tổ chức đó',
  },
  notPublished: {
    en: 'kyso knows no publication of this fingerprint',
    vi: 'kyso không biết nơi nào công bố dấu vân tay này',
  },
  confirm: {
    en: 'type the first 8 digits of the fingerprint as the authority gave it to you: ',
    vi: 'gõ 8 chữ số đầu của dấu vân tay do tổ chức cung cấp: ',
  },
  added: { en: 'trusted: {name}', vi: 'đã tin cậy: {name}' },
  addedIntermediate: { en: 'kept for chains: {name}', vi: 'đã lưu để nối chuỗi: {name}' },
  already: { en: 'already there: {name}', vi: 'đã có sẵn: {name}' },
  removed: { en: 'no longer trusted: {name}', vi: 'đã bỏ tin cậy: {name}' },
  empty: {
    en: 'no authority is trusted yet; add one with: kyso trust add FILE',
    vi: 'chưa tin cậy tổ chức nào; thêm bằng: kyso trust add TỆP',
  },
  anchors: { en: 'Trusted authorities', vi: 'Tổ chức được tin cậy' },
  pool: { en: 'Only for chains', vi: 'Chỉ để nối chuỗi' },
});
