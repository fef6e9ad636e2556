import { catalogue } from './catalogue.ts';

export const demo = catalogue({
  summary: {
    en: 'Build a whole district in a folder: certificates, documents, sign, verify, audit, report. Nothing real is in it.',
    vi: 'Dựng cả một huyện mẫu trong một thư mục: chứng thư số, văn bản, ký, kiểm tra, thống kê. Mọi dữ liệu đều là hư cấu.',
  },
  folder: {
    en: 'folder to build it in; an earlier demo there is replaced',
    vi: 'thư mục để dựng; bản mẫu cũ trong đó sẽ được thay thế',
  },
  keyStores: {
    en: 'sign with PKCS#12 key stores even where SoftHSM is installed',
    vi: 'ký bằng kho khóa PKCS#12 kể cả khi máy có SoftHSM',
  },
  keepServing: {
    en: 'afterwards go on serving CRL, OCSP and time stamps until Ctrl-C',
    vi: 'dựng xong vẫn tiếp tục phục vụ CRL, OCSP và dấu thời gian cho đến khi nhấn Ctrl-C',
  },
  serve: {
    en: 'build nothing: only serve the authority of the demo that is there until Ctrl-C',
    vi: 'không dựng gì: chỉ phục vụ tổ chức chứng thực của bản mẫu có sẵn cho đến khi nhấn Ctrl-C',
  },
  exampleBuild: {
    en: 'build the district in ./kyso-demo',
    vi: 'dựng huyện mẫu trong ./kyso-demo',
  },
  exampleServe: {
    en: 'serve its time stamps again, to repeat the commands of commands.sh',
    vi: 'phục vụ lại dấu thời gian để chạy lại các lệnh trong commands.sh',
  },

  building: {
    en: 'building {district} in {folder}; everything in it is invented',
    vi: 'đang dựng {district} tại {folder}; mọi dữ liệu đều là hư cấu',
  },
  district: { en: 'a district that does not exist', vi: 'một huyện không có thật' },
  stage: { en: '[{number}/{of}] {what}', vi: '[{number}/{of}] {what}' },
  stageDone: { en: '      {what} ({seconds} s)', vi: '      {what} ({seconds} giây)' },
  stageMaking: {
    en: 'making keys and documents',
    vi: 'tạo khóa và văn bản',
  },
  madeKeys: {
    en: '{keys} RSA-2048 keys, {documents} PDF documents of 1 to 5 pages',
    vi: '{keys} khóa RSA-2048, {documents} văn bản PDF từ 1 đến 5 trang',
  },
  making: {
    en: 'keys {keys} of {ofKeys}, documents {documents} of {ofDocuments}',
    vi: 'khóa {keys}/{ofKeys}, văn bản {documents}/{ofDocuments}',
  },
  stageIssuing: { en: 'issuing certificates', vi: 'cấp chứng thư số' },
  issuing: { en: 'certificates {done} of {of}', vi: 'chứng thư số {done}/{of}' },
  issued: {
    en: '{certificates} certificates under a two-level CA; CRL, OCSP and time stamps at {url}',
    vi: '{certificates} chứng thư số dưới CA hai cấp; CRL, OCSP và dấu thời gian tại {url}',
  },
  stageDevices: { en: 'putting keys on signing devices', vi: 'đưa khóa vào thiết bị ký' },
  softhsm: {
    en: 'SoftHSM is installed: {count} signers on {tokens} PKCS#11 tokens ({module})',
    vi: 'máy có SoftHSM: {count} người ký trên {tokens} thiết bị PKCS#11 ({module})',
  },
  stores: {
    en: 'no SoftHSM module was found: {count} signers in PKCS#12 key stores',
    vi: 'không tìm thấy SoftHSM: {count} người ký dùng kho khóa PKCS#12',
  },
  storesInstead: {
    en: 'SoftHSM ({module}) is installed but could not be used: {count} signers in PKCS#12 key stores',
    vi: 'máy có SoftHSM ({module}) nhưng không dùng được: {count} người ký dùng kho khóa PKCS#12',
  },
  storesChosen: {
    en: 'as asked, {count} signers in PKCS#12 key stores',
    vi: 'theo yêu cầu, {count} người ký dùng kho khóa PKCS#12',
  },
  stagePersons: { en: 'persons sign (PAdES B-B)', vi: 'người có thẩm quyền ký (PAdES B-B)' },
  stageAgencies: {
    en: 'agencies sign with time stamps (PAdES B-T)',
    vi: 'cơ quan ký kèm dấu thời gian (PAdES B-T)',
  },
  signing: {
    en: '{done} of {of} documents, {rate} a second',
    vi: '{done}/{of} văn bản, {rate} văn bản mỗi giây',
  },
  signed: {
    en: '{count} signatures by {signers} signers, {rate} a second',
    vi: '{count} chữ ký của {signers} người ký, {rate} chữ ký mỗi giây',
  },
  stageAltering: {
    en: 'somebody changes one byte of one signed document, the CA issues its CRLs',
    vi: 'có người sửa một byte của một văn bản đã ký; CA phát hành CRL',
  },
  altered: {
    en: 'in {path} the amount {before} now reads {after}',
    vi: 'trong {path}, số tiền {before} nay thành {after}',
  },
  stageVerifying: { en: 'verifying every document', vi: 'kiểm tra mọi văn bản' },
  verified: {
    en: '{passed} signatures TOTAL-PASSED, {failed} TOTAL-FAILED',
    vi: '{passed} chữ ký TOTAL-PASSED, {failed} chữ ký TOTAL-FAILED',
  },
  stageAuditing: {
    en: 'auditing the register against the documents',
    vi: 'đối chiếu sổ đăng ký với văn bản',
  },
  audited: { en: '{count} rows of the register', vi: '{count} dòng trong sổ đăng ký' },
  stageReporting: { en: 'reporting', vi: 'lập báo cáo' },
  reported: { en: '{files}', vi: '{files}' },

  figures: {
    en: 'R1 {electronic} of {documents} exchanged electronically, R2a {proven} of {electronic} proven signed, {certificates} certificates: as due.',
    vi: 'R1: {electronic}/{documents} văn bản gửi điện tử; R2a: {proven}/{electronic} được chứng minh đã ký số; {certificates} chứng thư số: đúng như dự kiến.',
  },
  total: { en: 'Done in {seconds} s.', vi: 'Hoàn tất sau {seconds} giây.' },
  repeat: {
    en: 'What was run, from inside {folder} (every signer’s call is in {script}; time stamps need "kyso demo --serve" meanwhile):',
    vi: 'Các lệnh đã chạy, tính từ trong {folder} (lệnh của từng người ký có trong {script}; dấu thời gian cần "kyso demo --serve" chạy song song):',
  },
  more: { en: '… {count} more like it', vi: '… thêm {count} lệnh tương tự' },
  serving: {
    en: 'serving CRL, OCSP and time stamps at {url} until Ctrl-C',
    vi: 'đang phục vụ CRL, OCSP và dấu thời gian tại {url}; nhấn Ctrl-C để dừng',
  },
  scriptHead: {
    en: 'What kyso demo ran. Run it from this folder while "kyso demo --serve" runs beside it.',
    vi: 'Các lệnh mà kyso demo đã chạy. Hãy chạy trong thư mục này, khi "kyso demo --serve" đang chạy song song.',
  },
});
