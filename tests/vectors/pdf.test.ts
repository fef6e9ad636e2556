import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { memorySource } from '../../src/bytes/source.ts';
import { Fault } from '../../src/fault/fault.ts';
import {
  dict,
  isArray,
  isDict,
  isStream,
  isString,
  name,
  openPdf,
  type Pdf,
  type PdfObject,
  PdfStream,
  PdfUpdate,
  textString,
} from '../../src/syntax/pdf/index.ts';
import { details } from '../../src/words/details.ts';
import { corpusCases, describeCorpus, hasCorpus, readCorpus } from '../support/corpora.ts';
import { missing, requireTool } from '../support/tools.ts';

interface Case {
  readonly file: string;
  readonly expect: 'sign' | 'password' | 'sign-or-refuse' | 'refuse-or-report';
  readonly password?: { readonly user?: string | null; readonly owner?: string | null };
}

/** Where the corpus expects another outcome than ours, and why ours stands. An unexpected agreement fails. */
const DIVERGENCES: Readonly<Record<string, string>> = {
  'pdf20examples/pdf20-utf8-test.pdf':
    'a text conversion replaced octets by U+FFFD: startxref and every offset miss, the streams are destroyed',
};

const cases = hasCorpus('pdf') ? corpusCases<Case[]>('pdf') : [];
const folder = mkdtempSync(join(tmpdir(), 'kyso-pdf-'));
afterAll(() => rmSync(folder, { recursive: true }));

describeCorpus('pdf', 'every PDF of the corpus', () => {
  test.each(cases.map((c) => [c.expect, c.file, c] as const))(
    '%s %s',
    (_, file, { expect: expected, password }) => {
      const octets = readCorpus('pdf', file);
      const secrets = [password?.user, password?.owner].filter((p) => p != null);
      const strict = outcome(octets, secrets[0]);
      readAll(octets, secrets[0]);
      if (strict.fault !== undefined)
        expect(details).toHaveProperty(String(strict.fault.data.what));
      const must = expected === 'sign' || expected === 'password';
      if (DIVERGENCES[file] !== undefined) expect(strict.fault).toBeDefined();
      else if (must) expect(strict.fault?.data.what).toBeUndefined();
      if (expected === 'password' && secrets[0] !== '') {
        expect(outcome(octets, undefined).fault?.code).toBe('DOCUMENT_PASSWORD');
        expect(outcome(octets, 'certainly not this').fault?.code).toBe('DOCUMENT_PASSWORD');
        for (const secret of secrets) expect(outcome(octets, secret).fault).toBeUndefined();
      }
      if (strict.pdf !== undefined) appendAndCompare(octets, strict.pdf, secrets[0], file);
    },
    10_000,
  );
});

function outcome(octets: Uint8Array, password: string | undefined): { pdf?: Pdf; fault?: Fault } {
  try {
    const pdf = openPdf(memorySource(octets), optionsOf(password));
    pdf.catalog();
    return { pdf };
  } catch (error) {
    expect(error).toBeInstanceOf(Fault);
    return { fault: error as Fault };
  }
}

const optionsOf = (password: string | undefined) =>
  password === undefined ? { strict: true } : { strict: true, password };

/** Leniently, every object of every revision and every stream: a value or a Fault. */
function readAll(octets: Uint8Array, password: string | undefined): void {
  faultless(() => {
    const pdf = openPdf(memorySource(octets), password === undefined ? {} : { password });
    for (const { number } of pdf.revisions)
      for (const object of pdf.numbers(number)) faultless(() => pdf.object(object, number));
    for (const object of pdf.numbers())
      faultless(() => {
        const value = pdf.object(object);
        if (isStream(value)) pdf.streamData(value);
      });
  });
}

function faultless<T>(run: () => T): T | string {
  try {
    return run();
  } catch (error) {
    expect(error).toBeInstanceOf(Fault);
    return `${(error as Fault).code} ${(error as Fault).data.what}`;
  }
}

function appendAndCompare(
  before: Uint8Array,
  old: Pdf,
  password: string | undefined,
  file: string,
): void {
  const update = new PdfUpdate(old);
  const content = new Uint8Array(Buffer.from('q Q\nendstream\n'));
  const stream = update.add(new PdfStream(dict({ Type: name('Test') }), content));
  const added = update.add(dict({ Note: textString('Số 12/QĐ'), Stream: stream }));
  const root = update.add(0);
  update.replace(root.number, old.catalog());
  const { octets } = update.write();
  const all = new Uint8Array(Buffer.concat([before, octets]));
  const pdf = openPdf(memorySource(all), optionsOf(password));
  expect(pdf.revisions).toHaveLength(old.revisions.length + 1);
  expect(pdf.revisions.at(-1)!.end).toBe(all.length);
  const style = old.revisions.at(-1)!.style;
  expect(pdf.revisions.at(-1)!.style).toBe(style === 'stream' ? 'stream' : 'table');
  for (const number of old.numbers()) {
    const was = faultless(() => plain(old, old.object(number)));
    expect(faultless(() => plain(pdf, pdf.object(number)))).toEqual(was);
  }
  const note = pdf.object(added.number);
  expect(plain(pdf, note)).toMatchObject({ Note: plain(pdf, textString('Số 12/QĐ')) });
  const read = pdf.object(stream.number);
  expect(isStream(read) && Buffer.from(pdf.streamData(read))).toEqual(Buffer.from(content));
  expect(plain(pdf, pdf.object(root.number))).toEqual(plain(old, old.catalog()));
  judgeOutside(before, all, password, file);
}

/** An object as plain data; a stream with its decrypted octets. */
function plain(pdf: Pdf, object: PdfObject): unknown {
  if (isString(object)) return `(${Buffer.from(object.octets).toString('latin1')})`;
  if (isArray(object)) return object.map((item) => plain(pdf, item));
  if (isDict(object))
    return Object.fromEntries(object.keys.map((k, i) => [k, plain(pdf, object.values[i]!)]));
  if (isStream(object))
    return [plain(pdf, object.dict), Buffer.from(pdf.streamOctets(object)).toString('latin1')];
  return object;
}

const noQpdf = missing('qpdf');

function judgeOutside(
  before: Uint8Array,
  all: Uint8Array,
  password: string | undefined,
  file: string,
): void {
  if (noQpdf) return;
  const check = (octets: Uint8Array, label: string) => {
    const path = join(folder, `${label}.pdf`);
    writeFileSync(path, octets);
    const args = ['--check', `--password=${password ?? ''}`, path];
    return spawnSync(requireTool('qpdf'), args, { encoding: 'utf8' });
  };
  const [old, now] = [check(before, 'before'), check(all, 'after')];
  // 0 clean, 3 warnings, 2 errors.
  const rank = (status: number | null) => (status === 0 ? 0 : status === 3 ? 1 : 2);
  expect(rank(now.status), `${file}: ${now.stdout}${now.stderr}`).toBeLessThanOrEqual(
    rank(old.status),
  );
}

describe.skipIf(cases.length === 0)('the list of divergences', () => {
  test('names only files of the corpus', () => {
    const files = new Set(cases.map((c) => c.file));
    for (const file of Object.keys(DIVERGENCES)) expect(files).toContain(file);
  });
});
