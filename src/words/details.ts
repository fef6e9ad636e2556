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
  'usage-one-document': {
    en: 'it goes with exactly one document',
    vi: 'chỉ dùng khi kiểm tra đúng một văn bản',
  },
  'usage-conflict': { en: 'options that exclude each other', vi: 'các tùy chọn loại trừ nhau' },
  // policies
  'policy-json': { en: 'it is not JSON', vi: 'không phải JSON' },
  'policy-schema': {
    en: 'it does not say "schema": "kyso.policy/1"',
    vi: 'thiếu "schema": "kyso.policy/1"',
  },
  'policy-base': {
    en: 'it extends a policy that is not known',
    vi: 'kế thừa một chính sách không tồn tại',
  },
  'policy-member': { en: '‘{member}’ is not known', vi: 'không có mục “{member}”' },
  'policy-value': {
    en: 'the value of ‘{member}’ does not fit',
    vi: 'giá trị của “{member}” không hợp lệ',
  },
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
  // trust
  'anchor-version': {
    en: 'not a version 3 certificate, so nothing says it is an authority’s',
    vi: 'không phải chứng thư phiên bản 3 nên không thể biết có phải của tổ chức chứng thực',
  },
  'anchor-not-a-ca': {
    en: 'it is not an authority’s own certificate',
    vi: 'đây không phải chứng thư của tổ chức chứng thực',
  },
  'anchor-key-usage': {
    en: 'its key may not sign certificates',
    vi: 'khóa của chứng thư không được phép ký chứng thư khác',
  },
  'not-revocation-data': {
    en: 'neither a revocation list nor an OCSP response',
    vi: 'không phải danh sách thu hồi hay phản hồi OCSP',
  },
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
  // cms and time stamps
  'cms-not-signed-data': {
    en: 'it is not signed data',
    vi: 'không phải dữ liệu đã ký (SignedData)',
  },
  'cms-no-content': {
    en: 'the signed content is not inside the message',
    vi: 'nội dung được ký không nằm trong thông điệp',
  },
  'cms-attributes': { en: 'too many attributes', vi: 'quá nhiều thuộc tính' },
  'cms-signers': { en: 'too many signers', vi: 'quá nhiều người ký' },
  'cms-certificates': { en: 'too many certificates', vi: 'quá nhiều chứng thư số' },
  'cms-revocations': {
    en: 'too many revocation lists or responses',
    vi: 'quá nhiều danh sách hoặc phản hồi thu hồi',
  },
  'cms-ess': { en: 'too many certificate references', vi: 'quá nhiều tham chiếu chứng thư số' },
  'cms-attribute-repeated': {
    en: 'an attribute that must occur once occurs again',
    vi: 'một thuộc tính chỉ được có một lần lại bị lặp',
  },
  'cms-attribute-misplaced': {
    en: 'an attribute that must be signed is not signed',
    vi: 'một thuộc tính bắt buộc phải được ký lại nằm ngoài phần được ký',
  },
  'cms-attributes-missing': {
    en: 'the signed attributes are missing',
    vi: 'thiếu các thuộc tính được ký',
  },
  'cms-digests-differ': {
    en: 'content and signature name different digest algorithms',
    vi: 'nội dung và chữ ký dùng hai thuật toán băm khác nhau',
  },
  'cms-algorithm-protection': {
    en: 'the algorithms are not those that were signed',
    vi: 'thuật toán không khớp với thuật toán đã được ký',
  },
  'cms-too-large': {
    en: 'too large for a message that holds its content; sign such files beside their content',
    vi: 'thông điệp chứa nội dung quá lớn; nên ký tách rời nội dung với tệp cỡ này',
  },
  'cms-countersignatures': {
    en: 'too many signatures on signatures',
    vi: 'quá nhiều chữ ký xác nhận lồng nhau',
  },
  'smime-message': {
    en: 'it is an S/MIME mail; save its signed part as a file of its own',
    vi: 'đây là thư S/MIME; hãy lưu riêng phần được ký thành một tệp',
  },
  'pem-malformed': {
    en: 'the PEM text is not one whole block',
    vi: 'văn bản PEM không phải một khối trọn vẹn',
  },
  'timestamp-token-alone': {
    en: 'it is a time stamp alone, not a signature',
    vi: 'đây chỉ là một dấu thời gian, không phải chữ ký',
  },
  'tst-content-type': { en: 'it is not a time stamp', vi: 'không phải dấu thời gian' },
  'tst-signers': {
    en: 'a time stamp without exactly one signer',
    vi: 'dấu thời gian không có đúng một chữ ký',
  },
  'tst-version': {
    en: 'a time stamp of an unknown version',
    vi: 'phiên bản dấu thời gian không xác định',
  },
  'tst-accuracy': { en: 'a malformed accuracy', vi: 'độ chính xác của dấu thời gian sai quy cách' },
  'tst-critical-extension': {
    en: 'a critical extension that is not known',
    vi: 'phần mở rộng quan trọng không nhận biết được',
  },
  'tsa-rejection': { en: 'the request was rejected', vi: 'yêu cầu bị từ chối' },
  'tsa-waiting': { en: 'the authority asks to wait', vi: 'máy chủ yêu cầu chờ' },
  'tsa-revocation-warning': {
    en: 'the authority is about to be revoked',
    vi: 'chứng thư số của máy chủ sắp bị thu hồi',
  },
  'tsa-revocation-notification': {
    en: 'the authority was revoked',
    vi: 'chứng thư số của máy chủ đã bị thu hồi',
  },
  'tsa-bad-algorithm': {
    en: 'the digest algorithm is not accepted',
    vi: 'thuật toán băm không được chấp nhận',
  },
  'tsa-bad-request': { en: 'the request was not permitted', vi: 'yêu cầu không được phép' },
  'tsa-bad-data-format': {
    en: 'the request was found malformed',
    vi: 'yêu cầu bị coi là sai quy cách',
  },
  'tsa-time-not-available': {
    en: 'its time source is not available',
    vi: 'nguồn thời gian không sẵn sàng',
  },
  'tsa-unaccepted-policy': {
    en: 'the policy asked for is not supported',
    vi: 'chính sách được yêu cầu không được hỗ trợ',
  },
  'tsa-unaccepted-extension': {
    en: 'an extension is not supported',
    vi: 'phần mở rộng không được hỗ trợ',
  },
  'tsa-additional-information-not-available': {
    en: 'additional information is not available',
    vi: 'không có thông tin bổ sung',
  },
  'tsa-system-failure': {
    en: 'the authority had a system failure',
    vi: 'máy chủ gặp lỗi hệ thống',
  },
  'response-unreadable': {
    en: 'its answer is not a time-stamp response',
    vi: 'câu trả lời không phải phản hồi dấu thời gian',
  },
  'token-unreadable': { en: 'its token is malformed', vi: 'dấu thời gian trả về sai quy cách' },
  'imprint-differs': {
    en: 'the token stamps other data',
    vi: 'dấu thời gian được cấp cho dữ liệu khác',
  },
  'nonce-differs': {
    en: 'the token answers another request',
    vi: 'dấu thời gian trả lời một yêu cầu khác (nonce không khớp)',
  },
  'policy-differs': {
    en: 'the token has another policy than asked for',
    vi: 'chính sách của dấu thời gian khác với yêu cầu',
  },
  'certificate-missing': {
    en: 'the token lacks its certificate',
    vi: 'dấu thời gian không kèm chứng thư số',
  },
  'signature-unchecked': {
    en: 'the signature of the token could not be checked',
    vi: 'không kiểm tra được chữ ký trên dấu thời gian',
  },
  'ess-missing': {
    en: 'the token does not name its certificate',
    vi: 'dấu thời gian không nêu chứng thư số của nó',
  },
  'ess-differs': {
    en: 'the token names another certificate',
    vi: 'dấu thời gian nêu một chứng thư số khác',
  },
  'certificate-not-for-timestamping': {
    en: 'its certificate is not for time-stamping alone',
    vi: 'chứng thư số không dành riêng cho cấp dấu thời gian',
  },
  // pdf
  'file-empty': { en: 'the file is empty', vi: 'tệp rỗng' },
  'header-missing': {
    en: 'no %PDF header among the first octets',
    vi: 'không có phần đầu %PDF ở đầu tệp',
  },
  'header-version': {
    en: 'the header names no PDF version',
    vi: 'phần đầu không nêu phiên bản PDF',
  },
  'leading-octets': { en: 'other octets precede the header', vi: 'có dữ liệu khác trước phần đầu' },
  'startxref-missing': {
    en: 'no startxref at the end: the file may be cut off',
    vi: 'không có startxref ở cuối: tệp có thể bị cắt cụt',
  },
  'startxref-number': { en: 'startxref has no number', vi: 'startxref không có số' },
  'startxref-off': {
    en: 'startxref misses the cross-references',
    vi: 'startxref không trỏ đúng bảng tham chiếu chéo',
  },
  'startxref-same-line': {
    en: 'startxref and its number share a line',
    vi: 'startxref và số của nó nằm cùng một dòng',
  },
  'eof-missing': { en: 'the end marker %%EOF is missing', vi: 'thiếu dấu kết thúc %%EOF' },
  'octets-after-eof': {
    en: 'other octets follow the end marker',
    vi: 'có dữ liệu khác sau dấu kết thúc',
  },
  'offset-outside-file': { en: 'a position outside the file', vi: 'vị trí nằm ngoài tệp' },
  'xref-keyword': {
    en: 'no cross-reference table where one should be',
    vi: 'không thấy bảng tham chiếu chéo ở nơi cần có',
  },
  'xref-subsection': {
    en: 'a cross-reference subsection is malformed',
    vi: 'một phần của bảng tham chiếu chéo sai cấu trúc',
  },
  'xref-entry': {
    en: 'a cross-reference entry is malformed',
    vi: 'một dòng của bảng tham chiếu chéo sai cấu trúc',
  },
  'xref-entry-width': {
    en: 'cross-reference entries are not 20 octets wide',
    vi: 'dòng của bảng tham chiếu chéo không dài đúng 20 byte',
  },
  'xref-first-number': {
    en: 'the cross-reference table begins with the wrong number',
    vi: 'bảng tham chiếu chéo bắt đầu bằng số sai',
  },
  'xref-offset-zero': {
    en: 'an object is said to stand at position 0',
    vi: 'một đối tượng được ghi ở vị trí 0',
  },
  'xref-overlap': {
    en: 'an object has two entries in one cross-reference section',
    vi: 'một đối tượng có hai dòng trong cùng một bảng tham chiếu chéo',
  },
  'xref-stream': {
    en: 'the cross-reference stream is malformed',
    vi: 'luồng tham chiếu chéo sai cấu trúc',
  },
  'xref-stream-short': {
    en: 'the cross-reference stream is too short',
    vi: 'luồng tham chiếu chéo quá ngắn',
  },
  'xref-index': {
    en: 'the /Index of a cross-reference stream is malformed',
    vi: '/Index của luồng tham chiếu chéo sai',
  },
  'xref-widths': {
    en: 'the /W of a cross-reference stream is malformed',
    vi: '/W của luồng tham chiếu chéo sai',
  },
  'xref-stm': { en: '/XRefStm is no position', vi: '/XRefStm không phải là vị trí' },
  'xref-loop': {
    en: 'the cross-reference sections lead in a circle',
    vi: 'các bảng tham chiếu chéo nối thành vòng lặp',
  },
  'prev-malformed': { en: '/Prev is no position', vi: '/Prev không phải là vị trí' },
  'prev-zero': { en: '/Prev is 0', vi: '/Prev bằng 0' },
  'prev-order': {
    en: 'a later revision stands before an earlier one',
    vi: 'phiên bản sau nằm trước phiên bản trước đó',
  },
  'sections-out-of-order': {
    en: 'cross-reference sections out of order',
    vi: 'các bảng tham chiếu chéo không theo thứ tự',
  },
  'revision-missing': { en: 'the file has no such revision', vi: 'tệp không có phiên bản này' },
  'revision-end-missing': {
    en: 'an earlier revision has no end marker',
    vi: 'một phiên bản trước thiếu dấu kết thúc',
  },
  'revision-startxref-differs': {
    en: 'an earlier revision names another cross-reference section',
    vi: 'một phiên bản trước trỏ tới bảng tham chiếu chéo khác',
  },
  'trailer-root': { en: 'the trailer names no catalog', vi: 'phần cuối không nêu danh mục gốc' },
  'trailer-size': { en: 'the trailer has no /Size', vi: 'phần cuối thiếu /Size' },
  'size-too-small': {
    en: '/Size is smaller than the object numbers in use',
    vi: '/Size nhỏ hơn số hiệu đối tượng đang dùng',
  },
  'catalog-missing': { en: 'the catalog is missing', vi: 'thiếu danh mục gốc' },
  'object-header': {
    en: 'no object where the cross-references say one is',
    vi: 'không thấy đối tượng ở vị trí mà bảng tham chiếu chéo nêu',
  },
  'object-offset': {
    en: 'the position of an object is not exact',
    vi: 'vị trí của một đối tượng không chính xác',
  },
  'object-number': {
    en: 'another object stands where the cross-references name one',
    vi: 'ở vị trí đã nêu lại là một đối tượng khác',
  },
  'object-generation': {
    en: 'the generation of an object differs from its entry',
    vi: 'số thế hệ của đối tượng khác với bảng tham chiếu chéo',
  },
  'object-syntax': { en: 'an object is malformed', vi: 'một đối tượng sai cú pháp' },
  'object-empty': { en: 'an object has no value', vi: 'một đối tượng không có giá trị' },
  'object-loop': { en: 'objects lead in a circle', vi: 'các đối tượng dẫn thành vòng lặp' },
  'reference-loop': { en: 'references lead in a circle', vi: 'các tham chiếu dẫn thành vòng lặp' },
  'endobj-missing': { en: 'the end of an object is missing', vi: 'thiếu dấu kết thúc đối tượng' },
  'stream-keyword': {
    en: 'the line that begins a stream is malformed',
    vi: 'dòng mở đầu luồng dữ liệu sai cấu trúc',
  },
  'stream-length': {
    en: 'a stream is not as long as it says',
    vi: 'độ dài thực của luồng dữ liệu khác với độ dài đã ghi',
  },
  'stream-end': { en: 'the end of a stream is missing', vi: 'thiếu dấu kết thúc luồng dữ liệu' },
  'object-stream': { en: 'an object stream is malformed', vi: 'một luồng đối tượng sai cấu trúc' },
  'object-stream-index': {
    en: 'the index of an object stream is wrong',
    vi: 'chỉ mục của luồng đối tượng bị sai',
  },
  'object-stream-entry': {
    en: 'an object stream lacks an object it should hold',
    vi: 'luồng đối tượng thiếu một đối tượng lẽ ra phải có',
  },
  'object-stream-member': {
    en: 'an object stream holds what it may not',
    vi: 'luồng đối tượng chứa thứ không được phép',
  },
  'object-stream-missing': { en: 'an object stream is missing', vi: 'thiếu luồng đối tượng' },
  'dictionary-expected': { en: 'a dictionary is missing', vi: 'thiếu một từ điển' },
  'dictionary-end': {
    en: 'the end of a dictionary is malformed',
    vi: 'phần cuối của một từ điển sai cú pháp',
  },
  'dictionary-key': { en: 'a dictionary key is malformed', vi: 'khóa của một từ điển sai cú pháp' },
  'duplicate-key': {
    en: 'a dictionary has the same key twice',
    vi: 'một từ điển có hai khóa trùng nhau',
  },
  'name-escape': { en: 'a name has a malformed escape', vi: 'một tên có ký tự thoát sai' },
  'number-malformed': { en: 'a number is malformed', vi: 'một số sai cú pháp' },
  'string-end': { en: 'the end of a string is missing', vi: 'thiếu dấu kết thúc chuỗi' },
  'hex-string': {
    en: 'a hexadecimal string is malformed',
    vi: 'một chuỗi thập lục phân sai cú pháp',
  },
  'filter-unsupported': {
    en: 'a stream filter that is not supported',
    vi: 'bộ lọc luồng dữ liệu chưa được hỗ trợ',
  },
  'filter-name': {
    en: 'the filter of a stream is malformed',
    vi: 'bộ lọc của luồng dữ liệu sai cú pháp',
  },
  'filter-count': { en: 'a stream with too many filters', vi: 'luồng dữ liệu có quá nhiều bộ lọc' },
  'flate-data': { en: 'compressed data is damaged', vi: 'dữ liệu nén bị hỏng' },
  'lzw-data': { en: 'LZW data is damaged', vi: 'dữ liệu LZW bị hỏng' },
  'ascii-data': { en: 'ASCII data is damaged', vi: 'dữ liệu ASCII bị hỏng' },
  'run-length-data': { en: 'run-length data is damaged', vi: 'dữ liệu run-length bị hỏng' },
  'predictor-parameters': {
    en: 'the parameters of a filter are malformed',
    vi: 'tham số của bộ lọc bị sai',
  },
  'predictor-row': { en: 'a predictor row is malformed', vi: 'một hàng của bộ dự đoán bị sai' },
  'inflate-size': { en: 'compressed data grows too large', vi: 'dữ liệu giải nén ra quá lớn' },
  'encrypt-dictionary': { en: 'the encryption dictionary is missing', vi: 'thiếu từ điển mã hóa' },
  'encrypt-filter': {
    en: 'the encryption dictionary names no handler',
    vi: 'từ điển mã hóa không nêu bộ xử lý',
  },
  'encrypt-version': {
    en: 'the encryption version is malformed',
    vi: 'phiên bản mã hóa sai cú pháp',
  },
  'encrypt-length': {
    en: 'the length of the encryption key is malformed',
    vi: 'độ dài khóa mã hóa bị sai',
  },
  'encrypt-permissions': {
    en: 'the permissions of the encryption are malformed',
    vi: 'quyền hạn trong phần mã hóa bị sai',
  },
  'encrypt-permissions-differ': {
    en: 'the permissions were changed after encryption',
    vi: 'quyền hạn đã bị sửa sau khi mã hóa',
  },
  'encrypt-string': {
    en: 'a value of the encryption dictionary is missing or too short',
    vi: 'một giá trị của từ điển mã hóa bị thiếu hoặc quá ngắn',
  },
  'encrypt-differs': {
    en: 'the revisions differ in their encryption',
    vi: 'các phiên bản mã hóa khác nhau',
  },
  'encrypted-length': {
    en: 'encrypted data has an impossible length',
    vi: 'dữ liệu mã hóa có độ dài không hợp lệ',
  },
  'encrypted-padding': {
    en: 'encrypted data ends wrongly',
    vi: 'phần cuối của dữ liệu mã hóa bị sai',
  },
  'crypt-filter': { en: 'a crypt filter is missing', vi: 'thiếu bộ lọc mã hóa' },
  'crypt-filter-method': {
    en: 'a crypt filter whose method is not supported',
    vi: 'phương pháp của bộ lọc mã hóa chưa được hỗ trợ',
  },
  'encryption-handler': {
    en: 'an encryption handler that is not supported',
    vi: 'bộ xử lý mã hóa chưa được hỗ trợ',
  },
  'encryption-version': {
    en: 'an encryption version that is not supported',
    vi: 'phiên bản mã hóa chưa được hỗ trợ',
  },
  'public-key-encryption': {
    en: 'encrypted to certificates, which is not supported',
    vi: 'mã hóa bằng chứng thư số, chưa được hỗ trợ',
  },
  md5: {
    en: 'MD5, which this file needs, is not available on this system',
    vi: 'hệ thống này không có MD5 mà tệp cần',
  },
  'password-needed': { en: 'a password is needed', vi: 'cần mật khẩu' },
  'password-wrong': { en: 'the password is wrong', vi: 'mật khẩu không đúng' },
  'memory-limit': {
    en: 'reading the file takes too much memory',
    vi: 'tệp đòi hỏi quá nhiều bộ nhớ để đọc',
  },
  'pdf-work': {
    en: 'reading the file takes too much work',
    vi: 'tệp đòi hỏi quá nhiều tính toán để đọc',
  },
  'validation-data': {
    en: 'it holds too many octets of certificates and revocation data',
    vi: 'tệp chứa quá nhiều dữ liệu chứng thư số và thu hồi',
  },
  'content-stream': {
    en: 'the content of an appearance is too long or malformed',
    vi: 'nội dung hiển thị của một ô quá dài hoặc sai cấu trúc',
  },
  'pdf-nesting': {
    en: 'arrays and dictionaries nested too deeply',
    vi: 'mảng và từ điển lồng nhau quá sâu',
  },
  'object-text': { en: 'an object is too long', vi: 'một đối tượng quá dài' },
  'object-number-limit': {
    en: 'object numbers beyond what PDF allows',
    vi: 'số hiệu đối tượng vượt giới hạn của PDF',
  },
  'xref-sections': { en: 'too many revisions', vi: 'quá nhiều phiên bản' },
  'xref-subsections': {
    en: 'too many cross-reference subsections',
    vi: 'bảng tham chiếu chéo có quá nhiều phần',
  },
  'xref-entries': {
    en: 'more cross-reference entries than the file could hold',
    vi: 'số dòng tham chiếu chéo nhiều hơn mức tệp có thể chứa',
  },
  'pdf-file-size': {
    en: 'the file is too large for its kind of cross-references',
    vi: 'tệp quá lớn so với kiểu tham chiếu chéo của nó',
  },
  // pki
  'certificate-too-large': {
    en: 'the certificate is larger than any real one',
    vi: 'chứng thư số lớn bất thường',
  },
  'extension-twice': {
    en: 'the same extension stands twice',
    vi: 'một phần mở rộng xuất hiện hai lần',
  },
  'path-length-negative': { en: 'a negative path length', vi: 'độ dài chuỗi chứng thư là số âm' },
  'public-key-unusable': {
    en: 'the public key can’t be used',
    vi: 'không dùng được khóa công khai',
  },
  'signature-algorithm-differs': {
    en: 'two signature algorithms that differ',
    vi: 'hai thuật toán ký ghi không khớp nhau',
  },
  'unique-identifier-in-version-1': {
    en: 'fields that version 1 does not have',
    vi: 'có trường không thuộc phiên bản 1',
  },
  'extensions-before-version-3': {
    en: 'extensions, although it is not version 3',
    vi: 'có phần mở rộng nhưng không phải phiên bản 3',
  },
  'extensions-before-version-2': {
    en: 'extensions, although the list is not version 2',
    vi: 'có phần mở rộng nhưng danh sách không phải phiên bản 2',
  },
  'pki-version-unknown': { en: 'a version that does not exist', vi: 'phiên bản không tồn tại' },
  'too-many-certificates': {
    en: 'more certificates than one file may hold',
    vi: 'tệp chứa quá nhiều chứng thư số',
  },
  'no-certificate-found': {
    en: 'no certificate was found in it',
    vi: 'không tìm thấy chứng thư số nào',
  },
  'pkcs7-not-signed-data': {
    en: 'PKCS#7 that holds no certificates',
    vi: 'tệp PKCS#7 không chứa chứng thư số',
  },
  'policy-twice': { en: 'the same policy stands twice', vi: 'một chính sách xuất hiện hai lần' },
  'policy-constraints-empty': {
    en: 'policy constraints that say nothing',
    vi: 'ràng buộc chính sách để trống',
  },
  'skip-certificates-negative': {
    en: 'a negative count in policy constraints',
    vi: 'ràng buộc chính sách có số âm',
  },
  'name-constraints-empty': {
    en: 'name constraints that say nothing',
    vi: 'ràng buộc tên để trống',
  },
  'name-constraint-malformed': {
    en: 'a malformed name constraint',
    vi: 'ràng buộc tên sai cấu trúc',
  },
  'ocsp-too-large': {
    en: 'an OCSP answer that is too large',
    vi: 'phản hồi OCSP quá lớn',
  },
  'crl-serial-repeated': {
    en: 'a serial number that the list repeats without end',
    vi: 'một số sê-ri bị lặp lại quá nhiều lần trong danh sách',
  },
  'crl-too-large': {
    en: 'the list is larger than kyso reads',
    vi: 'danh sách lớn hơn mức kyso đọc',
  },
  'crl-entry-malformed': { en: 'a malformed entry', vi: 'một mục trong danh sách sai cấu trúc' },
  'crl-entry-extension-unknown': {
    en: 'an entry holds something critical that is not known',
    vi: 'một mục có phần mở rộng bắt buộc không rõ',
  },
  'crl-entry-issuer-in-direct-list': {
    en: 'an entry of another issuer in a list that is not indirect',
    vi: 'có mục của nơi cấp khác trong danh sách không phải loại gián tiếp',
  },
  'ocsp-refused': { en: 'the responder refused to answer', vi: 'máy chủ OCSP từ chối trả lời' },
  'ocsp-refused-malformed-request': {
    en: 'the responder did not understand the question',
    vi: 'máy chủ OCSP không hiểu câu hỏi',
  },
  'ocsp-refused-internal-error': { en: 'the responder failed', vi: 'máy chủ OCSP gặp lỗi' },
  'ocsp-refused-try-later': {
    en: 'the responder asks to try later',
    vi: 'máy chủ OCSP yêu cầu thử lại sau',
  },
  'ocsp-refused-signature-required': {
    en: 'the responder wants signed questions',
    vi: 'máy chủ OCSP yêu cầu câu hỏi có chữ ký số',
  },
  'ocsp-refused-unauthorised': {
    en: 'the responder does not know this certificate',
    vi: 'máy chủ OCSP không có thẩm quyền trả lời về chứng thư này',
  },
  'ocsp-not-basic': {
    en: 'a kind of OCSP response that is not known',
    vi: 'loại phản hồi OCSP không rõ',
  },
  'ocsp-too-many': {
    en: 'the response speaks of too many certificates',
    vi: 'phản hồi nói về quá nhiều chứng thư số',
  },
  // token
  'wrong-architecture': {
    en: 'it is made for {machine}, this program runs on {wanted}',
    vi: 'mô-đun dành cho {machine}, chương trình này chạy trên {wanted}',
  },
  'not-a-library': { en: 'not a shared library', vi: 'không phải thư viện liên kết động' },
  'not-a-pkcs11-module': { en: 'not a PKCS#11 module', vi: 'không phải mô-đun PKCS#11' },
  'module-load-failed': {
    en: 'the system refused to load it ({why})',
    vi: 'hệ điều hành không nạp được ({why})',
  },
  'certificates-hidden': {
    en: 'the token shows no certificate before login',
    vi: 'thiết bị không cho xem chứng thư số trước khi đăng nhập',
  },
  'pin-empty': { en: 'the PIN is empty', vi: 'mã PIN rỗng' },
  'pin-not-utf8': { en: 'the PIN is not text in UTF-8', vi: 'mã PIN không phải văn bản UTF-8' },
  'pin-too-long': { en: 'the PIN is too long', vi: 'mã PIN quá dài' },
  'pin-nobody': { en: 'no person is at the terminal', vi: 'không có người ở cửa sổ lệnh' },
  'pin-fd-unreadable': {
    en: 'the file descriptor can’t be read',
    vi: 'không đọc được từ số hiệu tệp đã nêu',
  },
  'pin-not-set': { en: 'its user PIN was never set', vi: 'chưa đặt mã PIN người dùng' },
  'pin-expired': {
    en: 'its PIN has expired, set a new one with the vendor’s program',
    vi: 'mã PIN đã hết hạn, hãy đặt lại bằng phần mềm của nhà cung cấp',
  },
  'pin-pad': {
    en: 'it wants the PIN on its own pad, which kyso can’t do yet',
    vi: 'thiết bị yêu cầu nhập mã PIN trên bàn phím riêng, kyso chưa hỗ trợ',
  },
  'logged-out': {
    en: 'another program logged the token out',
    vi: 'một phần mềm khác đã đăng xuất khỏi thiết bị',
  },
  'another-user': {
    en: 'another kind of user is logged in',
    vi: 'thiết bị đang được đăng nhập bằng loại người dùng khác',
  },
  'too-many-sessions': {
    en: 'too many programs use it at once',
    vi: 'quá nhiều phần mềm đang dùng thiết bị',
  },
  'token-memory': { en: 'it is out of memory', vi: 'thiết bị hết bộ nhớ' },
  'token-device-error': {
    en: 'the device reports an error ({ckr})',
    vi: 'thiết bị báo lỗi ({ckr})',
  },
  'token-ckr': { en: '{ckr} during {doing}', vi: '{ckr} khi thực hiện {doing}' },
  'token-closed': { en: 'it is no longer open', vi: 'thiết bị không còn được mở' },
  'key-may-not-sign': { en: 'this key may not sign', vi: 'khóa này không được phép ký' },
  'signature-malformed': {
    en: 'its signature has the wrong form',
    vi: 'chữ ký do thiết bị tạo sai định dạng',
  },
  'key-unsupported': {
    en: 'kyso signs with RSA from 2048 bits and with P-256 and P-384',
    vi: 'kyso ký bằng khóa RSA từ 2048 bit, P-256 và P-384',
  },
  'rsa-algorithm-for-ec-key': {
    en: 'v1.5 and pss are for RSA keys, this one is on an elliptic curve',
    vi: 'v1.5 và pss dành cho khóa RSA, khóa này là đường cong elliptic',
  },
  'not-pkcs12': { en: 'not a PKCS#12 file', vi: 'không phải tệp PKCS#12' },
  'keystore-public-key-mode': {
    en: 'it is locked with a public key instead of a password',
    vi: 'kho khóa được khóa bằng khóa công khai thay vì mật khẩu',
  },
  'keystore-algorithm': {
    en: 'it is locked by an unknown algorithm ({oid})',
    vi: 'kho khóa dùng thuật toán chưa hỗ trợ ({oid})',
  },
  'keystore-iterations': {
    en: 'it asks for too many rounds of key derivation',
    vi: 'kho khóa yêu cầu quá nhiều vòng dẫn xuất khóa',
  },
  'keystore-key-unusable': {
    en: 'its private key can’t be read',
    vi: 'không đọc được khóa bí mật trong kho khóa',
  },
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
  'xfa-dynamic': {
    en: 'it is a dynamic XFA form, whose pages no PDF signature covers',
    vi: 'đây là biểu mẫu XFA động, chữ ký PDF không bao phủ được các trang của nó',
  },
  'field-not-found': {
    en: 'it has no signature field of that name',
    vi: 'không có trường chữ ký nào mang tên đó',
  },
  'field-ambiguous': {
    en: 'it has several signature fields of that name',
    vi: 'có nhiều trường chữ ký mang tên đó',
  },
  'field-signed': { en: 'that field is signed already', vi: 'trường này đã được ký' },
  'field-direct': {
    en: 'the signature field is not an object of its own',
    vi: 'trường chữ ký không phải là một đối tượng riêng',
  },
  'field-locked': {
    en: 'an earlier signature locked the field',
    vi: 'một chữ ký trước đã khóa trường này',
  },
  'field-tree': {
    en: 'the form has more fields, or nests them deeper, than kyso reads',
    vi: 'biểu mẫu có quá nhiều trường hoặc lồng nhau quá sâu',
  },
  'already-signed': {
    en: 'only the first signature can certify, and it is signed already',
    vi: 'chỉ chữ ký đầu tiên mới chứng nhận được, mà văn bản đã có chữ ký',
  },
  'certified-final': {
    en: 'its certification forbids every later change',
    vi: 'chữ ký chứng nhận không cho phép thay đổi nào về sau',
  },
  'signed-final': {
    en: 'an earlier signature closed the document',
    vi: 'một chữ ký trước đã đóng văn bản',
  },
  'field-loop': {
    en: 'the fields of its form contain each other in a circle',
    vi: 'các trường của biểu mẫu chứa nhau thành vòng lặp',
  },
  'page-tree-loop': {
    en: 'its page tree runs in a circle or nests too deeply',
    vi: 'cây trang chạy thành vòng lặp hoặc lồng nhau quá sâu',
  },
  'page-direct': {
    en: 'a page is not an object of its own',
    vi: 'có trang không phải là một đối tượng riêng',
  },
  'page-missing': { en: 'it has no page to sign on', vi: 'không tìm thấy trang nào để ký' },
  signatures: {
    en: 'it holds more signatures than kyso reads',
    vi: 'văn bản có nhiều chữ ký hơn mức kyso đọc',
  },
  difference: {
    en: 'a later revision changed more than kyso compares',
    vi: 'phiên bản về sau thay đổi nhiều hơn mức kyso so sánh',
  },
  // register, ledger
  'column-number': {
    en: 'the number and notation (Số, ký hiệu)',
    vi: 'số và ký hiệu văn bản',
  },
  'column-date': { en: 'the document’s date (Ngày tháng)', vi: 'ngày tháng văn bản' },
  'column-organ-id': {
    en: 'the code and the name of the organisation (OrganId, Tên cơ quan)',
    vi: 'mã định danh và tên cơ quan',
  },
  'register-encoding': {
    en: 'the text is neither UTF-8 nor UTF-16',
    vi: 'văn bản không phải UTF-8 hay UTF-16',
  },
  'register-quotes': { en: 'quotation marks that do not pair', vi: 'dấu ngoặc kép không khép kín' },
  'register-row-length': { en: 'a row that is too long', vi: 'có dòng quá dài' },
  'organisation-row': {
    en: 'line {at} lacks a code or a name, or its date can’t be read',
    vi: 'dòng {at} thiếu mã, thiếu tên hoặc có ngày không đọc được',
  },
  'signatory-rule': {
    en: 'not a rule for telling certificates apart',
    vi: 'không phải quy tắc phân biệt chứng thư số',
  },
  'ledger-missing': {
    en: 'there is none yet; kyso sign and kyso audit make it',
    vi: 'chưa có; kyso sign và kyso audit sẽ tạo',
  },
  'ledger-foreign': {
    en: 'it is another program’s database',
    vi: 'đây là cơ sở dữ liệu của chương trình khác',
  },
  'ledger-from-future': {
    en: 'it was written by a newer version of kyso',
    vi: 'do phiên bản kyso mới hơn ghi',
  },
  'ledger-damaged': {
    en: 'it is damaged or no database',
    vi: 'tệp hỏng hoặc không phải cơ sở dữ liệu',
  },
  'ledger-locked': {
    en: 'another process is writing to it',
    vi: 'một tiến trình khác đang ghi',
  },
  'ledger-unopenable': { en: 'it can’t be opened or written', vi: 'không mở hoặc không ghi được' },
  'ledger-no-run': {
    en: 'it holds no finished audit of that period',
    vi: 'chưa có lần thống kê nào hoàn tất cho kỳ này',
  },
});
