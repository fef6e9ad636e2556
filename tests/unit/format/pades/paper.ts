import { digest } from '../../../../src/algorithm/index.ts';
import { answerTimestamp } from '../../../../src/authority/index.ts';
import { memorySource } from '../../../../src/bytes/source.ts';
import {
  digestPrepared,
  embedPades,
  openDocument,
  type PadesOptions,
  preparePades,
  roomFor,
} from '../../../../src/format/index.ts';
import { prepareSignedAttributes, writeSignedData } from '../../../../src/signature/cms/index.ts';
import {
  readTimestampResponse,
  writeTimestampRequest,
} from '../../../../src/signature/tsp/index.ts';
import { makeWorld, type World } from '../../../support/world.ts';

/** Objects by number, as they are written between `obj` and `endobj`; null frees one. */
export type Objects = Readonly<Record<number, string | null>>;

/** A page, its content, a form with a text field `number` (5) and an empty signature field `approval` (6). */
export const FORM: Objects = {
  1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 7 0 R >>',
  2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> /Annots [5 0 R 6 0 R] >>',
  4: stream('q 1 0 0 1 0 0 cm Q'),
  5: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (number) /Rect [10 10 90 30] /P 3 0 R /F 4 >>',
  6: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (approval) /Rect [0 0 0 0] /P 3 0 R /F 132 >>',
  7: '<< /Fields [5 0 R 6 0 R] >>',
};

/** The least a PDF needs: catalog, pages, one page with content. */
export const PLAIN: Objects = {
  1: '<< /Type /Catalog /Pages 2 0 R >>',
  2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>',
  4: stream('q Q'),
};

export function stream(octets: string, entries = ''): string {
  return `<< /Length ${octets.length} ${entries} >>\nstream\n${octets}\nendstream`;
}

export function octets(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

export function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

/** A file of one revision with a classic table. */
export function writePaper(objects: Objects, trailer = ''): Uint8Array {
  const size = Math.max(...Object.keys(objects).map(Number)) + 1;
  return addRevision(octets('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'), objects, {
    trailer: `/Size ${size} /Root 1 0 R ${trailer}`,
  });
}

/** An incremental update by hand: whatever an attacker would write. */
export function addRevision(
  file: Uint8Array,
  objects: Objects,
  o: { readonly trailer?: string; readonly prev?: number } = {},
): Uint8Array {
  const before = text(file);
  const prev = o.prev ?? Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(before)?.[1] ?? -1);
  let body = before.endsWith('\n') ? '' : '\n';
  const rows: string[] = prev < 0 ? ['0 1\n0000000000 65535 f \n'] : [];
  for (const [number, value] of Object.entries(objects)) {
    const offset = String(before.length + body.length).padStart(10, '0');
    rows.push(`${number} 1\n${value === null ? '0000000000 00001 f' : `${offset} 00000 n`} \n`);
    if (value !== null) body += `${number} 0 obj\n${value}\nendobj\n`;
  }
  const size = Math.max(
    Number(/\/Size (\d+)(?![\s\S]*\/Size)/.exec(before)?.[1] ?? 0),
    ...Object.keys(objects).map((n) => Number(n) + 1),
  );
  const trailer = o.trailer ?? `/Size ${size} /Root 1 0 R`;
  const at = before.length + body.length;
  return octets(
    `${before}${body}xref\n${rows.join('')}trailer\n<< ${trailer}${prev < 0 ? '' : ` /Prev ${prev}`} >>\nstartxref\n${at}\n%%EOF\n`,
  );
}

/** What the newest revision that writes object `number` says between `obj` and `endobj`. */
export function newest(file: Uint8Array, number: number): string {
  const pattern = new RegExp(`(?:^|\\s)${number} 0 obj\\s*([\\s\\S]*?)\\s*endobj`, 'g');
  return [...text(file).matchAll(pattern)].at(-1)![1]!;
}

let world: Promise<World> | undefined;

/** The PKI that `sign` signs in. */
export function signingWorld(): Promise<World> {
  world ??= makeWorld();
  return world;
}

/** The signed file, made as the product makes it. */
export async function sign(
  file: Uint8Array,
  o: Partial<PadesOptions> & {
    readonly by?: string;
    readonly stamped?: boolean | Date;
    /** What is written otherwise before it is signed, in as many octets. */
    readonly rewrite?: (append: string) => string;
  } = {},
): Promise<Uint8Array> {
  const { by = 'person', stamped = false, rewrite = (append) => append, ...options } = o;
  const world = await signingWorld();
  const signer = world.softwareSigner(by);
  const source = memorySource(file);
  const certificates = [signer.certificate, ...signer.others];
  const made = preparePades(source, {
    time: new Date('2026-11-23T02:00:00Z'),
    room: roomFor({
      certificates,
      signatureLength: signer.signatureLength,
      timestamp: stamped !== false,
    }),
    ...options,
  });
  const prepared = { ...made, append: octets(rewrite(text(made.append))) };
  const signedAttributes = prepareSignedAttributes({
    certificate: signer.certificate,
    digest: signer.algorithm.digest,
    messageDigest: digestPrepared(source, prepared, signer.algorithm.digest),
  });
  const signature = await signer.sign(signedAttributes);
  const cms = writeSignedData({
    certificates,
    algorithm: signer.algorithm,
    signedAttributes,
    signature,
    ...(stamped && { timestampToken: stamp(world, signature, stamped) }),
  });
  return new Uint8Array(Buffer.concat([file, embedPades(prepared, cms)]));
}

/** The file with a document time stamp behind it: prepared as a signature is, then named what it is. */
export async function stampDocument(
  file: Uint8Array,
  room = 12_000,
  answer = async (query: Uint8Array) => (await signingWorld()).timestamps().request(query),
): Promise<Uint8Array> {
  const source = memorySource(file);
  const made = preparePades(source, { time: new Date('2026-11-23T02:00:00Z'), room });
  const named = text(made.append).replace('/ETSI.CAdES.detached', '/ETSI.RFC3161'.padEnd(20));
  const prepared = { ...made, append: octets(named) };
  const imprint = digestPrepared(source, prepared, 'SHA-256');
  const query = writeTimestampRequest({ imprint, digest: 'SHA-256', nonce: new Uint8Array(8) });
  const { token } = readTimestampResponse(await answer(query));
  return new Uint8Array(Buffer.concat([file, embedPades(prepared, token)]));
}

function stamp(world: World, signature: Uint8Array, at: Date | true): Uint8Array {
  const query = writeTimestampRequest({
    imprint: digest('SHA-256', signature),
    digest: 'SHA-256',
    nonce: new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]),
  });
  return readTimestampResponse(answerTimestamp(query, world.tsa, at === true ? world.at : at))
    .token;
}

export function open(file: Uint8Array, password?: string) {
  return openDocument(memorySource(file), password === undefined ? {} : { password }).signatures;
}

/** `class` or `class!` when not permitted, of every change after the first signature. */
export function changes(file: Uint8Array, id = 'Signature1'): string[] {
  const evidence = open(file).find((one) => one.id === id)!;
  return [
    ...new Set(evidence.changesAfter.map((c) => (c.permitted ? c.class : `${c.class}!`))),
  ].sort();
}

/** Whether the mathematics of a signature hold and no rule of the format is broken. */
export function isWhole(evidence: ReturnType<typeof open>[number]): boolean {
  return (
    evidence.faults.length === 0 &&
    evidence.cms?.signature === 'valid' &&
    evidence.cms.messageDigest === 'matches'
  );
}

export function whats(evidence: ReturnType<typeof open>[number]): string[] {
  return evidence.faults.map((fault) => fault.what).sort();
}
