import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Signer } from '../../src/ades/ports.ts';
import { memorySource } from '../../src/bytes/source.ts';
import { digestPrepared, embedPades, preparePades, roomFor } from '../../src/format/index.ts';
import { prepareSignedAttributes, writeSignedData } from '../../src/signature/cms/index.ts';
import { makePdf } from '../support/documents.ts';
import { kyso, temporaryFolder } from '../support/kyso.ts';
import { makeWorld } from '../support/world.ts';

export const AT = new Date('2026-11-23T02:00:00Z');

/** What a row of the register says, and by whom its file is signed. */
export interface Row {
  readonly number: number;
  readonly agency?: 'H39.12' | 'H39.13';
  readonly signedBy?: readonly ('person' | 'agency')[];
  /** Agency whose seal it bears; its own unless told. */
  readonly sealedBy?: 'H39.12' | 'H39.13';
  /** Change a byte under the last signature. */
  readonly broken?: boolean;
  /** No file is written. */
  readonly lost?: boolean;
  readonly channel?: string;
  readonly declared?: string;
  readonly subject?: string;
  readonly secrecy?: string;
  readonly date?: string;
  readonly file?: string;
}

const AGENCIES = { 'H39.12': 'UBND xã Ba', 'H39.13': 'UBND xã Tư' } as const;

/** A folder with trust material, `signed/` and `register.csv`, and kyso played in it. */
export async function auditOffice(rows: readonly Row[]) {
  const world = await makeWorld({
    at: AT,
    people: [
      { name: 'person', subject: { commonName: 'Nguyễn Văn A', userId: 'CCCD:012345678901' } },
      ...Object.entries(AGENCIES).map(([name, agency]) => ({
        name,
        profile: 'agency' as const,
        subject: {
          commonName: agency,
          organization: agency,
          userId: `MST:01001091${name.slice(-2)}`,
        },
      })),
    ],
  });
  onTestFinished(() => world.close());
  const folder = temporaryFolder();
  const put = (name: string, octets: Uint8Array | string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), octets);
  };
  put('root.cer', world.anchors[0]!);
  put('issuing.cer', world.intermediates[0]!);
  world.crls().forEach((crl, i) => {
    put(`crls/${i}.crl`, crl);
  });
  mkdirSync(join(folder, 'signed'));
  const lines = [
    'STT;Số, ký hiệu VB;Ngày tháng VB;Trích yếu;Nơi nhận;Hình thức gửi;Mã định danh;Cơ quan ban hành;Tên tệp;Đã ký số;Độ mật',
  ];
  for (const [i, row] of rows.entries()) {
    const agency = row.agency ?? 'H39.12';
    const file = row.file ?? `${agency}-${row.number}.pdf`;
    lines.push(
      [
        i + 1,
        `${row.number}/QĐ-UBND`,
        row.date ?? '05/10/2026',
        quoted(row.subject ?? `Quyết định ${row.number}`),
        'Sở Nội vụ|Lưu: VT',
        row.channel ?? 'Điện tử',
        agency,
        AGENCIES[agency],
        row.channel === 'Giấy' ? '' : file,
        row.declared ?? '',
        row.secrecy ?? '',
      ].join(';'),
    );
    if (row.lost || row.channel === 'Giấy') continue;
    const by = row.signedBy ?? ['person', 'agency'];
    const blank = await makePdf({ text: `Document ${i}` });
    let octets = blank;
    for (const name of by)
      octets = await signed(
        octets,
        world.softwareSigner(name === 'agency' ? (row.sealedBy ?? agency) : name),
      );
    if (row.broken) {
      octets = Uint8Array.from(octets);
      octets[blank.length - 40]! ^= 1;
    }
    put(`signed/${file}`, octets);
  }
  put('register.csv', `\ufeff${lines.join('\r\n')}\r\n`);
  const play = (...args: string[]) => kyso(args, { directory: folder, now: AT });
  const trust = ['--trust', 'root.cer', '--intermediates', 'issuing.cer', '--crl', 'crls'];
  const audit = (...more: string[]) =>
    play(
      'audit',
      '--register',
      'register.csv',
      '--documents',
      'signed',
      '--period',
      '2026-10',
      ...trust,
      '--ledger',
      'ledger.db',
      ...more,
    );
  const report = (...more: string[]) => play('report', '--ledger', 'ledger.db', ...more);
  return { folder, play, audit, report, put };
}

async function signed(octets: Uint8Array, signer: Signer): Promise<Uint8Array> {
  const source = memorySource(octets);
  const { certificate, algorithm } = signer;
  const room = roomFor({
    certificates: [certificate],
    signatureLength: signer.signatureLength,
    timestamp: false,
  });
  const prepared = preparePades(source, { time: AT, room });
  const signedAttributes = prepareSignedAttributes({
    certificate,
    digest: algorithm.digest,
    messageDigest: digestPrepared(source, prepared, algorithm.digest),
  });
  const signature = await signer.sign(signedAttributes);
  const cms = writeSignedData({
    certificates: [certificate],
    algorithm,
    signedAttributes,
    signature,
  });
  return Buffer.concat([octets, embedPades(prepared, cms)]);
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
