import { catalogue, type Phrase } from './catalogue.ts';

/** kyso verify: the command and the labels of its report. */
export const verify = catalogue({
  summary: {
    en: 'Check the signatures of documents: files, folders or a glob.',
    vi: 'Kiểm tra chữ ký số của văn bản: tệp, thư mục hoặc mẫu tên.',
  },
  paths: { en: 'files, folders or glob patterns', vi: 'tệp, thư mục hoặc mẫu tên tệp' },
  json: {
    en: 'results as JSON on stdout (kyso.verify/1)',
    vi: 'in kết quả dạng JSON (kyso.verify/1)',
  },
  html: {
    en: 'write the report as one HTML page to a new file',
    vi: 'ghi báo cáo thành một trang HTML ra tệp mới',
  },
  etsi: {
    en: 'write an ETSI TS 119 102-2 validation report (XML) to a new file',
    vi: 'ghi báo cáo kiểm tra ETSI TS 119 102-2 (XML) ra tệp mới',
  },
  quiet: {
    en: 'only documents that did not pass, and the totals',
    vi: 'chỉ in văn bản không đạt và phần tổng hợp',
  },
  details: {
    en: 'every check with its clause, the certificates, time stamps and proofs of existence',
    vi: 'in từng phép kiểm tra kèm điều khoản, chứng thư số, dấu thời gian và bằng chứng tồn tại',
  },
  passwordFile: {
    en: 'file with the password of encrypted documents',
    vi: 'tệp chứa mật khẩu của văn bản được mã hóa',
  },
  content: {
    en: 'the file that a detached signature (.p7s, .sig) signs; unless given: the file beside it, a.pdf for a.pdf.p7s',
    vi: 'tệp được ký bởi chữ ký tách rời (.p7s, .sig); nếu không nêu: tệp nằm cạnh, a.pdf cho a.pdf.p7s',
  },
  jobs: {
    en: 'documents checked at the same time; unless given: one less than there are processors when there is much to do, otherwise 1; always 1 with --online',
    vi: 'số văn bản kiểm tra cùng lúc; nếu không nêu: ít hơn số bộ xử lý một đơn vị khi có nhiều việc, ngược lại là 1; luôn là 1 với --online',
  },
  exampleFile: {
    en: 'one document, with the authority’s certificate and its revocation list',
    vi: 'một văn bản, với chứng thư của tổ chức chứng thực và danh sách thu hồi',
  },
  exampleContent: {
    en: 'a signature in a file of its own',
    vi: 'chữ ký nằm trong tệp riêng',
  },
  exampleFolder: {
    en: 'a folder, for another program',
    vi: 'cả thư mục, kết quả cho chương trình khác đọc',
  },
  examplePage: {
    en: 'a page for people and a validation report for other systems',
    vi: 'trang web cho người đọc và báo cáo kiểm tra cho hệ thống khác',
  },
  progress: { en: '{done} of {count} documents', vi: '{done}/{count} văn bản' },
  progressLeft: {
    en: '{done} of {count} documents, about {left} left',
    vi: '{done}/{count} văn bản, còn khoảng {left}',
  },
  seconds: { en: '{n} s', vi: '{n} giây' },
  minutes: { en: '{n} min', vi: '{n} phút' },
  nothing: { en: 'no PDF document was found', vi: 'không tìm thấy văn bản PDF nào' },

  // the option group shared with sign, audit and demo
  trust: {
    en: 'trust these authorities: file or folder; given often; in place of the trust store',
    vi: 'tin cậy các tổ chức này: tệp hoặc thư mục, nêu được nhiều lần; thay cho kho tin cậy',
  },
  tsaTrust: {
    en: 'authorities for time stamps, when they differ',
    vi: 'tổ chức được tin cậy riêng cho dấu thời gian',
  },
  intermediates: {
    en: 'certificates that may complete a chain: file or folder',
    vi: 'chứng thư số để nối chuỗi: tệp hoặc thư mục',
  },
  crl: {
    en: 'revocation lists or OCSP answers: file or folder',
    vi: 'danh sách thu hồi (CRL) hoặc phản hồi OCSP: tệp hoặc thư mục',
  },
  online: {
    en: 'fetch missing revocation data and issuers from the addresses in certificates',
    vi: 'tải thông tin thu hồi và chứng thư còn thiếu từ địa chỉ trong chứng thư số',
  },
  allowPrivate: {
    en: 'with --online: addresses in private networks too',
    vi: 'khi dùng --online: cho phép cả địa chỉ mạng nội bộ',
  },
  timeout: { en: 'seconds to wait for one answer', vi: 'số giây chờ một phản hồi' },
  policy: {
    en: 'what is asked of a signature: basic (ETSI), vn-public (Thông tư 15/2025), or a file kyso.policy/1',
    vi: 'yêu cầu đối với chữ ký: basic (ETSI), vn-public (Thông tư 15/2025) hoặc tệp kyso.policy/1',
  },
  at: {
    en: 'judge as of this time (ISO 8601 with zone), in place of now',
    vi: 'kiểm tra tại thời điểm này (ISO 8601 có múi giờ), thay cho hiện tại',
  },

  // report
  valid: { en: 'valid', vi: 'hợp lệ' },
  notValid: { en: 'not valid', vi: 'không hợp lệ' },
  undecided: { en: 'undecided', vi: 'chưa kết luận được' },
  unsigned: { en: 'not signed', vi: 'chưa ký số' },
  unreadable: { en: 'can’t be read', vi: 'không đọc được' },
  signature: { en: 'signature', vi: 'chữ ký' },
  documentTimestamp: { en: 'document time stamp', vi: 'dấu thời gian văn bản' },
  signer: { en: 'signer', vi: 'người ký' },
  authority: { en: 'authority', vi: 'tổ chức cấp dấu' },
  issuer: { en: 'issuer', vi: 'nơi cấp' },
  claimed: { en: 'claimed time', vi: 'thời gian khai báo' },
  proven: { en: 'proven time', vi: 'thời gian chứng minh' },
  provenBy: {
    en: '{time}, time stamp by {authority}',
    vi: '{time}, dấu thời gian của {authority}',
  },
  provenByDocument: {
    en: '{time}, by a document time stamp',
    vi: '{time}, theo dấu thời gian văn bản',
  },
  notProven: { en: 'none', vi: 'không có' },
  none: { en: 'none', vi: 'không có' },
  integrity: { en: 'integrity', vi: 'tính toàn vẹn' },
  intact: { en: 'intact', vi: 'nguyên vẹn' },
  broken: { en: 'broken', vi: 'đã bị phá vỡ' },
  unknown: { en: 'unknown', vi: 'không rõ' },
  validity: { en: 'certificate', vi: 'chứng thư số' },
  algorithm: { en: 'algorithm', vi: 'thuật toán' },
  level: { en: 'level', vi: 'mức' },
  after: { en: 'added after', vi: 'thêm sau khi ký' },
  said: { en: 'it says', vi: 'nội dung khai' },
  reason: { en: 'why', vi: 'lý do' },
  criteria: { en: 'criteria', vi: 'tiêu chí' },
  note: { en: 'note', vi: 'lưu ý' },
  next: { en: 'next', vi: 'việc cần làm' },
  checks: { en: 'checks', vi: 'phép kiểm tra' },
  totals: {
    en: 'documents: {documents}; signatures valid: {passed}, not valid: {failed}, undecided: {open}; documents not signed: {unsigned}, unreadable: {faults}',
    vi: 'văn bản: {documents}; chữ ký hợp lệ: {passed}, không hợp lệ: {failed}, chưa kết luận: {open}; văn bản chưa ký số: {unsigned}, không đọc được: {faults}',
  },
});

/** Classes of change, by CHANGE_CLASSES of ades/. */
export const changes = catalogue({
  signature: { en: 'signature', vi: 'chữ ký' },
  'document-timestamp': { en: 'document time stamp', vi: 'dấu thời gian văn bản' },
  'validation-data': { en: 'validation data', vi: 'dữ liệu kiểm tra' },
  'form-fill': { en: 'form filled in', vi: 'điền biểu mẫu' },
  annotation: { en: 'annotation', vi: 'chú thích' },
  metadata: { en: 'metadata', vi: 'siêu dữ liệu' },
  other: { en: 'other change', vi: 'thay đổi khác' },
});

/** Why a revocation status is not known: REVOCATION_GAPS of pki/, and `status-not-fresh` of validation/. */
export const unknownStatus: Readonly<Record<string, Phrase>> = catalogue({
  'no-revocation-data': { en: 'there are no data', vi: 'không có dữ liệu' },
  'status-not-fresh': {
    en: 'the data are too old for that time',
    vi: 'dữ liệu quá cũ so với thời điểm đó',
  },
  'status-algorithm-weak': {
    en: 'the data are signed with an algorithm that no longer counts',
    vi: 'dữ liệu được ký bằng thuật toán không còn đủ mạnh',
  },
  'crl-scope-differs': {
    en: 'the list is for other certificates',
    vi: 'danh sách dành cho các chứng thư khác',
  },
  'crl-signature-invalid': {
    en: 'the list’s signature is wrong',
    vi: 'chữ ký trên danh sách bị sai',
  },
  'crl-issuer-untrusted': {
    en: 'the list’s issuer is not entitled',
    vi: 'nơi phát hành danh sách không có thẩm quyền',
  },
  'crl-malformed': { en: 'the list can’t be read', vi: 'không đọc được danh sách' },
  'crl-critical-extension-unknown': {
    en: 'the list holds something critical that is not known',
    vi: 'danh sách có phần mở rộng bắt buộc không rõ',
  },
  'crl-without-base': {
    en: 'the list only adds to another that is missing',
    vi: 'danh sách chỉ là phần bổ sung, thiếu danh sách gốc',
  },
  'crl-from-the-future': {
    en: 'the list says that it was made in the future',
    vi: 'danh sách ghi thời điểm phát hành ở tương lai',
  },
  'crl-out-of-date': { en: 'the list is out of date', vi: 'danh sách đã hết hiệu lực' },
  'crl-reasons-incomplete': {
    en: 'the list does not cover all reasons',
    vi: 'danh sách không bao gồm mọi lý do thu hồi',
  },
  'ocsp-signature-invalid': {
    en: 'the OCSP answer’s signature is wrong',
    vi: 'chữ ký trên phản hồi OCSP bị sai',
  },
  'ocsp-responder-unknown': {
    en: 'who signed the OCSP answer is not known',
    vi: 'không rõ nơi ký phản hồi OCSP',
  },
  'ocsp-responder-unauthorised': {
    en: 'who signed the OCSP answer is not entitled',
    vi: 'nơi ký phản hồi OCSP không có thẩm quyền',
  },
  'ocsp-responder-unchecked': {
    en: 'whether the OCSP responder was revoked is not known',
    vi: 'chưa biết chứng thư của máy chủ OCSP có bị thu hồi hay không',
  },
  'ocsp-critical-extension-unknown': {
    en: 'the OCSP answer holds something critical that is not known',
    vi: 'phản hồi OCSP có phần mở rộng bắt buộc không rõ',
  },
  'ocsp-from-the-future': {
    en: 'the OCSP answer says that it was made in the future',
    vi: 'phản hồi OCSP ghi thời điểm ở tương lai',
  },
  'ocsp-out-of-date': { en: 'the OCSP answer is out of date', vi: 'phản hồi OCSP đã hết hiệu lực' },
  'ocsp-says-unknown': {
    en: 'the OCSP responder does not know the certificate',
    vi: 'máy chủ OCSP không biết chứng thư này',
  },
  'issued-after-expiry': {
    en: 'the data are from after the certificate’s end and may have forgotten it',
    vi: 'dữ liệu phát hành sau khi chứng thư hết hạn nên có thể đã bỏ qua chứng thư này',
  },
});

/** Why a certificate was revoked: CRLReason of RFC 5280 clause 5.3.1. */
export const revocationReasons: Readonly<Record<string, Phrase>> = catalogue({
  unspecified: { en: 'no reason given', vi: 'không nêu lý do' },
  keyCompromise: { en: 'the key was compromised', vi: 'khóa bị lộ' },
  cACompromise: { en: 'the authority was compromised', vi: 'tổ chức chứng thực bị xâm hại' },
  affiliationChanged: { en: 'the holder’s post changed', vi: 'thay đổi vị trí công tác' },
  superseded: { en: 'replaced by another', vi: 'được thay bằng chứng thư khác' },
  cessationOfOperation: { en: 'no longer in use', vi: 'ngừng sử dụng' },
  certificateHold: { en: 'on hold', vi: 'tạm dừng' },
  removeFromCRL: { en: 'hold lifted', vi: 'hết tạm dừng' },
  privilegeWithdrawn: { en: 'the right was withdrawn', vi: 'thu hồi thẩm quyền' },
  aACompromise: {
    en: 'the attribute authority was compromised',
    vi: 'tổ chức cấp thuộc tính bị xâm hại',
  },
});

/** What a person may do about a sub-indication. */
export const nextSteps: Readonly<Record<string, Phrase>> = catalogue({
  FORMAT_FAILURE: {
    en: 'ask the signer for the document as it was signed',
    vi: 'đề nghị người ký gửi lại văn bản nguyên gốc đã ký',
  },
  HASH_FAILURE: {
    en: 'do not rely on it: ask the signer for the document as it was signed',
    vi: 'không sử dụng văn bản này: đề nghị người ký gửi lại bản gốc đã ký',
  },
  SIG_CRYPTO_FAILURE: {
    en: 'do not rely on it: ask the signer to sign again',
    vi: 'không sử dụng văn bản này: đề nghị ký lại',
  },
  REVOKED: {
    en: 'do not rely on it: the certificate no longer counted',
    vi: 'không sử dụng: chứng thư số đã mất hiệu lực khi ký',
  },
  EXPIRED: {
    en: 'ask for a signature with a certificate that is valid',
    vi: 'đề nghị ký lại bằng chứng thư số còn hạn',
  },
  NOT_YET_VALID: {
    en: 'ask for a signature with a certificate that is valid',
    vi: 'đề nghị ký lại bằng chứng thư số còn hạn',
  },
  NO_CERTIFICATE_CHAIN_FOUND: {
    en: 'get it from that authority itself, then: kyso trust add FILE (or --intermediates FILE, --online)',
    vi: 'lấy chứng thư số đó từ chính tổ chức cấp, rồi: kyso trust add TỆP (hoặc --intermediates TỆP, --online)',
  },
  TRY_LATER: {
    en: 'give the revocation list with --crl FILE, or fetch it with --online',
    vi: 'nêu danh sách thu hồi bằng --crl TỆP, hoặc tải về bằng --online',
  },
  REVOCATION_OUT_OF_BOUNDS_NO_POE: {
    en: 'get newer revocation data with --online or --crl FILE',
    vi: 'lấy thông tin thu hồi mới hơn bằng --online hoặc --crl TỆP',
  },
  NO_POE: {
    en: 'give newer revocation data with --online or --crl FILE; only an archive time stamp could have proven the old ones',
    vi: 'nêu thông tin thu hồi mới hơn bằng --online hoặc --crl TỆP; chỉ dấu thời gian lưu trữ mới chứng minh được dữ liệu cũ',
  },
  OUT_OF_BOUNDS_NO_POE: {
    en: 'if you know when it was signed, look with --at TIME; a time stamp would have proven it',
    vi: 'nếu biết thời điểm ký, kiểm tra với --at THỜI_GIAN; dấu thời gian sẽ chứng minh được điều này',
  },
  OUT_OF_BOUNDS_NOT_REVOKED: {
    en: 'if you know when it was signed, look with --at TIME; a time stamp would have proven it',
    vi: 'nếu biết thời điểm ký, kiểm tra với --at THỜI_GIAN; dấu thời gian sẽ chứng minh được điều này',
  },
  REVOKED_NO_POE: {
    en: 'ask the signer whether it was signed before the revocation; without a time stamp nothing proves it',
    vi: 'hỏi người ký xem có ký trước khi thu hồi không; không có dấu thời gian thì không chứng minh được',
  },
  REVOKED_CA_NO_POE: {
    en: 'ask the authority why its certificate was revoked',
    vi: 'hỏi tổ chức chứng thực vì sao chứng thư của họ bị thu hồi',
  },
  NO_SIGNING_CERTIFICATE_FOUND: {
    en: 'ask the signer to sign again with the certificate included',
    vi: 'đề nghị ký lại và đính kèm chứng thư số',
  },
  SIG_CONSTRAINTS_FAILURE: {
    en: 'ask the signer to sign again with a tool that writes complete signatures',
    vi: 'đề nghị ký lại bằng phần mềm tạo chữ ký đầy đủ thuộc tính',
  },
  CHAIN_CONSTRAINTS_FAILURE: {
    en: 'ask for a signature with a certificate for signing documents',
    vi: 'đề nghị ký bằng chứng thư số dùng để ký văn bản',
  },
  CERTIFICATE_CHAIN_GENERAL_FAILURE: {
    en: 'ask the authority about its certificates',
    vi: 'hỏi tổ chức chứng thực về chuỗi chứng thư của họ',
  },
  CRYPTO_CONSTRAINTS_FAILURE: {
    en: 'ask for a signature with a stronger algorithm',
    vi: 'đề nghị ký lại bằng thuật toán mạnh hơn',
  },
  CRYPTO_CONSTRAINTS_FAILURE_NO_POE: {
    en: 'ask for a signature with a stronger algorithm; an old time stamp would have kept this one',
    vi: 'đề nghị ký lại bằng thuật toán mạnh hơn; dấu thời gian từ trước sẽ giữ được giá trị chữ ký này',
  },
  SIGNATURE_POLICY_NOT_AVAILABLE: {
    en: 'check the policy that the signer names by hand',
    vi: 'tự đối chiếu với chính sách mà người ký nêu',
  },
  TIMESTAMP_ORDER_FAILURE: {
    en: 'ask the signer how the times came about',
    vi: 'hỏi người ký về các thời điểm mâu thuẫn',
  },
  SIGNED_DATA_NOT_FOUND: {
    en: 'give the signed file with --content FILE, or ask the signer for it',
    vi: 'chỉ ra tệp đã ký bằng --content TỆP, hoặc đề nghị người ký gửi đủ văn bản',
  },
  CUSTOM: {
    en: 'open it with the program it was signed with',
    vi: 'mở bằng chính phần mềm đã ký',
  },
});
