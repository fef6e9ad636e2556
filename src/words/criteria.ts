import { catalogue } from './catalogue.ts';

/** The criteria of Thông tư 15/2025/TT-BKHCN, Phụ lục II, by the ids of validation/criteria.ts. */
export const criteria = catalogue({
  title: {
    en: 'Thông tư 15/2025/TT-BKHCN, Phụ lục II',
    vi: 'Phụ lục II, Thông tư 15/2025/TT-BKHCN',
  },
  'certificate-in-time': {
    en: 'the certificate was in its dates',
    vi: 'chứng thư số còn hạn',
  },
  'status-at-signing': {
    en: 'it was not revoked when signing (CRL or OCSP)',
    vi: 'chứng thư số không bị thu hồi tại thời điểm ký (CRL hoặc OCSP)',
  },
  algorithm: { en: 'the algorithms count', vi: 'thuật toán được phép sử dụng' },
  purpose: {
    en: 'the certificate is for signing',
    vi: 'chứng thư số đúng mục đích sử dụng',
  },
  'subject-identified': {
    en: 'the signer is identified',
    vi: 'xác định được chủ thể ký',
  },
  'matching-key': {
    en: 'it was made with the key that belongs to the certificate',
    vi: 'chữ ký được tạo bằng khóa bí mật tương ứng với chứng thư số',
  },
  'valid-at-signing': {
    en: 'the certificate was valid when signing',
    vi: 'chứng thư số có hiệu lực tại thời điểm ký',
  },
  integrity: {
    en: 'the document was not changed',
    vi: 'tính toàn vẹn của văn bản được bảo đảm',
  },
  met: { en: 'met', vi: 'đạt' },
  'not-met': { en: 'not met', vi: 'không đạt' },
  unknown: { en: 'not known', vi: 'chưa xác định' },
});
