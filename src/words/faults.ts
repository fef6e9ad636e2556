import type { FaultCode } from '../fault/table.ts';
import type { Phrase } from './catalogue.ts';

/** For every fault: what happened, and the next step. `{what}` is the fault's detail in words. */
export const faults: Readonly<
  Record<FaultCode, { readonly message: Phrase; readonly hint: Phrase }>
> = {
  FILE_MISSING: {
    message: { en: 'there is no file {path}', vi: 'không tìm thấy tệp {path}' },
    hint: {
      en: 'check the name, or name its folder',
      vi: 'kiểm tra lại tên, hoặc nêu tên thư mục chứa tệp',
    },
  },
  FILE_UNREADABLE: {
    message: { en: 'can’t read {path}: {what}', vi: 'không đọc được {path}: {what}' },
    hint: {
      en: 'check that you may read it and that the disk is attached',
      vi: 'kiểm tra quyền đọc và ổ đĩa',
    },
  },
  FILE_EMPTY: {
    message: { en: '{path} is empty', vi: '{path} là tệp rỗng' },
    hint: { en: 'ask the sender for the file again', vi: 'đề nghị nơi gửi gửi lại tệp' },
  },
  FILE_CHANGED: {
    message: {
      en: '{path} changed while it was being read',
      vi: '{path} bị thay đổi trong lúc đang đọc',
    },
    hint: {
      en: 'wait until it is written completely, then try again',
      vi: 'chờ ghi xong tệp rồi thử lại',
    },
  },
  FORMAT_UNKNOWN: {
    message: {
      en: 'not a document that kyso can read: {path}',
      vi: 'không phải loại văn bản kyso đọc được: {path}',
    },
    hint: {
      en: 'PDF documents and CMS signatures (.p7m, .p7s) are read',
      vi: 'kyso đọc văn bản PDF và tệp chữ ký CMS (.p7m, .p7s)',
    },
  },
  FORMAT_WITHOUT_REVISIONS: {
    message: {
      en: 'a CMS message is signed as a whole and has no revisions',
      vi: 'tệp chữ ký CMS được ký toàn bộ, không chia thành phiên bản',
    },
    hint: {
      en: 'kyso verify FILE says who signed it; only a PDF has revisions to show',
      vi: 'dùng kyso verify TỆP để xem ai đã ký; chỉ tệp PDF mới có phiên bản để xem',
    },
  },
  DOCUMENT_MALFORMED: {
    message: {
      en: 'the document is damaged: {what} (at octet {at})',
      vi: 'văn bản bị hỏng: {what} (tại byte {at})',
    },
    hint: {
      en: 'get it anew from where it was made; kyso never guesses at damaged parts',
      vi: 'lấy lại tệp từ nơi tạo ra nó; kyso không đoán phần bị hỏng',
    },
  },
  DOCUMENT_UNSUPPORTED: {
    message: {
      en: 'the document uses something kyso does not support: {what}',
      vi: 'văn bản dùng tính năng kyso chưa hỗ trợ: {what}',
    },
    hint: {
      en: 'ask for it as a plain PDF or as signed data (.p7m, .p7s)',
      vi: 'đề nghị gửi lại dạng PDF thông thường hoặc dữ liệu đã ký (.p7m, .p7s)',
    },
  },
  DOCUMENT_PASSWORD: {
    message: { en: 'the document opens only with a password', vi: 'văn bản cần mật khẩu để mở' },
    hint: {
      en: 'put the password in a file and add --password-file FILE',
      vi: 'ghi mật khẩu vào một tệp rồi thêm --password-file TỆP',
    },
  },
  DOCUMENT_LIMIT: {
    message: { en: 'the document is beyond a limit: {what}', vi: 'văn bản vượt giới hạn: {what}' },
    hint: {
      en: 'files like this are made to exhaust readers; ask where it comes from',
      vi: 'tệp kiểu này thường nhằm làm treo phần mềm; hãy hỏi rõ nguồn gốc',
    },
  },
  DOCUMENT_LOCKED: {
    message: {
      en: 'an earlier signature forbids this change: {what}',
      vi: 'chữ ký trước đó không cho phép thay đổi này: {what}',
    },
    hint: {
      en: 'ask the earlier signer for a document that allows more signatures',
      vi: 'đề nghị người ký trước cung cấp bản cho phép ký thêm',
    },
  },
  DER_MALFORMED: {
    message: {
      en: 'a signature or certificate is not well-formed: {what}',
      vi: 'cấu trúc chữ ký hoặc chứng thư số bị lỗi: {what}',
    },
    hint: { en: 'ask for it again from where it came', vi: 'lấy lại dữ liệu từ nơi cung cấp' },
  },
  DER_LIMIT: {
    message: {
      en: 'a signature or certificate is beyond a limit: {what}',
      vi: 'chữ ký hoặc chứng thư số vượt giới hạn: {what}',
    },
    hint: {
      en: 'such data is made to exhaust readers; ask where it comes from',
      vi: 'dữ liệu kiểu này thường nhằm làm treo phần mềm; hãy hỏi rõ nguồn gốc',
    },
  },
  CONTENTS_TOO_SMALL: {
    message: {
      en: 'the signature needs {needed} octets, {room} were kept for it',
      vi: 'chữ ký cần {needed} byte nhưng chỉ dành sẵn {room} byte',
    },
    hint: {
      en: 'kyso tried again with more room and it still did not fit; report this',
      vi: 'kyso đã thử lại với chỗ lớn hơn mà vẫn không đủ; hãy báo lỗi này',
    },
  },
  SELF_CHECK_FAILED: {
    message: {
      en: 'the signed document did not pass its own check: {what}',
      vi: 'văn bản vừa ký không qua được bước tự kiểm tra: {what}',
    },
    hint: {
      en: 'nothing was written; report this with the document if you may share it',
      vi: 'chưa ghi gì ra đĩa; hãy báo lỗi kèm văn bản nếu được phép',
    },
  },
  OUTPUT_EXISTS: {
    message: { en: '{path} exists already', vi: '{path} đã tồn tại' },
    hint: {
      en: 'kyso never replaces a file: name another file or folder for the result, or move this one away',
      vi: 'kyso không ghi đè: nêu tên tệp hoặc thư mục kết quả khác, hoặc chuyển tệp này đi',
    },
  },
  OUTPUT_UNWRITABLE: {
    message: { en: 'can’t write {path}: {what}', vi: 'không ghi được {path}: {what}' },
    hint: {
      en: 'choose a folder you may write to with --out',
      vi: 'dùng --out để chọn thư mục có quyền ghi',
    },
  },
  DISK_FULL: {
    message: { en: 'the disk is full: {path}', vi: 'ổ đĩa đã đầy: {path}' },
    hint: {
      en: 'free some space and run the same command again; what was signed stays',
      vi: 'giải phóng dung lượng rồi chạy lại lệnh; các văn bản đã ký vẫn giữ nguyên',
    },
  },
  NOTHING_TO_SIGN: {
    message: { en: 'no document is left to sign', vi: 'không còn văn bản nào để ký' },
    hint: {
      en: 'name PDF files, or a folder that holds some',
      vi: 'nêu tên tệp PDF hoặc thư mục có tệp PDF',
    },
  },
  CRL_MALFORMED: {
    message: {
      en: 'the certificate revocation list can’t be used: {what}',
      vi: 'không dùng được danh sách thu hồi chứng thư số (CRL): {what}',
    },
    hint: {
      en: 'fetch the list again from the authority that issued the certificate',
      vi: 'tải lại danh sách từ tổ chức đã cấp chứng thư số',
    },
  },
  OCSP_MALFORMED: {
    message: {
      en: 'the OCSP response can’t be used: {what}',
      vi: 'không dùng được phản hồi OCSP: {what}',
    },
    hint: {
      en: 'ask the responder again, or use a certificate revocation list',
      vi: 'hỏi lại máy chủ OCSP, hoặc dùng danh sách thu hồi (CRL)',
    },
  },
  NOTHING_TO_VERIFY: {
    message: { en: 'no document was found there', vi: 'không tìm thấy văn bản nào ở đó' },
    hint: {
      en: 'name PDF files, or a folder that holds some',
      vi: 'nêu tên tệp PDF hoặc thư mục có tệp PDF',
    },
  },
  CERTIFICATE_MALFORMED: {
    message: {
      en: 'a certificate can’t be read: {what} ({path})',
      vi: 'không đọc được chứng thư số: {what} ({path})',
    },
    hint: {
      en: 'get the certificate again from its authority, as DER or PEM',
      vi: 'lấy lại chứng thư số (DER hoặc PEM) từ tổ chức cung cấp',
    },
  },
  TRUST_UNFIT: {
    message: {
      en: 'this certificate can’t be trusted as an authority: {what} ({path})',
      vi: 'không thể tin cậy chứng thư này như một tổ chức chứng thực: {what} ({path})',
    },
    hint: {
      en: 'give the certificate of the authority that issued it; one that only completes chains goes in with --intermediates',
      vi: 'dùng chứng thư của tổ chức đã cấp; chứng thư chỉ để nối chuỗi thì thêm bằng --intermediates',
    },
  },
  TRUST_UNCONFIRMED: {
    message: {
      en: 'the fingerprint was not confirmed, nothing was added',
      vi: 'chưa xác nhận dấu vân tay, không thêm gì',
    },
    hint: {
      en: 'compare it with the authority’s by another way, then give it with --fingerprint',
      vi: 'đối chiếu với tổ chức cấp qua kênh khác rồi nêu bằng --fingerprint',
    },
  },
  TRUST_NOT_FOUND: {
    message: {
      en: 'no trust anchor fits {name}',
      vi: 'không có chứng thư gốc nào khớp với {name}',
    },
    hint: { en: 'kyso trust list shows them', vi: 'xem danh sách bằng kyso trust list' },
  },
  POLICY_MALFORMED: {
    message: {
      en: 'can’t read the policy {path}: {what}',
      vi: 'không đọc được chính sách {path}: {what}',
    },
    hint: {
      en: 'src/validation/README.md lists what a policy file may hold; basic and vn-public need no file',
      vi: 'xem src/validation/README.md về nội dung tệp chính sách; basic và vn-public không cần tệp',
    },
  },
  REGISTER_MALFORMED: {
    message: {
      en: 'can’t read the register {path}: {what}',
      vi: 'không đọc được sổ đăng ký {path}: {what}',
    },
    hint: { en: 'export it again as CSV (UTF-8)', vi: 'xuất lại sổ thành CSV (UTF-8)' },
  },
  REGISTER_COLUMN_MISSING: {
    message: {
      en: '{path} has no column for {what}; it has: {seen}',
      vi: '{path} thiếu cột {what}; các cột hiện có: {seen}',
    },
    hint: {
      en: 'export the register with that column, or rename its header',
      vi: 'xuất lại sổ có cột đó, hoặc đổi tên tiêu đề cột',
    },
  },
  LEDGER_UNREADABLE: {
    message: {
      en: 'can’t use the ledger {path}: {what}',
      vi: 'không dùng được sổ cái {path}: {what}',
    },
    hint: { en: 'name another one with --ledger FILE', vi: 'chọn sổ cái khác bằng --ledger TỆP' },
  },
  PERIOD_MALFORMED: {
    message: { en: '{period} is not a period', vi: '{period} không phải là kỳ báo cáo' },
    hint: { en: 'write it as 2026-10', vi: 'viết theo dạng 2026-10' },
  },
  PKCS11_SUPPORT_MISSING: {
    message: { en: 'PKCS#11 support is not installed', vi: 'chưa cài phần hỗ trợ PKCS#11' },
    hint: {
      en: 'apt-get install -y g++ make python3 && npm rebuild pkcs11js || npm install graphene-pk11',
      vi: 'apt-get install -y g++ make python3 && npm rebuild pkcs11js || npm install graphene-pk11',
    },
  },
  TOKEN_MODULE_MISSING: {
    message: {
      en: 'no PKCS#11 module was found ({module})',
      vi: 'không tìm thấy mô-đun PKCS#11 ({module})',
    },
    hint: {
      en: 'install the token’s driver, or name its library with --module FILE',
      vi: 'cài trình điều khiển của thiết bị ký, hoặc nêu thư viện bằng --module TỆP',
    },
  },
  TOKEN_MODULE_UNLOADABLE: {
    message: {
      en: 'the module {module} can’t be loaded: {what}',
      vi: 'không nạp được mô-đun {module}: {what}',
    },
    hint: {
      en: 'install the driver made for this system (64-bit)',
      vi: 'cài trình điều khiển đúng cho hệ điều hành này (64-bit)',
    },
  },
  TOKEN_MODULE_HANGS: {
    message: {
      en: 'the token’s driver did not answer in time',
      vi: 'trình điều khiển thiết bị ký không phản hồi',
    },
    hint: {
      en: 'pull the token, plug it in again, then run the same command: it goes on where it stopped',
      vi: 'rút thiết bị, cắm lại rồi chạy lại lệnh: kyso sẽ làm tiếp phần còn lại',
    },
  },
  TOKEN_MODULE_CRASHED: {
    message: {
      en: 'the token’s driver crashed',
      vi: 'trình điều khiển thiết bị ký bị lỗi và dừng',
    },
    hint: {
      en: 'plug the token in again and run the same command; what was signed stays',
      vi: 'cắm lại thiết bị và chạy lại lệnh; các văn bản đã ký vẫn giữ nguyên',
    },
  },
  TOKEN_MISSING: {
    message: { en: 'no token that fits is plugged in', vi: 'không thấy thiết bị ký phù hợp' },
    hint: {
      en: 'plug it in; kyso token list shows what is seen',
      vi: 'cắm thiết bị; xem bằng kyso token list',
    },
  },
  TOKEN_AMBIGUOUS: {
    message: {
      en: 'more than one token fits: {candidates}',
      vi: 'có nhiều thiết bị ký phù hợp: {candidates}',
    },
    hint: { en: 'choose one with --token LABEL', vi: 'chọn bằng --token NHÃN' },
  },
  TOKEN_REMOVED: {
    message: { en: 'the token was removed', vi: 'thiết bị ký đã bị rút ra' },
    hint: {
      en: 'plug it in and run the same command again; what was signed stays',
      vi: 'cắm lại và chạy lại lệnh; các văn bản đã ký vẫn giữ nguyên',
    },
  },
  TOKEN_PIN_WRONG: {
    message: { en: 'the token refused the PIN', vi: 'thiết bị ký từ chối mã PIN' },
    hint: {
      en: 'kyso does not try again by itself: a token locks after few wrong PINs; check the PIN with its holder',
      vi: 'kyso không tự thử lại vì thiết bị sẽ bị khóa sau vài lần sai; hãy kiểm tra lại mã PIN',
    },
  },
  TOKEN_PIN_LOCKED: {
    message: { en: 'the token is locked', vi: 'thiết bị ký đã bị khóa' },
    hint: { en: 'only its issuer can unlock it', vi: 'liên hệ đơn vị cấp để mở khóa' },
  },
  TOKEN_PIN_FINAL_TRY: {
    message: {
      en: 'one more wrong PIN locks the token',
      vi: 'sai mã PIN thêm một lần nữa thiết bị sẽ bị khóa',
    },
    hint: {
      en: 'be sure of the PIN, then add --final-try',
      vi: 'khi chắc chắn về mã PIN, thêm --final-try',
    },
  },
  TOKEN_PIN_MISSING: {
    message: {
      en: 'no PIN was given ({what})',
      vi: 'chưa có mã PIN ({what})',
    },
    hint: {
      en: 'give it with --pin-file FILE or --pin-fd NUMBER',
      vi: 'cung cấp bằng --pin-file TỆP hoặc --pin-fd SỐ',
    },
  },
  TOKEN_MECHANISM_MISSING: {
    message: {
      en: 'the token can’t sign this way: {mechanism}',
      vi: 'thiết bị ký không hỗ trợ cách ký này: {mechanism}',
    },
    hint: {
      en: 'kyso token show lists what it can; choose with --algorithm and --digest',
      vi: 'xem khả năng bằng kyso token show; chọn bằng --algorithm và --digest',
    },
  },
  TOKEN_KEY_MISSING: {
    message: {
      en: 'the certificate’s private key is not on the token',
      vi: 'không thấy khóa bí mật của chứng thư số trên thiết bị',
    },
    hint: {
      en: 'plug in the token on which this certificate was issued',
      vi: 'cắm đúng thiết bị đã được cấp chứng thư số này',
    },
  },
  TOKEN_REFUSED: {
    message: { en: 'the token refused: {what}', vi: 'thiết bị ký từ chối: {what}' },
    hint: {
      en: 'kyso token check says what the token needs',
      vi: 'chạy kyso token check để biết thiết bị cần gì',
    },
  },
  KEYSTORE_UNREADABLE: {
    message: {
      en: 'can’t read the key store {path}: {what}',
      vi: 'không đọc được kho khóa {path}: {what}',
    },
    hint: { en: 'it must be a PKCS#12 file (.p12, .pfx)', vi: 'tệp phải là PKCS#12 (.p12, .pfx)' },
  },
  KEYSTORE_PASSWORD_WRONG: {
    message: {
      en: 'the key store does not open with this password',
      vi: 'mật khẩu kho khóa không đúng',
    },
    hint: {
      en: 'check the password; it is asked once per run',
      vi: 'kiểm tra lại mật khẩu; mỗi lần chạy chỉ hỏi một lần',
    },
  },
  CERTIFICATE_MISSING: {
    message: {
      en: 'no certificate that fits was found ({what})',
      vi: 'không tìm thấy chứng thư số phù hợp ({what})',
    },
    hint: { en: 'kyso token list shows what is there', vi: 'xem bằng kyso token list' },
  },
  CERTIFICATE_AMBIGUOUS: {
    message: {
      en: 'more than one certificate fits: {candidates}',
      vi: 'có nhiều chứng thư số phù hợp: {candidates}',
    },
    hint: {
      en: 'choose one with --certificate FINGERPRINT',
      vi: 'chọn bằng --certificate DẤU_VÂN_TAY',
    },
  },
  CERTIFICATE_EXPIRED: {
    message: {
      en: 'the certificate of {subject} expired on {date}',
      vi: 'chứng thư số của {subject} đã hết hạn ngày {date}',
    },
    hint: { en: 'renew it, then sign', vi: 'gia hạn chứng thư số rồi mới ký' },
  },
  CERTIFICATE_NOT_YET_VALID: {
    message: {
      en: 'the certificate of {subject} is valid only from {date}',
      vi: 'chứng thư số của {subject} chỉ có hiệu lực từ {date}',
    },
    hint: {
      en: 'check this machine’s clock, or wait',
      vi: 'kiểm tra đồng hồ máy tính, hoặc chờ đến ngày có hiệu lực',
    },
  },
  CERTIFICATE_NOT_FOR_SIGNING: {
    message: {
      en: 'the certificate of {subject} is not for signing',
      vi: 'chứng thư số của {subject} không dùng để ký',
    },
    hint: {
      en: 'choose a certificate with the purpose digitalSignature or nonRepudiation',
      vi: 'chọn chứng thư số có mục đích digitalSignature hoặc nonRepudiation',
    },
  },
  ALGORITHM_UNSUPPORTED: {
    message: {
      en: 'this algorithm does not fit the key: {what}',
      vi: 'thuật toán không hợp với khóa: {what}',
    },
    hint: {
      en: 'leave --algorithm and --digest out, or choose others',
      vi: 'bỏ --algorithm và --digest, hoặc chọn giá trị khác',
    },
  },
  TSA_UNREACHABLE: {
    message: {
      en: 'the time-stamp service {url} can’t be reached: {what}',
      vi: 'không kết nối được dịch vụ dấu thời gian {url}: {what}',
    },
    hint: {
      en: 'check the network, add another --tsa URL, or sign with --level B',
      vi: 'kiểm tra mạng, thêm --tsa URL khác, hoặc ký với --level B',
    },
  },
  TSA_TIMEOUT: {
    message: {
      en: 'the time-stamp service {url} did not answer in time',
      vi: 'dịch vụ dấu thời gian {url} không phản hồi kịp',
    },
    hint: {
      en: 'try later, raise --tsa-timeout, or add another --tsa URL',
      vi: 'thử lại sau, tăng --tsa-timeout, hoặc thêm --tsa URL khác',
    },
  },
  TSA_REFUSED: {
    message: {
      en: 'the time-stamp service refused: {what}',
      vi: 'dịch vụ dấu thời gian từ chối: {what}',
    },
    hint: {
      en: 'ask its operator, or use another --tsa URL',
      vi: 'hỏi đơn vị vận hành, hoặc dùng --tsa URL khác',
    },
  },
  TSA_UNTRUSTWORTHY: {
    message: {
      en: 'the time stamp can’t be trusted: {what}',
      vi: 'dấu thời gian không đáng tin: {what}',
    },
    hint: {
      en: 'do not use this service before its operator explains',
      vi: 'không dùng dịch vụ này cho đến khi đơn vị vận hành giải thích',
    },
  },
  HTTP_FAILED: {
    message: { en: 'can’t fetch {url}: {what}', vi: 'không tải được {url}: {what}' },
    hint: {
      en: 'check the network, or give the data with --crl',
      vi: 'kiểm tra mạng, hoặc cung cấp dữ liệu bằng --crl',
    },
  },
  ADDRESS_FORBIDDEN: {
    message: {
      en: 'kyso does not fetch from {url}: {what}',
      vi: 'kyso không tải từ {url}: {what}',
    },
    hint: {
      en: 'allow it with --allow-private if this is your own network',
      vi: 'thêm --allow-private nếu đây là mạng của cơ quan',
    },
  },
  DEMO_FOLDER_TAKEN: {
    message: {
      en: '{path} exists and was not made by kyso demo',
      vi: '{path} đã tồn tại và không phải do kyso demo tạo ra',
    },
    hint: {
      en: 'name a folder that does not exist yet with --folder',
      vi: 'dùng --folder để chọn một thư mục chưa tồn tại',
    },
  },
  DEMO_FOLDER_MISSING: {
    message: {
      en: 'there is no finished demo in {path}',
      vi: 'không có bản mẫu hoàn chỉnh trong {path}',
    },
    hint: { en: 'make one first: kyso demo', vi: 'hãy tạo trước bằng lệnh: kyso demo' },
  },
  DEMO_PORT_TAKEN: {
    message: {
      en: 'the demo’s authority can’t listen on port {port} of this machine',
      vi: 'dịch vụ chứng thực mẫu không mở được cổng {port} trên máy này',
    },
    hint: {
      en: 'end the program that uses the port, or make the demo again',
      vi: 'hãy tắt chương trình đang dùng cổng này, hoặc tạo lại bản mẫu',
    },
  },
  DEMO_STEP_FAILED: {
    message: {
      en: 'a step of the demo ended with status {status}: kyso {command}',
      vi: 'một bước của bản mẫu kết thúc với mã {status}: kyso {command}',
    },
    hint: {
      en: 'what it said stands above; the folder is left as it is',
      vi: 'thông báo của bước đó ở phía trên; thư mục được giữ nguyên',
    },
  },
  DEMO_FIGURES_DIFFER: {
    message: {
      en: 'the demo came to {found} where {expected} was due ({name})',
      vi: 'bản mẫu cho kết quả {found} thay vì {expected} ({name})',
    },
    hint: {
      en: 'this is a mistake of kyso: report it with the folder’s report.json',
      vi: 'đây là lỗi của kyso: hãy báo lỗi kèm tệp report.json trong thư mục',
    },
  },
  USAGE: {
    message: {
      en: 'the call is not understood: {what} {name}',
      vi: 'lệnh chưa đúng: {what} {name}',
    },
    hint: {
      en: 'kyso --help, or kyso COMMAND --help',
      vi: 'xem kyso --help, hoặc kyso LỆNH --help',
    },
  },
  INTERRUPTED: {
    message: { en: 'interrupted', vi: 'đã dừng theo yêu cầu' },
    hint: {
      en: 'run the same command again; what is done stays done',
      vi: 'chạy lại lệnh để làm tiếp; phần đã xong vẫn giữ nguyên',
    },
  },
  BUG: {
    message: { en: 'kyso made a mistake', vi: 'kyso gặp lỗi nội bộ' },
    hint: {
      en: 'run again with KYSO_DEBUG=1 and report what it prints',
      vi: 'chạy lại với KYSO_DEBUG=1 và gửi báo lỗi',
    },
  },
};
