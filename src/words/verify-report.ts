import { catalogue, type Phrase } from './catalogue.ts';

/** What the reports of kyso verify say beside the verdict: documents as a whole, blocks, chains, proofs. */
export const verifyReport = catalogue({
  title: { en: 'Verification of digital signatures', vi: 'Kết quả kiểm tra chữ ký số' },
  asOf: { en: 'as of {time}', vi: 'xét tại thời điểm {time}' },
  documents: { en: 'documents', vi: 'văn bản' },
  groupfailed: { en: 'Not valid', vi: 'Không hợp lệ' },
  groupunreadable: { en: 'Can’t be read', vi: 'Không đọc được' },
  groupundecided: { en: 'Undecided', vi: 'Chưa kết luận được' },
  groupunsigned: { en: 'Not signed', vi: 'Chưa ký số' },
  grouppassed: { en: 'Valid', vi: 'Hợp lệ' },
  groupfailedMeans: {
    en: 'At least one signature is proven wrong: do not rely on these documents.',
    vi: 'Có ít nhất một chữ ký được chứng minh là sai: không sử dụng các văn bản này.',
  },
  groupunreadableMeans: {
    en: 'kyso could not open these files, so nothing is known of their signatures.',
    vi: 'kyso không mở được các tệp này nên không biết gì về chữ ký trong đó.',
  },
  groupundecidedMeans: {
    en: 'Something is missing for an answer; each document says what, and how to get it.',
    vi: 'Còn thiếu dữ liệu để kết luận; mỗi văn bản nêu rõ thiếu gì và cách bổ sung.',
  },
  groupunsignedMeans: {
    en: 'These documents hold no signature.',
    vi: 'Các văn bản này không có chữ ký nào.',
  },
  grouppassedMeans: {
    en: 'Every signature and time stamp holds.',
    vi: 'Mọi chữ ký và dấu thời gian đều hợp lệ.',
  },
  moreDetails: {
    en: 'certificates, checks, time stamps',
    vi: 'chứng thư số, phép kiểm tra, dấu thời gian',
  },
  rule: { en: 'check', vi: 'phép kiểm tra' },
  found: { en: 'finding', vi: 'nội dung' },
  result: { en: 'result', vi: 'kết quả' },
  clause: { en: 'clause', vi: 'căn cứ' },
  revocationOf: { en: 'revocation', vi: 'thu hồi' },
  validDates: { en: 'valid', vi: 'hiệu lực' },
  role: { en: 'role', vi: 'vai trò' },
  existedAt: { en: 'existed at', vi: 'đã có lúc' },
  proofOf: { en: 'what', vi: 'đối tượng' },
  provenBy: { en: 'proven by', vi: 'chứng minh bởi' },

  // documents with several signatures
  allValid: { en: 'all {count} are valid', vi: 'cả {count} đều hợp lệ' },
  someNotValid: { en: '{failed} of {count} not valid', vi: '{failed}/{count} không hợp lệ' },
  someUndecided: { en: '{open} of {count} undecided', vi: '{open}/{count} chưa kết luận được' },
  signatures: { en: 'signatures and time stamps: {what}', vi: 'chữ ký và dấu thời gian: {what}' },

  // parts of one signature
  under: { en: 'by {clause}', vi: 'căn cứ {clause}' },
  missing: { en: 'missing', vi: 'còn thiếu' },
  missingRevocation: {
    en: 'revocation data (CRL or OCSP) for the certificate of {name}',
    vi: 'thông tin thu hồi (CRL hoặc OCSP) của chứng thư số {name}',
  },
  missingIssuer: {
    en: 'the certificate of {name}',
    vi: 'chứng thư số của {name}',
  },
  missingAuthority: { en: 'the authority of {name}', vi: 'nơi cấp chứng thư số cho {name}' },
  from: { en: 'from {url}', vi: 'tải từ {url}' },
  counterSigns: { en: 'countersigns', vi: 'ký xác nhận' },
  counterSigned: { en: 'signature {id}', vi: 'chữ ký {id}' },
  certification: { en: 'permits', vi: 'cho phép' },
  certification1: {
    en: 'certified: no change at all may follow',
    vi: 'chữ ký chứng nhận: sau đó không được thay đổi gì',
  },
  certification2: {
    en: 'certified: forms may be filled in and signatures added',
    vi: 'chữ ký chứng nhận: sau đó chỉ được điền biểu mẫu và ký thêm',
  },
  certification3: {
    en: 'certified: forms, signatures and comments may follow',
    vi: 'chữ ký chứng nhận: sau đó chỉ được điền biểu mẫu, ký thêm và chú thích',
  },
  dates: { en: 'valid {from} to {to}', vi: 'hiệu lực từ {from} đến {to}' },
  judgedAt: { en: 'judged at', vi: 'xét tại' },
  signedRevision: { en: 'signed', vi: 'phần được ký' },
  revisionAll: { en: 'the whole file', vi: 'toàn bộ tệp' },
  revisionSome: {
    en: 'revision {revision} of {revisions}; the file grew afterwards',
    vi: 'phiên bản thứ {revision} trong {revisions}; sau đó tệp được ghi thêm',
  },
  content: { en: 'content', vi: 'nội dung' },
  contentAll: { en: 'the whole content', vi: 'toàn bộ nội dung' },
  contentSignature: { en: 'the value of signature {id}', vi: 'giá trị của chữ ký {id}' },
  contentUnknown: { en: 'not known', vi: 'không xác định được' },
  seeSigned: {
    en: 'see what was signed: kyso show FILE --revision {revision} --out NEW_FILE',
    vi: 'xem phần đã được ký: kyso show TỆP --revision {revision} --out TỆP_MỚI',
  },
  inRevision: { en: 'revision {revision}: ', vi: 'phiên bản {revision}: ' },
  moreChanges: { en: 'and {more} more', vi: 'và {more} thay đổi nữa' },
  notPermitted: { en: ' (not allowed)', vi: ' (không được phép)' },

  // details
  policy: { en: 'policy', vi: 'chính sách' },
  process: { en: 'process', vi: 'quy trình' },
  basic: {
    en: 'basic signatures (EN 319 102-1 clause 5.3)',
    vi: 'chữ ký cơ bản (EN 319 102-1 mục 5.3)',
  },
  'long-term': {
    en: 'signatures with time and long-term data (EN 319 102-1 clause 5.5)',
    vi: 'chữ ký có dấu thời gian và dữ liệu dài hạn (EN 319 102-1 mục 5.5)',
  },
  archival: {
    en: 'signatures with archival data (EN 319 102-1 clause 5.6)',
    vi: 'chữ ký có dữ liệu lưu trữ (EN 319 102-1 mục 5.6)',
  },
  subject: { en: 'subject', vi: 'chủ thể' },
  serial: { en: 'serial number', vi: 'số sê-ri' },
  fingerprint: { en: 'SHA-256', vi: 'SHA-256' },
  chain: { en: 'chain of certificates', vi: 'chuỗi chứng thư số' },
  noChain: {
    en: 'it leads to no authority you trust',
    vi: 'không dẫn tới tổ chức được tin cậy',
  },
  holder: { en: 'holder', vi: 'chủ thể' },
  linkAuthority: { en: 'authority', vi: 'nơi cấp' },
  anchor: { en: 'trusted root', vi: 'gốc tin cậy' },
  bareKey: { en: 'a key given without certificate', vi: 'khóa công khai, không kèm chứng thư số' },
  notRevoked: {
    en: 'not revoked ({source} of {issued})',
    vi: 'không bị thu hồi ({source} phát hành {issued})',
  },
  revokedSince: { en: 'revoked {at} ({reason})', vi: 'bị thu hồi {at} ({reason})' },
  stamp: { en: 'time stamp {number}: {kind}', vi: 'dấu thời gian {number}: {kind}' },
  stampTime: { en: 'time', vi: 'thời gian' },
  proofs: { en: 'proofs of existence', vi: 'bằng chứng tồn tại' },
  proof: {
    en: '{what} existed at {time}, by {by}',
    vi: '{what} đã có lúc {time}, theo {by}',
  },
  byStamp: { en: 'time stamp {number}', vi: 'dấu thời gian {number}' },
  byDocumentStamp: { en: 'document time stamp {id}', vi: 'dấu thời gian văn bản {id}' },
  byOtherStamp: { en: 'time stamp {sha256}', vi: 'dấu thời gian {sha256}' },
});

/** What a time stamp stamps: TimestampKind of signature/cms. */
export const stampKinds: Readonly<Record<string, Phrase>> = catalogue({
  content: { en: 'of the content', vi: 'trên nội dung' },
  signature: { en: 'of the signature', vi: 'trên chữ ký' },
  references: { en: 'of references to validation data', vi: 'trên tham chiếu dữ liệu kiểm tra' },
  archive: { en: 'for the archive', vi: 'lưu trữ' },
  document: { en: 'of the document', vi: 'trên văn bản' },
});

/** What a proof is of. */
export const proven: Readonly<Record<string, Phrase>> = catalogue({
  signature: { en: 'the signature', vi: 'chữ ký' },
  'time-stamp': { en: 'a time stamp', vi: 'dấu thời gian' },
  certificate: { en: 'a certificate', vi: 'chứng thư số' },
  crl: { en: 'a revocation list', vi: 'danh sách thu hồi' },
  ocsp: { en: 'an OCSP answer', vi: 'phản hồi OCSP' },
});

/** Names of the building blocks of EN 319 102-1. */
export const blocks: Readonly<Record<string, Phrase>> = catalogue({
  FC: { en: 'format', vi: 'định dạng' },
  ISC: { en: 'which certificate signed', vi: 'xác định chứng thư số ký' },
  VCI: { en: 'rules that apply', vi: 'chính sách áp dụng' },
  RFC: { en: 'age of revocation data', vi: 'độ mới của thông tin thu hồi' },
  XCV: { en: 'certificates', vi: 'chứng thư số' },
  CV: { en: 'mathematics of the signature', vi: 'phép toán chữ ký' },
  SAV: { en: 'acceptance of the signature', vi: 'chấp nhận chữ ký' },
  TST: { en: 'time stamps', vi: 'dấu thời gian' },
  PCV: { en: 'certificates in the past', vi: 'chứng thư số trong quá khứ' },
  VTS: { en: 'sliding back in time', vi: 'lùi thời điểm xét' },
  PSV: { en: 'signature in the past', vi: 'chữ ký trong quá khứ' },
  LTV: { en: 'long-term data', vi: 'dữ liệu dài hạn' },
  other: { en: 'other', vi: 'khác' },
});

/** Results of a block or check. */
export const results: Readonly<Record<string, Phrase>> = catalogue({
  passed: { en: 'passed', vi: 'đạt' },
  failed: { en: 'failed', vi: 'không đạt' },
  unknown: { en: 'open', vi: 'chưa rõ' },
  note: { en: 'noted', vi: 'ghi nhận' },
});

/** How a Vietnamese reader writes what references to clauses are made of. */
export const CLAUSE_WORDS: readonly (readonly [RegExp, string])[] = [
  [/\bclauses? /g, 'mục '],
  [/\btables? /g, 'bảng '],
  [/\bannex /gi, 'phụ lục '],
  [/ and /g, ' và '],
];
