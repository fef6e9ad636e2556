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
});
