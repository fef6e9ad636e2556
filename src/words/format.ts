import { catalogue } from './catalogue.ts';

/** What `what` of a FormatFault means: breaches of a signature format's own rules. */
export const format = catalogue({
  'sub-filter-missing': {
    en: 'the signature does not say how it is encoded (/SubFilter is missing)',
    vi: 'chữ ký không cho biết cách mã hóa (thiếu /SubFilter)',
  },
  'sub-filter-unknown': {
    en: 'the encoding of the signature, {value}, is not known',
    vi: 'không nhận biết được cách mã hóa {value} của chữ ký',
  },
  'dictionary-unlisted': {
    en: 'it stands in the file, but no cross-reference table leads to it',
    vi: 'chữ ký có trong tệp nhưng không bảng tham chiếu nào dẫn tới',
  },
  'certification-not-first': {
    en: 'it certifies a document that was signed before; only the first signature may',
    vi: 'chữ ký chứng nhận văn bản đã được ký trước đó; chỉ chữ ký đầu tiên được làm như vậy',
  },
  'dictionary-missing': {
    en: 'the signature field holds something that is not a signature dictionary',
    vi: 'trường chữ ký chứa một giá trị không phải từ điển chữ ký',
  },
  'dictionary-unlocatable': {
    en: 'the signature dictionary has no place of its own in the file',
    vi: 'từ điển chữ ký không có vị trí riêng trong tệp',
  },
  'key-duplicated': {
    en: 'the signature dictionary has {key} more than once',
    vi: 'từ điển chữ ký có khóa {key} lặp lại',
  },
  'field-missing': {
    en: 'no signature field refers to this signature',
    vi: 'không có trường chữ ký nào trỏ đến chữ ký này',
  },
  'field-name-repeated': {
    en: 'another signature field has the same name',
    vi: 'có trường chữ ký khác trùng tên',
  },
  'byte-range-missing': {
    en: 'the signature does not say which octets it covers (/ByteRange is missing)',
    vi: 'chữ ký không cho biết phạm vi byte được ký (thiếu /ByteRange)',
  },
  'byte-range-indirect': {
    en: '/ByteRange stands outside the signature dictionary',
    vi: '/ByteRange nằm ngoài từ điển chữ ký',
  },
  'byte-range-malformed': {
    en: '/ByteRange is not four integers that make sense',
    vi: '/ByteRange không phải bốn số nguyên hợp lệ',
  },
  'byte-range-not-from-start': {
    en: 'the signature does not cover the beginning of the file',
    vi: 'chữ ký không bao phủ phần đầu tệp',
  },
  'byte-range-outside-file': {
    en: 'the octets that were signed reach beyond the end of the file',
    vi: 'phạm vi byte được ký vượt quá cuối tệp',
  },
  'byte-range-gap-not-contents': {
    en: 'what the signature leaves out is not exactly its own value (/Contents)',
    vi: 'phần bị bỏ ra ngoài chữ ký không đúng là giá trị của chính chữ ký (/Contents)',
  },
  'byte-range-not-to-revision-end': {
    en: 'the signature does not end where the revision that holds it ends',
    vi: 'phạm vi ký không kết thúc tại cuối phiên bản chứa chữ ký',
  },
  'octets-after-end': {
    en: '{octets} octets follow the last revision and belong to nothing',
    vi: 'có {octets} byte nằm sau phiên bản cuối cùng và không thuộc về đâu',
  },
  'contents-missing': {
    en: 'the signature has no value (/Contents is missing)',
    vi: 'chữ ký không có giá trị (thiếu /Contents)',
  },
  'contents-indirect': {
    en: '/Contents stands outside the signature dictionary',
    vi: '/Contents nằm ngoài từ điển chữ ký',
  },
  'contents-not-hexadecimal': {
    en: '/Contents is not a plain hexadecimal string',
    vi: '/Contents không phải chuỗi thập lục phân thuần túy',
  },
  'contents-padding': {
    en: 'something other than zeros follows the signature inside /Contents',
    vi: 'sau chữ ký, bên trong /Contents có dữ liệu khác số không',
  },
  'contents-unreadable': {
    en: 'the value of the signature is not a readable CMS message ({detail})',
    vi: 'giá trị chữ ký không phải thông điệp CMS đọc được ({detail})',
  },
  'signer-count': {
    en: 'the CMS message holds {count} signers instead of one',
    vi: 'thông điệp CMS có {count} người ký thay vì một',
  },
  'content-not-detached': {
    en: 'the CMS message carries content of its own',
    vi: 'thông điệp CMS mang theo nội dung riêng',
  },
  'content-differs': {
    en: 'the content given beside the signature is not the content inside it',
    vi: 'nội dung cung cấp kèm theo khác với nội dung nằm trong tệp chữ ký',
  },
  'content-is-attributes': {
    en: 'the content is a set of signed attributes, taken from another signature',
    vi: 'nội dung là một bộ thuộc tính được ký, lấy từ một chữ ký khác',
  },
  'signer-unreadable': {
    en: 'what the message says of this signer is malformed ({detail})',
    vi: 'phần dữ liệu về người ký này trong thông điệp sai quy cách ({detail})',
  },
  'digest-limit': {
    en: 'the file holds more signed octets than kyso digests for one document',
    vi: 'tệp có nhiều byte được ký hơn mức kyso tính băm cho một văn bản',
  },
});
