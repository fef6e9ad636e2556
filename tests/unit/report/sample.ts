import {
  countedOf,
  figuresOf,
  type Grouping,
  RATES,
  type Reason,
  type Unit,
} from '../../../src/audit/index.ts';
import type { AuditedRow } from '../../../src/ledger/index.ts';
import { placesOf, type RatesReport } from '../../../src/report/rates-model.ts';

/** Text that would do harm wherever it were not escaped. */
export const HOSTILE = '<script>alert(1)</script>"\'&\u202eevil\u0007=cmd|calc';

export function auditedRow(position: number, given: Partial<AuditedRow> = {}): AuditedRow {
  const proven = (given.reason ?? 'proven') === 'proven';
  return {
    position,
    register: 'register.csv',
    line: position + 2,
    organ_id: 'H39.1',
    agency: 'UBND xã Một',
    number: String(position + 1),
    notation: 'QĐ-UBND',
    date: '2026-10-05',
    kind: '',
    subject: `Về việc số ${position + 1}`,
    channel: null,
    declared_signed: 1,
    document_id: '',
    recipients: 1,
    reason: 'proven',
    because: null,
    person: proven ? 'valid' : 'missing',
    agency_signature: proven ? 'valid' : 'missing',
    passed: proven ? 2 : 0,
    failed: 0,
    indeterminate: 0,
    matched_by: 'name',
    files: [{ path: `H39.1/${position + 1}-QD-UBND.pdf`, sha256: 'ab'.repeat(32) }],
    ...given,
  };
}

const NAMES = [
  'Văn phòng HĐND và UBND huyện',
  'Phòng Nội vụ',
  'Phòng Tài chính - Kế hoạch',
  'UBND xã Hòa Bình',
  'UBND xã Ninh Thạnh',
  'UBND thị trấn Dương Minh Châu',
];

/** A district's month: 2,040 documents, 2,000 of them electronic, 1,999 proven. */
export function districtRows(): AuditedRow[] {
  const rows: AuditedRow[] = [];
  for (let i = 0; i < 2040; i++) {
    const a = i % NAMES.length;
    const reason: Reason = i < 40 ? 'paper' : i === 777 ? 'signature-failed' : 'proven';
    rows.push(
      auditedRow(i, {
        organ_id: `H39.${a + 1}`,
        agency: NAMES[a]!,
        reason,
        because: reason === 'signature-failed' ? 'HASH_FAILURE' : null,
        files:
          reason === 'paper'
            ? []
            : [{ path: `H39.${a + 1}/${i + 1}-QD-UBND.pdf`, sha256: 'ab'.repeat(32) }],
      }),
    );
  }
  return rows;
}

export async function sampleReport(
  rows: readonly AuditedRow[] = districtRows(),
  o: { by?: readonly Grouping[]; unit?: Unit; drill?: boolean } = {},
): Promise<RatesReport> {
  const { by = ['agency'], unit = 'document', drill = true } = o;
  return {
    period: '2026-10',
    unit,
    by,
    structure: 'then',
    rates: RATES,
    run: 7,
    judgedAt: new Date('2026-11-23T02:00:00Z'),
    figures: await figuresOf(rows, { by, unit }),
    inputs: [
      { role: 'register', name: 'register.csv', sha256: 'cd'.repeat(32) },
      { role: 'documents', name: 'signed', sha256: 'ef'.repeat(32) },
    ],
    badRows: [{ register: 'register.csv', line: 99, what: 'date-unreadable', value: '31/02/2026' }],
    rowsOutside: 3,
    documents: drill
      ? rows.map((row) => {
          const counted = countedOf(row);
          return {
            organId: row.organ_id,
            agency: row.agency,
            number: row.number,
            notation: row.notation,
            date: row.date,
            subject: row.subject,
            recipients: row.recipients,
            reason: counted.reason,
            because: row.because,
            places: placesOf(counted),
            files: row.files,
            register: row.register,
            line: row.line,
          };
        })
      : null,
  };
}
