import { catalogue } from './catalogue.ts';

export const show = catalogue({
  summary: {
    en: 'List the revisions of a PDF: who signed each and what it changed; or cut one out.',
    vi: 'Liệt kê các phiên bản trong tệp PDF: ai ký, thay đổi những gì; hoặc trích một phiên bản ra tệp mới.',
  },
  file: { en: 'PDF document', vi: 'văn bản PDF' },
  revision: {
    en: 'the revision to cut out, from 1; needs --out',
    vi: 'phiên bản cần trích, tính từ 1; đi kèm --out',
  },
  out: {
    en: 'new file for that revision; an existing one is never replaced',
    vi: 'tệp mới để ghi phiên bản đó; không bao giờ ghi đè tệp đã có',
  },
  json: { en: 'as JSON on stdout (kyso.show/1)', vi: 'in dạng JSON (kyso.show/1)' },
  passwordFile: {
    en: 'file whose first line is the document’s password',
    vi: 'tệp có dòng đầu là mật khẩu mở văn bản',
  },
  exampleList: {
    en: 'what was signed, and what was changed afterwards',
    vi: 'xem bản nào đã được ký và sau đó thay đổi gì',
  },
  exampleOut: {
    en: 'the document as it stood before the first signature',
    vi: 'lấy lại văn bản như khi chưa có chữ ký',
  },

  octets: { en: 'octets {start} to {end}', vi: 'từ byte {start} đến {end}' },
  title: { en: 'revision {number} of {count}', vi: 'phiên bản {number}/{count}' },
  signature: { en: 'signature', vi: 'chữ ký' },
  'document-timestamp': { en: 'document time stamp', vi: 'dấu thời gian văn bản' },
  by: { en: 'by {name}', vi: 'của {name}' },
  claimed: { en: 'at {time} (claimed)', vi: 'lúc {time} (tự khai)' },
  stamped: { en: 'at {time}', vi: 'lúc {time}' },
  damaged: {
    en: 'breaks the rules of its format: what it covers is not sure',
    vi: 'sai định dạng: không chắc phạm vi được ký',
  },
  nobody: { en: 'nobody signed this revision', vi: 'không ai ký phiên bản này' },
  unsigned: {
    en: 'what came after the last signature: nobody signed this revision',
    vi: 'phần thêm sau chữ ký cuối cùng: không ai ký phiên bản này',
  },
  changed: { en: 'changed', vi: 'thay đổi' },
  nothing: { en: 'nothing that a reader shows', vi: 'không có gì ảnh hưởng đến hiển thị' },
  first: { en: 'the document as it was made', vi: 'văn bản như khi được tạo' },
  signed: { en: 'signed', vi: 'đã ký' },
  unverified: {
    en: 'Nothing is verified here; ask: kyso verify {path}',
    vi: 'Lệnh này không kiểm tra chữ ký; hãy dùng: kyso verify {path}',
  },
  written: {
    en: 'revision {number} ({octets} octets) written to {path}',
    vi: 'đã ghi phiên bản {number} ({octets} byte) vào {path}',
  },
});
