import type { DemoDocument, District } from './district.ts';

const BOM = '\ufeff';

/**
 * The register of outgoing documents as such systems export it: a title above, headers of the official form in
 * another order with more columns, semicolons, CRLF, a byte order mark, dates day first.
 */
export function registerCsv({ name, documents }: District): string {
  const rows = [
    [`SỔ ĐĂNG KÝ VĂN BẢN ĐI - ${name.toUpperCase()}`],
    ['Kỳ báo cáo: tháng 10/2026'],
    [
      'STT',
      'Mã định danh cơ quan',
      'Cơ quan ban hành',
      'Số, ký hiệu VB',
      'Ngày tháng VB',
      'Tên loại và trích yếu',
      'Người ký',
      'Nơi nhận',
      'Số lượng bản',
      'Hình thức gửi',
      'Đã ký số',
      'Tên tệp',
      'Ghi chú',
    ],
    ...documents.map(registerRow),
  ];
  return BOM + rows.map((cells) => `${cells.map(cell).join(';')}\r\n`).join('');
}

function registerRow(document: DemoDocument, index: number): string[] {
  const { agency, electronic, kind, subject } = document;
  const [year, month, day] = document.date.split('-');
  return [
    String(index + 1),
    agency.organId,
    agency.plan.name,
    `${String(document.number).padStart(2, '0')}/${document.notation}`,
    `${day}/${month}/${year}`,
    `${kind.name}: ${subject}`,
    document.signer.name,
    document.recipients.map((r) => r.plan.name).join('; '),
    electronic ? '' : '2',
    electronic ? 'Điện tử' : 'Giấy',
    electronic ? 'Có' : 'Không',
    electronic ? document.fileName : '',
    '',
  ];
}

/** The agencies as dated data: all of them since the first day of the year. */
export function organisationsCsv({ agencies }: District): string {
  const rows = [
    ['Mã định danh', 'Tên cơ quan', 'Loại', 'Từ ngày', 'Đến ngày'],
    ...agencies.map((a) => [a.organId, a.plan.name, a.plan.kind.name, '01/01/2026', '']),
  ];
  return BOM + rows.map((cells) => `${cells.map(cell).join(';')}\r\n`).join('');
}

function cell(text: string): string {
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
