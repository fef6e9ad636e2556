import { catalogue } from './catalogue.ts';

/** Words of `kyso token` and of asking for a PIN. */
export const tokenWords = catalogue({
  askPin: {
    en: 'PIN of token {device}, certificate of {subject}: ',
    vi: 'Mã PIN của thiết bị {device}, chứng thư số của {subject}: ',
  },
  askPassword: { en: 'Password of {device}: ', vi: 'Mật khẩu của {device}: ' },
  pinCountLow: {
    en: 'the last PIN given to this token was wrong: few tries are left',
    vi: 'lần nhập mã PIN trước trên thiết bị này đã sai: chỉ còn ít lần thử',
  },
  confirmFinalTry: {
    en: 'One more wrong PIN locks token {device}. Type yes to go on: ',
    vi: 'Sai mã PIN thêm một lần nữa thiết bị {device} sẽ bị khóa. Gõ có để tiếp tục: ',
  },
  yes: { en: 'yes', vi: 'có' },
  optionModule: {
    en: 'PKCS#11 library of the token (else KYSO_PKCS11_MODULE, else the known places)',
    vi: 'thư viện PKCS#11 của thiết bị ký (mặc định: KYSO_PKCS11_MODULE hoặc các nơi đã biết)',
  },
  optionToken: {
    en: 'label or serial number of the token',
    vi: 'nhãn hoặc số sê-ri của thiết bị ký',
  },
  optionCertificate: {
    en: 'SHA-256 fingerprint (8 digits or more of its beginning) or a part of the subject',
    vi: 'dấu vân tay SHA-256 (từ 8 ký tự đầu) hoặc một phần tên chủ thể',
  },
  optionPkcs12: {
    en: 'sign with a PKCS#12 key store (.p12, .pfx) instead of a token',
    vi: 'ký bằng kho khóa PKCS#12 (.p12, .pfx) thay cho thiết bị ký',
  },
  optionPinFile: {
    en: 'file whose first line is the PIN or password',
    vi: 'tệp có dòng đầu là mã PIN hoặc mật khẩu',
  },
  optionPinFd: {
    en: 'open file descriptor from which the PIN or password is read',
    vi: 'số hiệu tệp đang mở để đọc mã PIN hoặc mật khẩu',
  },
  optionFinalTry: {
    en: 'try the PIN even when a wrong one would lock the token',
    vi: 'vẫn thử mã PIN dù nhập sai sẽ khóa thiết bị',
  },
  optionAlgorithm: {
    en: 'RSA signatures as RSASSA-PKCS1-v1_5 (default) or RSASSA-PSS',
    vi: 'chữ ký RSA theo RSASSA-PKCS1-v1_5 (mặc định) hoặc RSASSA-PSS',
  },
  optionDigest: { en: 'digest algorithm', vi: 'thuật toán băm' },
  optionLanes: {
    en: 'signatures made at once (1 for a USB token; more for an HSM)',
    vi: 'số chữ ký tạo cùng lúc (1 với thiết bị USB; nhiều hơn với HSM)',
  },
  summary: {
    en: 'list, show and check PKCS#11 tokens and their certificates; never asks for a PIN',
    vi: 'liệt kê, xem và kiểm tra thiết bị ký (PKCS#11) và chứng thư số; không hỏi mã PIN',
  },
  list: { en: 'one line per token', vi: 'mỗi thiết bị ký một dòng' },
  show: {
    en: 'everything the tokens show without login',
    vi: 'mọi thông tin thiết bị cho xem khi chưa đăng nhập',
  },
  check: {
    en: 'whether a token can sign now, and what to do when it can’t',
    vi: 'thiết bị đã ký được chưa, nếu chưa thì cần làm gì',
  },
  json: { en: 'print JSON (kyso.token/1)', vi: 'in JSON (kyso.token/1)' },
  exampleList: { en: 'What is plugged in?', vi: 'Đang cắm những thiết bị nào?' },
  exampleCheck: {
    en: 'Can this token sign now? As JSON, for a script',
    vi: 'Thiết bị này ký được chưa? In JSON cho chương trình khác đọc',
  },
  columnToken: { en: 'Token', vi: 'Thiết bị' },
  columnSerial: { en: 'Serial', vi: 'Số sê-ri' },
  columnHolders: { en: 'Certificates of', vi: 'Chứng thư số của' },
  columnState: { en: 'State', vi: 'Tình trạng' },
  columnModule: { en: 'Module', vi: 'Mô-đun' },
  ready: { en: 'ready', vi: 'sẵn sàng' },
  notReady: { en: 'not ready', vi: 'chưa sẵn sàng' },
  noToken: {
    en: 'no token is plugged in',
    vi: 'chưa cắm thiết bị ký nào',
  },
  checkReady: {
    en: '✓ {token} ({serial}) is ready to sign as {holder}, until {date}',
    vi: '✓ {token} ({serial}) sẵn sàng ký với chứng thư số của {holder}, đến ngày {date}',
  },
  checkNotReady: {
    en: '✗ {token} ({serial}) is not ready:',
    vi: '✗ {token} ({serial}) chưa sẵn sàng:',
  },
  warnFinalTry: {
    en: 'one more wrong PIN locks it',
    vi: 'sai mã PIN thêm một lần nữa thiết bị sẽ bị khóa',
  },
  lineModule: { en: 'Module       {path}', vi: 'Mô-đun        {path}' },
  lineLibrary: {
    en: 'Library      {description}, version {version}, PKCS#11 {cryptoki}',
    vi: 'Thư viện      {description}, phiên bản {version}, PKCS#11 {cryptoki}',
  },
  lineToken: {
    en: 'Token        {label}, serial {serial}',
    vi: 'Thiết bị      {label}, số sê-ri {serial}',
  },
  lineDevice: {
    en: 'Device       {manufacturer}, {model}, in {slot}',
    vi: 'Loại          {manufacturer}, {model}, tại {slot}',
  },
  lineStates: { en: 'State        {states}', vi: 'Tình trạng    {states}' },
  lineMechanisms: { en: 'Mechanisms   {mechanisms}', vi: 'Cơ chế ký     {mechanisms}' },
  lineCertificate: { en: 'Certificate  {holder}: {state}', vi: 'Chứng thư số  {holder}: {state}' },
  lineSubject: { en: '  subject      {subject}', vi: '  chủ thể       {subject}' },
  lineIssuer: { en: '  issuer       {issuer}', vi: '  nơi cấp       {issuer}' },
  lineValidity: { en: '  valid        {from} to {to}', vi: '  hiệu lực      {from} đến {to}' },
  lineKey: { en: '  key          {key}', vi: '  khóa          {key}' },
  lineFingerprint: { en: '  SHA-256      {sha256}', vi: '  SHA-256       {sha256}' },
  lineAlways: {
    en: '  PIN          wanted for every signature',
    vi: '  mã PIN        cần cho từng chữ ký',
  },
  usable: { en: 'usable', vi: 'dùng được' },
  'obstacle-pin-locked': { en: 'the token is locked', vi: 'thiết bị đã bị khóa' },
  'obstacle-pin-not-set': { en: 'no PIN was set', vi: 'chưa đặt mã PIN' },
  'obstacle-pin-pad': { en: 'wants its own PIN pad', vi: 'cần bàn phím riêng' },
  'obstacle-not-for-signing': { en: 'not for signing', vi: 'không dùng để ký' },
  'obstacle-key-unsupported': { en: 'kind of key not supported', vi: 'loại khóa chưa hỗ trợ' },
  'obstacle-not-yet-valid': { en: 'not yet valid', vi: 'chưa có hiệu lực' },
  'obstacle-expired': { en: 'expired', vi: 'đã hết hạn' },
  'flag-initialized': { en: 'initialised', vi: 'đã khởi tạo' },
  'flag-loginRequired': { en: 'PIN required', vi: 'cần mã PIN' },
  'flag-pinSet': { en: 'PIN set', vi: 'đã đặt mã PIN' },
  'flag-pinPad': { en: 'own PIN pad', vi: 'có bàn phím riêng' },
  'flag-pinCountLow': { en: 'few PIN tries left', vi: 'còn ít lần thử mã PIN' },
  'flag-pinFinalTry': { en: 'one PIN try left', vi: 'còn một lần thử mã PIN' },
  'flag-pinLocked': { en: 'PIN locked', vi: 'mã PIN đã bị khóa' },
});
