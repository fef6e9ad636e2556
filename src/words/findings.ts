import { catalogue, type Phrase } from './catalogue.ts';

/** A rule in words: when it holds and when it does not. */
export interface RuleWords {
  readonly holds: Phrase;
  readonly otherwise: Phrase;
}

/** By `what` of a rule of validation/. */
export const rules = {
  structure: {
    holds: {
      en: 'the signature follows the rules of its format',
      vi: 'chữ ký tuân theo quy tắc định dạng',
    },
    otherwise: {
      en: 'the signature breaks the rules of its format',
      vi: 'chữ ký vi phạm quy tắc định dạng',
    },
  },
  supported: {
    holds: { en: 'kyso knows this kind of signature', vi: 'kyso hỗ trợ loại chữ ký này' },
    otherwise: {
      en: 'kyso does not judge this kind of signature yet',
      vi: 'kyso chưa kiểm tra được loại chữ ký này',
    },
  },
  readable: {
    holds: { en: 'the signature can be read', vi: 'đọc được chữ ký' },
    otherwise: { en: 'the signature can’t be read', vi: 'không đọc được chữ ký' },
  },
  'one-signer': {
    holds: { en: 'it has exactly one signer', vi: 'có đúng một người ký' },
    otherwise: {
      en: 'it holds {count} signers where one is allowed',
      vi: 'chứa {count} người ký trong khi chỉ được phép một',
    },
  },
  'signed-data': {
    holds: { en: 'what was signed is there', vi: 'có đủ dữ liệu được ký' },
    otherwise: {
      en: 'what was signed is not at hand',
      vi: 'không có dữ liệu được ký để đối chiếu',
    },
  },
  'changed-after': {
    holds: {
      en: 'what came after the signature is allowed',
      vi: 'những thay đổi sau khi ký đều được phép',
    },
    otherwise: {
      en: 'the document was changed after signing (revision {revision}, objects {objects})',
      vi: 'văn bản đã bị sửa sau khi ký (phiên bản thứ {revision}, đối tượng {objects})',
    },
  },
  'unclear-change': {
    holds: { en: 'no unclear change', vi: 'không có thay đổi chưa rõ' },
    otherwise: {
      en: 'after signing something was added that may change what is seen (revision {revision}, objects {objects})',
      vi: 'sau khi ký có phần thêm vào có thể làm đổi nội dung hiển thị (phiên bản thứ {revision}, đối tượng {objects})',
    },
  },
  'certificate-found': {
    holds: { en: 'the signer’s certificate is there', vi: 'có chứng thư số của người ký' },
    otherwise: {
      en: 'the signer’s certificate is not in the signature, or can’t be read',
      vi: 'chữ ký không kèm chứng thư số của người ký, hoặc không đọc được',
    },
  },
  'certificate-reference': {
    holds: {
      en: 'the signature is bound to that certificate',
      vi: 'chữ ký gắn đúng với chứng thư số đó',
    },
    otherwise: {
      en: 'the signature names another certificate than the one that comes with it',
      vi: 'chữ ký tham chiếu một chứng thư số khác với chứng thư kèm theo',
    },
  },
  'certificate-reference-present': {
    holds: {
      en: 'the signature names its certificate (signing-certificate)',
      vi: 'chữ ký có thuộc tính signing-certificate',
    },
    otherwise: {
      en: 'the signature does not name its certificate (signing-certificate-v2 is missing)',
      vi: 'chữ ký thiếu thuộc tính signing-certificate-v2',
    },
  },
  digest: {
    holds: { en: 'the signed content is unchanged', vi: 'nội dung được ký còn nguyên vẹn' },
    otherwise: {
      en: 'the content is not what was signed: it was changed',
      vi: 'nội dung không còn như khi ký: đã bị sửa đổi',
    },
  },
  'digest-present': {
    holds: { en: 'the signature holds a digest of the content', vi: 'chữ ký có giá trị băm' },
    otherwise: {
      en: 'the signature holds no digest of the content',
      vi: 'chữ ký không chứa giá trị băm của nội dung',
    },
  },
  attributes: {
    holds: { en: 'the attributes are well-formed', vi: 'các thuộc tính đúng quy cách' },
    otherwise: {
      en: 'the attributes contradict each other or are misplaced ({fault})',
      vi: 'các thuộc tính mâu thuẫn hoặc đặt sai chỗ ({fault})',
    },
  },
  'content-type': {
    holds: { en: 'the content type is the signed one', vi: 'kiểu nội dung khớp với phần được ký' },
    otherwise: {
      en: 'the content type is missing or not the signed one',
      vi: 'thiếu kiểu nội dung, hoặc không khớp với phần được ký',
    },
  },
  'signature-value': {
    holds: {
      en: 'the signature was made with the certificate’s key',
      vi: 'chữ ký được tạo bằng khóa của chứng thư số',
    },
    otherwise: {
      en: 'the signature was not made with the certificate’s key, or was altered',
      vi: 'chữ ký không do khóa của chứng thư số tạo ra, hoặc đã bị sửa',
    },
  },
  'algorithm-known': {
    holds: { en: 'the algorithm is known', vi: 'thuật toán được hỗ trợ' },
    otherwise: {
      en: 'the signature algorithm {oid} can’t be checked',
      vi: 'không kiểm tra được thuật toán ký {oid}',
    },
  },
  imprint: {
    holds: {
      en: 'the time stamp is for exactly this',
      vi: 'dấu thời gian đúng cho dữ liệu này',
    },
    otherwise: {
      en: 'the time stamp is for something else',
      vi: 'dấu thời gian không phải của dữ liệu này',
    },
  },
  'stamped-data': {
    holds: { en: 'what was stamped is there', vi: 'có đủ dữ liệu được đóng dấu thời gian' },
    otherwise: {
      en: 'what the time stamp is over is not at hand',
      vi: 'không có dữ liệu được đóng dấu thời gian để đối chiếu',
    },
  },
  'imprint-strength': {
    holds: {
      en: 'the time stamp’s digest is strong enough',
      vi: 'thuật toán băm của dấu thời gian đủ mạnh',
    },
    otherwise: {
      en: 'the time stamp’s digest {algorithm} is not strong enough, or not known',
      vi: 'thuật toán băm {algorithm} của dấu thời gian không đủ mạnh hoặc không rõ',
    },
  },
  'time-stamp-past': {
    holds: { en: 'the time stamp lies in the past', vi: 'dấu thời gian nằm trong quá khứ' },
    otherwise: {
      en: 'the time stamp claims {time}, later than {control}',
      vi: 'dấu thời gian ghi {time}, muộn hơn {control}',
    },
  },
  strength: {
    holds: {
      en: 'algorithm and key are strong enough',
      vi: 'thuật toán và khóa đủ mạnh',
    },
    otherwise: {
      en: '{algorithm} is no longer strong enough',
      vi: '{algorithm} không còn đủ mạnh',
    },
  },
  'chain-found': {
    holds: {
      en: 'the certificate leads to an authority you trust',
      vi: 'chứng thư số dẫn tới một tổ chức được tin cậy',
    },
    otherwise: {
      en: 'no chain to an authority you trust; it ends at {missing}',
      vi: 'không có đường dẫn tới tổ chức được tin cậy; dừng ở {missing}',
    },
  },
  path: {
    holds: {
      en: 'the chain of certificates holds',
      vi: 'chuỗi chứng thư số hợp lệ',
    },
    otherwise: {
      en: 'the chain of certificates does not hold: {fault}',
      vi: 'chuỗi chứng thư số không hợp lệ: {fault}',
    },
  },
  'key-usage': {
    holds: { en: 'the key is for signing', vi: 'khóa dùng để ký' },
    otherwise: {
      en: 'the certificate’s key is not for signing documents',
      vi: 'khóa của chứng thư số không dùng để ký văn bản',
    },
  },
  purpose: {
    holds: {
      en: 'the certificate’s purpose allows it',
      vi: 'mục đích của chứng thư số phù hợp',
    },
    otherwise: {
      en: 'the certificate is only for other purposes',
      vi: 'chứng thư số chỉ dành cho mục đích khác',
    },
  },
  'time-stamping-purpose': {
    holds: {
      en: 'the certificate is for time stamps',
      vi: 'chứng thư số dành cho dấu thời gian',
    },
    otherwise: {
      en: 'the certificate is not one for time stamps alone',
      vi: 'chứng thư số không phải loại chỉ dành cho dấu thời gian',
    },
  },
  'made-before-issuance': {
    holds: {
      en: 'signed after the certificate began',
      vi: 'ký sau khi chứng thư số có hiệu lực',
    },
    otherwise: {
      en: 'signed before the certificate began ({notBefore})',
      vi: 'ký trước khi chứng thư số có hiệu lực ({notBefore})',
    },
  },
  begun: {
    holds: { en: 'the certificate has begun', vi: 'chứng thư số đã có hiệu lực' },
    otherwise: {
      en: 'the certificate begins only at {notBefore}',
      vi: 'chứng thư số đến {notBefore} mới có hiệu lực',
    },
  },
  'made-after-expiry': {
    holds: {
      en: 'not proven to be made after the certificate ended',
      vi: 'không có bằng chứng là ký sau khi chứng thư số hết hạn',
    },
    otherwise: {
      en: 'signed after the certificate had ended ({notAfter})',
      vi: 'ký sau khi chứng thư số đã hết hạn ({notAfter})',
    },
  },
  'not-expired-not-revoked': {
    holds: { en: 'the certificate has not ended', vi: 'chứng thư số còn hạn' },
    otherwise: {
      en: 'the certificate ended on {notAfter} without being revoked; nothing proves the signature is older',
      vi: 'chứng thư số hết hạn ngày {notAfter}, không bị thu hồi; không có gì chứng minh chữ ký có trước đó',
    },
  },
  'not-expired': {
    holds: { en: 'the certificate has not ended', vi: 'chứng thư số còn hạn' },
    otherwise: {
      en: 'the certificate ended on {notAfter}; nothing proves the signature is older',
      vi: 'chứng thư số hết hạn ngày {notAfter}; không có gì chứng minh chữ ký có trước đó',
    },
  },
  'made-after-revocation': {
    holds: {
      en: 'not proven to be made after the revocation',
      vi: 'không có bằng chứng là ký sau khi thu hồi',
    },
    otherwise: {
      en: 'signed after the certificate was revoked ({revokedAt}, {reason})',
      vi: 'ký sau khi chứng thư số bị thu hồi ({revokedAt}, {reason})',
    },
  },
  'on-hold': {
    holds: { en: 'the certificate is not on hold', vi: 'chứng thư số không bị tạm dừng' },
    otherwise: {
      en: 'the certificate has been on hold since {revokedAt}',
      vi: 'chứng thư số bị tạm dừng từ {revokedAt}',
    },
  },
  'not-revoked': {
    holds: { en: 'the certificate was not revoked', vi: 'chứng thư số không bị thu hồi' },
    otherwise: {
      en: 'the certificate was revoked on {revokedAt} ({reason}); nothing proves the signature is older',
      vi: 'chứng thư số bị thu hồi lúc {revokedAt} ({reason}); không có gì chứng minh chữ ký có trước đó',
    },
  },
  'status-in-bounds': {
    holds: {
      en: 'who signed the revocation status was valid',
      vi: 'nơi ký thông tin thu hồi còn hiệu lực',
    },
    otherwise: {
      en: 'the revocation status was signed by someone whose certificate was out of its dates',
      vi: 'thông tin thu hồi được ký bằng chứng thư ngoài thời hạn hiệu lực',
    },
  },
  'status-known': {
    holds: {
      en: 'the revocation status is known',
      vi: 'đã biết trạng thái thu hồi',
    },
    otherwise: {
      en: 'whether {name} was revoked is not known: {why}',
      vi: 'chưa biết chứng thư số của {name} có bị thu hồi hay không: {why}',
    },
  },
  'authority-not-revoked': {
    holds: { en: 'no authority was revoked', vi: 'không tổ chức cấp nào bị thu hồi' },
    otherwise: {
      en: 'the certificate of an authority was revoked on {revokedAt} ({reason})',
      vi: 'chứng thư số của tổ chức cấp bị thu hồi lúc {revokedAt} ({reason})',
    },
  },
  'chain-strength': {
    holds: {
      en: 'the chain’s algorithms are strong enough',
      vi: 'thuật toán trong chuỗi chứng thư đủ mạnh',
    },
    otherwise: {
      en: 'a certificate of the chain rests on {algorithm}, which is not strong enough',
      vi: 'một chứng thư trong chuỗi dùng {algorithm}, không đủ mạnh',
    },
  },
  'signature-policy': {
    holds: { en: 'no signature policy to follow', vi: 'không có chính sách chữ ký' },
    otherwise: {
      en: 'the signer names a signature policy that kyso does not read yet',
      vi: 'người ký nêu một chính sách chữ ký mà kyso chưa đọc được',
    },
  },
  'time-stamp-order': {
    holds: { en: 'the time stamps are in order', vi: 'các dấu thời gian đúng thứ tự' },
    otherwise: {
      en: 'the time stamps contradict each other: {earlier} is signed over, yet {later} is claimed',
      vi: 'các dấu thời gian mâu thuẫn: đã ký lên {earlier} nhưng lại ghi {later}',
    },
  },
  'time-stamp-present': {
    holds: {
      en: 'a time stamp proves when it existed, as the policy asks',
      vi: 'có dấu thời gian chứng minh thời điểm ký, đúng yêu cầu của chính sách',
    },
    otherwise: {
      en: 'the policy asks for a time stamp that proves when it existed, and there is none that holds',
      vi: 'chính sách yêu cầu dấu thời gian chứng minh thời điểm ký, nhưng không có dấu nào hợp lệ',
    },
  },
  'time-stamp-delay': {
    holds: {
      en: 'the time stamp followed the claimed time soon enough',
      vi: 'dấu thời gian được cấp kịp thời sau thời gian khai báo',
    },
    otherwise: {
      en: 'the time stamp of {stamped} is too late for the claimed time ({claimed})',
      vi: 'dấu thời gian {stamped} quá muộn so với thời gian khai báo ({claimed})',
    },
  },
  'authority-in-dates': {
    holds: {
      en: 'the authorities’ certificates are in their dates',
      vi: 'chứng thư số của các tổ chức cấp còn hạn',
    },
    otherwise: {
      en: 'the certificate of {name} counts from {notBefore} to {notAfter} only, and nothing proves what it vouched for then',
      vi: 'chứng thư số của {name} chỉ có hiệu lực từ {notBefore} đến {notAfter}, và không có gì chứng minh điều nó xác nhận khi đó',
    },
  },
  'subject-named': {
    holds: {
      en: 'the certificate names its subject',
      vi: 'chứng thư số ghi rõ tên chủ thể',
    },
    otherwise: {
      en: 'the certificate names no subject',
      vi: 'chứng thư số không ghi tên chủ thể',
    },
  },
  'status-strength': {
    holds: {
      en: 'the revocation status is signed strongly enough',
      vi: 'thông tin thu hồi được ký bằng thuật toán đủ mạnh',
    },
    otherwise: {
      en: 'the revocation status is signed with an algorithm that no longer counts',
      vi: 'thông tin thu hồi được ký bằng thuật toán không còn đủ mạnh',
    },
  },
  'past-chain': {
    holds: {
      en: 'a chain was valid in the past',
      vi: 'có chuỗi chứng thư hợp lệ trong quá khứ',
    },
    otherwise: {
      en: 'no chain was ever valid',
      vi: 'chưa từng có chuỗi chứng thư nào hợp lệ',
    },
  },
  'past-proofs': {
    holds: {
      en: 'certificates and revocation data are proven to be as old as it takes',
      vi: 'chứng thư số và thông tin thu hồi được chứng minh là có từ thời điểm cần thiết',
    },
    otherwise: {
      en: 'nothing proves the age of the certificate or the revocation data of {name}',
      vi: 'không có gì chứng minh thời điểm của chứng thư hoặc thông tin thu hồi của {name}',
    },
  },
  'past-existed': {
    holds: {
      en: 'the signature is proven for {proven}, while its certificate was known to be good (until {control})',
      vi: 'chữ ký được chứng minh có từ {proven}, khi chứng thư số được biết là còn tốt (đến {control})',
    },
    otherwise: {
      en: 'the signature is proven only for {proven}; its certificate was known to be good until {control}',
      vi: 'chữ ký chỉ được chứng minh từ {proven}; chứng thư số được biết là tốt đến {control}',
    },
  },
} as const satisfies Record<string, RuleWords>;

/** By `what` of a remark of validation/, and of what is told of time stamps. */
export const remarks = catalogue({
  ber: {
    en: 'encoded as BER where DER is asked for',
    vi: 'mã hóa theo BER trong khi chuẩn yêu cầu DER',
  },
  'cms-attributes-unsorted': {
    en: 'the signed attributes are not in DER order',
    vi: 'các thuộc tính được ký không theo thứ tự DER',
  },
  'cms-attributes-sorted': {
    en: 'the signed attributes had to be put in DER order to verify',
    vi: 'phải sắp xếp các thuộc tính được ký theo thứ tự DER mới kiểm tra được',
  },
  'cms-no-signed-attributes': {
    en: 'the signature has no signed attributes',
    vi: 'chữ ký không có thuộc tính được ký',
  },
  'cms-signing-time-unreadable': {
    en: 'the signing time is malformed',
    vi: 'thời gian ký sai quy cách',
  },
  'cms-timestamp-unreadable': {
    en: 'a time stamp is malformed',
    vi: 'có dấu thời gian sai quy cách',
  },
  'cms-timestamps-unread': {
    en: 'some of many time stamps were not examined',
    vi: 'có quá nhiều dấu thời gian, một số chưa được xem xét',
  },
  'cms-archive-index-invalid': {
    en: 'the index of an archive time stamp names data that is not there',
    vi: 'bảng chỉ mục của dấu thời gian lưu trữ nêu dữ liệu không có trong chữ ký',
  },
  'cms-evidence-record-unread': {
    en: 'an evidence record was not read',
    vi: 'có bản ghi bằng chứng (evidence record) chưa được xem xét',
  },
  'cms-long-term-validation-unread': {
    en: 'a long-term-validation attribute was not read',
    vi: 'có thuộc tính long-term-validation chưa được xem xét',
  },
  'later-revisions': {
    en: 'it covers revision {revision} of {revisions}; the rest came later',
    vi: 'chữ ký bao phủ phiên bản {revision}/{revisions}; phần còn lại được thêm sau',
  },
  'claimed-seven-hours': {
    en: 'the claimed time {claimed} is seven hours ahead of {proven}: local time written as UTC',
    vi: 'thời gian khai báo {claimed} muộn hơn {proven} đúng 7 giờ: giờ Việt Nam bị ghi thành UTC',
  },
  'claimed-after-proof': {
    en: 'the claimed time {claimed} is later than {proven}',
    vi: 'thời gian khai báo {claimed} muộn hơn {proven}',
  },
  'claimed-before-proof': {
    en: 'the claimed time {claimed} is more than a day before the proven time {proven}',
    vi: 'thời gian khai báo {claimed} trước thời gian được chứng minh {proven} hơn một ngày',
  },
  'claimed-outside-validity': {
    en: 'at the claimed time {claimed} the certificate was not valid',
    vi: 'vào thời gian khai báo {claimed} chứng thư số không có hiệu lực',
  },
  'claims-differ': {
    en: 'the document and the signature claim different times',
    vi: 'văn bản và chữ ký khai báo thời gian khác nhau',
  },
  'pkcs1-v1-5': {
    en: 'RSASSA-PKCS1-v1_5: accepted; the circular names RSASSA-PSS',
    vi: 'RSASSA-PKCS1-v1_5: được chấp nhận; thông tư quy định RSASSA-PSS',
  },
  'no-certificate-reference': {
    en: 'the signature does not name its certificate (no signing-certificate attribute)',
    vi: 'chữ ký không có thuộc tính signing-certificate',
  },
  'time-stamp': {
    en: 'a time stamp proves that it existed at {time}',
    vi: 'dấu thời gian chứng minh chữ ký có từ {time}',
  },
  'time-stamp-not-counted': {
    en: 'a time stamp of {time} proves nothing: {because}',
    vi: 'dấu thời gian {time} không chứng minh được gì: {because}',
  },
});

/** Why a path of certificates fails: PATH_FAILURES of pki/. */
export const pathFailures: Readonly<Record<string, Phrase>> = catalogue({
  'no-path': { en: 'none was found', vi: 'không tìm thấy chuỗi' },
  'limit-reached': { en: 'too long or too tangled', vi: 'quá dài hoặc quá rối' },
  'issuer-differs': { en: 'the names do not follow on', vi: 'tên tổ chức cấp không khớp' },
  'signature-invalid': {
    en: 'a certificate’s signature is wrong',
    vi: 'chữ ký trên một chứng thư số bị sai',
  },
  'algorithm-unknown': { en: 'an unknown algorithm', vi: 'thuật toán không rõ' },
  'key-unusable': { en: 'a key that can’t be used', vi: 'khóa không dùng được' },
  'anchor-expired': { en: 'the authority has ended', vi: 'chứng thư gốc đã hết hạn' },
  'anchor-not-yet-valid': {
    en: 'the authority has not begun',
    vi: 'chứng thư gốc chưa có hiệu lực',
  },
  'not-a-ca': { en: 'an issuer is no authority', vi: 'nơi cấp không phải tổ chức chứng thực' },
  'key-usage-lacks-cert-sign': {
    en: 'an issuer may not sign certificates',
    vi: 'nơi cấp không được phép ký chứng thư số',
  },
  'path-too-long': {
    en: 'more authorities than allowed',
    vi: 'số cấp trung gian vượt mức cho phép',
  },
  'extension-malformed': {
    en: 'an extension can’t be read',
    vi: 'không đọc được một phần mở rộng',
  },
  'critical-extension-unknown': {
    en: 'a critical extension is not known',
    vi: 'có phần mở rộng bắt buộc không rõ',
  },
  'profile-breached': { en: 'a rule for issuers is broken', vi: 'vi phạm quy tắc cấp chứng thư' },
  'policy-mapping-of-any': {
    en: 'a policy mapping is not allowed',
    vi: 'ánh xạ chính sách không được phép',
  },
  'policy-not-acceptable': {
    en: 'its policies do not fit',
    vi: 'chính sách chứng thư không phù hợp',
  },
  'name-constraint-unsupported': {
    en: 'a constraint on names is not supported',
    vi: 'ràng buộc tên chưa được hỗ trợ',
  },
  'name-not-permitted': {
    en: 'a name outside what the authority may certify',
    vi: 'tên ngoài phạm vi tổ chức cấp được phép',
  },
  'name-excluded': {
    en: 'a name that the authority may not certify',
    vi: 'tên thuộc diện tổ chức cấp không được cấp',
  },
  'key-usage-unfit': { en: 'the key is for other uses', vi: 'khóa dùng cho việc khác' },
  'extended-key-usage-unfit': {
    en: 'the certificate is for other purposes',
    vi: 'chứng thư số dùng cho mục đích khác',
  },
  'not-yet-valid': { en: 'a certificate had not begun', vi: 'có chứng thư số chưa có hiệu lực' },
  expired: { en: 'a certificate had ended', vi: 'có chứng thư số đã hết hạn' },
});
