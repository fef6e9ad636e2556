import { catalogue, fill, type Language, type Phrase } from './catalogue.ts';
import { shown } from './shown.ts';

/** By `what` of a ChangeDetail of ades/; `-unplaced`: the page has no number. */
export const changeDetails = catalogue({
  'signature-added': { en: 'signature ‘{field}’ added', vi: 'thêm chữ ký “{field}”' },
  'signature-field-added': {
    en: 'empty signature field ‘{field}’ added',
    vi: 'thêm ô ký trống “{field}”',
  },
  'signature-unsound': {
    en: 'signature ‘{field}’ shows something on a page but does not hold',
    vi: 'chữ ký “{field}” có hình hiển thị trên trang nhưng không hợp lệ',
  },
  'signature-changed': {
    en: 'a signature dictionary was exchanged (object {object})',
    vi: 'từ điển chữ ký bị thay (đối tượng {object})',
  },
  'document-timestamp-added': {
    en: 'document time stamp ‘{field}’ added',
    vi: 'thêm dấu thời gian văn bản “{field}”',
  },
  'validation-data-added': { en: 'validation data added', vi: 'thêm dữ liệu kiểm tra chữ ký' },
  'field-filled': { en: 'field ‘{field}’ filled in', vi: 'điền ô “{field}”' },
  'field-added': { en: 'field ‘{field}’ added', vi: 'thêm ô “{field}”' },
  'field-removed': { en: 'field ‘{field}’ removed', vi: 'bỏ ô “{field}”' },
  'field-changed': {
    en: 'field ‘{field}’: {entry} changed',
    vi: 'ô “{field}”: {entry} bị thay đổi',
  },
  'form-entry-changed': {
    en: 'the form: {entry} changed',
    vi: 'biểu mẫu: {entry} bị thay đổi',
  },
  'annotation-added': {
    en: 'annotation ({kind}) added on page {page}',
    vi: 'thêm chú thích ({kind}) ở trang {page}',
  },
  'annotation-added-unplaced': {
    en: 'annotation ({kind}) added',
    vi: 'thêm chú thích ({kind})',
  },
  'annotation-changed': {
    en: 'annotation ({kind}) changed on page {page}',
    vi: 'sửa chú thích ({kind}) ở trang {page}',
  },
  'annotation-changed-unplaced': {
    en: 'annotation ({kind}) changed',
    vi: 'sửa chú thích ({kind})',
  },
  'annotation-removed': {
    en: 'annotation ({kind}) removed from page {page}',
    vi: 'bỏ chú thích ({kind}) ở trang {page}',
  },
  'annotation-removed-unplaced': {
    en: 'annotation ({kind}) removed',
    vi: 'bỏ chú thích ({kind})',
  },
  'metadata-changed': { en: 'metadata changed', vi: 'siêu dữ liệu thay đổi' },
  'information-changed': {
    en: 'document information: {entry} changed',
    vi: 'thông tin văn bản: {entry} thay đổi',
  },
  'page-added': { en: 'page {page} added', vi: 'thêm trang {page}' },
  'page-removed': { en: 'page {page} removed', vi: 'bỏ trang {page}' },
  'page-removed-unplaced': { en: 'a page removed', vi: 'bỏ một trang' },
  'page-content-changed': {
    en: 'page {page}: content changed',
    vi: 'trang {page}: nội dung thay đổi',
  },
  'page-content-changed-unplaced': {
    en: 'content of a page changed',
    vi: 'nội dung một trang thay đổi',
  },
  'page-entry-changed': {
    en: 'page {page}: {entry} changed',
    vi: 'trang {page}: {entry} thay đổi',
  },
  'page-entry-changed-unplaced': {
    en: 'a page: {entry} changed',
    vi: 'một trang: {entry} thay đổi',
  },
  'font-changed': {
    en: 'page {page}: a font was exchanged',
    vi: 'trang {page}: phông chữ bị thay',
  },
  'font-changed-unplaced': { en: 'a font was exchanged', vi: 'phông chữ bị thay' },
  'image-changed': {
    en: 'page {page}: a picture was exchanged',
    vi: 'trang {page}: hình ảnh bị thay',
  },
  'image-changed-unplaced': { en: 'a picture was exchanged', vi: 'hình ảnh bị thay' },
  'drawing-changed': {
    en: 'page {page}: a drawing was exchanged',
    vi: 'trang {page}: hình vẽ bị thay',
  },
  'drawing-changed-unplaced': { en: 'a drawing was exchanged', vi: 'hình vẽ bị thay' },
  'page-part-changed': {
    en: 'page {page}: something that it uses changed',
    vi: 'trang {page}: thành phần được dùng bị thay đổi',
  },
  'page-part-changed-unplaced': {
    en: 'something that a page uses changed',
    vi: 'thành phần mà trang dùng bị thay đổi',
  },
  'page-tree-changed': {
    en: 'the page tree: {entry} changed',
    vi: 'cây trang: {entry} thay đổi',
  },
  'catalog-entry-changed': {
    en: 'catalog entry {entry} changed',
    vi: 'mục {entry} của danh mục gốc thay đổi',
  },
  'trailer-changed': {
    en: 'the trailer names another document or encryption',
    vi: 'trailer trỏ tới tài liệu hoặc mã hóa khác',
  },
  'objects-unlisted': {
    en: 'it hides objects that no cross-reference table lists',
    vi: 'có đối tượng ẩn không nằm trong bảng tham chiếu',
  },
  'reading-mended': {
    en: 'it is malformed, so that readers may differ on what it shows',
    vi: 'phần này sai cấu trúc nên mỗi phần mềm có thể hiển thị khác nhau',
  },
  'object-doubtful': {
    en: 'object {object} is written so that readers may differ on it',
    vi: 'đối tượng {object} được ghi khiến mỗi phần mềm có thể hiểu khác nhau',
  },
  'object-added': { en: 'object {object} added', vi: 'thêm đối tượng {object}' },
  'object-changed': { en: 'object {object} changed', vi: 'đối tượng {object} thay đổi' },
  'object-removed': { en: 'object {object} removed', vi: 'bỏ đối tượng {object}' },
});

/** What a later revision changed, in words: one ChangeDetail of ades/. */
export function changeWords(
  {
    what,
    data,
  }: { readonly what: string; readonly data: Readonly<Record<string, string | number>> },
  language: Language,
): string {
  const phrase = (changeDetails as Readonly<Record<string, Phrase>>)[what];
  return phrase === undefined ? shown(what) : fill(phrase, language, data);
}
