import { catalogue } from './catalogue.ts';

export const cli = catalogue({
  kyso: {
    en: 'Sign, verify and audit electronic documents.',
    vi: 'Ký số, kiểm tra và thống kê văn bản điện tử.',
  },
  demo: {
    en: 'a whole district in a folder: certificates, documents, sign, verify, audit, report',
    vi: 'cả một huyện mẫu trong một thư mục: chứng thư số, văn bản, ký, kiểm tra, thống kê',
  },
  token: {
    en: 'list, show and check PKCS#11 tokens and their certificates',
    vi: 'liệt kê, xem và kiểm tra thiết bị ký (PKCS#11) và chứng thư số',
  },
  sign: { en: 'sign PDF documents', vi: 'ký số các văn bản PDF' },
  verify: {
    en: 'say what the signatures in documents are worth, and why',
    vi: 'kiểm tra chữ ký số trên văn bản và nêu rõ lý do',
  },
  show: {
    en: 'list the revisions of a PDF and what each changed; cut one out',
    vi: 'liệt kê các phiên bản trong tệp PDF và thay đổi; trích một phiên bản',
  },
  audit: {
    en: 'match registers with documents and verify every signature',
    vi: 'đối chiếu sổ đăng ký với văn bản và kiểm tra mọi chữ ký số',
  },
  report: {
    en: 'signing rates per agency or month, from the ledger',
    vi: 'tỷ lệ ký số theo cơ quan hoặc theo tháng, lấy từ sổ cái',
  },
  trust: {
    en: 'list, add and remove trust anchors',
    vi: 'liệt kê, thêm và bỏ chứng thư số gốc được tin cậy',
  },
  language: { en: 'language of what is shown: vi or en', vi: 'ngôn ngữ hiển thị: vi hoặc en' },
  version: { en: 'print the version', vi: 'in số phiên bản' },
  help: { en: 'show this help', vi: 'hiện phần trợ giúp này' },
  usage: { en: 'Usage:', vi: 'Cách dùng:' },
  options: { en: 'Options:', vi: 'Tùy chọn:' },
  commands: { en: 'Commands:', vi: 'Lệnh:' },
  arguments: { en: 'Arguments:', vi: 'Tham số:' },
  examples: { en: 'Examples:', vi: 'Ví dụ:' },
  byDefault: { en: 'default:', vi: 'mặc định:' },
  error: { en: 'error', vi: 'lỗi' },
  hint: { en: 'hint', vi: 'gợi ý' },
});
