import { describe, expect, test } from 'vitest';
import { memorySource } from '../../../../src/bytes/source.ts';
import { Steps } from '../../../../src/format/pades/difference/steps.ts';
import {
  dict,
  isRef,
  openPdf,
  type Pdf,
  PdfStream,
  PdfUpdate,
  textString,
} from '../../../../src/syntax/pdf/index.ts';
import { makePdf } from '../../../support/documents.ts';
import { addRevision, FORM, type Objects, octets, sign, writePaper } from './paper.ts';

// Work is counted, not timed: how often the comparison asks the reader for an object, and how many it reads as values.

/** The document with `count` objects besides its own, each named by the page's resources. */
function paper(count: number): Uint8Array {
  const numbers = Array.from({ length: count }, (_, i) => i + 100);
  const others: Objects = Object.fromEntries(numbers.map((n) => [n, `<< /N ${n} >>`]));
  const named = numbers.map((n) => `${n} 0 R`).join(' ');
  return writePaper({
    ...FORM,
    3: FORM[3]!.replace('/Resources << >>', `/Resources << /X [${named}] >>`),
    ...others,
  });
}

/** The text field filled in once more in each of so many revisions. */
function filled(file: Uint8Array, revisions: number): Uint8Array {
  let now = file;
  for (let i = 0; i < revisions; i++)
    now = addRevision(now, { 5: FORM[5]!.replace('/FT', `/V (${i}) /FT`) });
  return now;
}

/** The same revisions as programs write them that use object and cross-reference streams. */
function updated(file: Uint8Array, revisions: number): Uint8Array {
  let now = file;
  for (let i = 0; i < revisions; i++) {
    const pdf = openPdf(memorySource(now));
    const update = new PdfUpdate(pdf);
    const info = pdf.trailer.get('Info') as { number: number };
    update.replace(
      info.number,
      (pdf.object(info.number) as never as { with(o: object): never }).with({
        Title: textString(`${i}`),
      }),
    );
    now = new Uint8Array(Buffer.concat([now, update.write().octets]));
  }
  return now;
}

/** A document in the modern style, whose one object stream holds so many objects. */
function packed(count: number): Uint8Array {
  const members = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /X 10 0 R >> >>',
    '<< /Title (a) >>',
  ];
  for (let n = 5; n <= count; n++) members.push(`[${n + 1} 0 R]`);
  let at = 0;
  const index = members.map((text, i) => {
    const pair = `${i + 1} ${at}`;
    at += text.length + 1;
    return pair;
  });
  const head = `${index.join(' ')} `;
  const data = head + members.join(' ');
  const holder = count + 1;
  const start = '%PDF-1.7\n';
  const object = `${holder} 0 obj\n<< /Type /ObjStm /N ${count} /First ${head.length} /Length ${data.length} >>\nstream\n${data}\nendstream\nendobj\n`;
  const section = start.length + object.length;
  const rows = Buffer.alloc(7 * (count + 2));
  for (let i = 0; i < count; i++) {
    rows[7 * i] = 2;
    rows.writeUInt32BE(holder, 7 * i + 1);
    rows.writeUInt16BE(i, 7 * i + 5);
  }
  for (const [i, offset] of [start.length, section].entries()) {
    rows[7 * (count + i)] = 1;
    rows.writeUInt32BE(offset, 7 * (count + i) + 1);
  }
  const xref = `${count + 2} 0 obj\n<< /Type /XRef /Size ${count + 3} /Root 1 0 R /Info 4 0 R /W [1 4 2] /Index [1 ${count + 2}] /Length ${rows.length} >>\nstream\n${rows.toString('latin1')}\nendstream\nendobj\n`;
  return new Uint8Array(
    Buffer.from(`${start}${object}${xref}startxref\n${section}\n%%EOF\n`, 'latin1'),
  );
}

function work(file: Uint8Array, base = 1): { readonly asked: number; readonly read: number } {
  const pdf = openPdf(memorySource(file));
  let count = 0;
  const read = new Set<number>();
  const counting = new Proxy(pdf, {
    get(target, key) {
      const value = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      if (key === 'object' || key === 'resolve' || key === 'entry') count++;
      return (...given: unknown[]) => {
        const [of] = given;
        if (key === 'object') read.add(Number(of));
        else if (key === 'resolve' && isRef(of)) read.add(of.number);
        return value.apply(target, given);
      };
    },
  }) as Pdf;
  const changes = new Steps(counting, base).after(base);
  expect(new Set(changes.map((change) => change.revision)).size).toBe(pdf.revisions.length - base);
  return { asked: count, read: read.size };
}

const reads = (file: Uint8Array) => work(file).asked;

describe('comparing revisions costs what they changed', () => {
  test('twice the revisions, twice the work', () => {
    const [once, twice] = [reads(filled(paper(100), 40)), reads(filled(paper(100), 80))];
    expect(twice).toBeLessThan(2.2 * once);
  });

  test('n, 2n, 4n objects: as many are read as values, and a revision costs the same', () => {
    const small = work(filled(paper(200), 1));
    expect(small.read).toBeLessThan(12);
    const step = (count: number) => reads(filled(paper(count), 4)) - reads(filled(paper(count), 1));
    for (const count of [400, 800]) {
      for (const revisions of [1, 4])
        expect(work(filled(paper(count), revisions)).read).toBe(small.read);
      expect(step(count)).toBe(step(200));
    }
  });

  test('n, 2n, 4n objects in an object stream: the last is read, since its end is the end of the octets', () => {
    const small = work(updated(packed(200), 1)).read;
    expect(small).toBeLessThan(12);
    for (const count of [400, 800]) expect(work(updated(packed(count), 1)).read).toBe(small);
  });

  test('n, 2n, 4n objects, signed again and validation data added: what the page names is not read', async () => {
    const cost = async (count: number) => {
      const once = await sign(paper(count), { field: 'approval' });
      const pdf = openPdf(memorySource(once));
      const update = new PdfUpdate(pdf);
      const certificate = new PdfStream(dict({}), octets('x'));
      const store = update.add(dict({ Certs: [update.add(certificate)] }));
      const root = pdf.trailer.get('Root') as { readonly number: number };
      update.replace(root.number, pdf.catalog().with({ DSS: store }));
      return work(new Uint8Array(Buffer.concat([once, update.write().octets])), 1).read;
    };
    const small = await cost(200);
    expect(small).toBeLessThan(40);
    expect([await cost(400), await cost(800)]).toEqual([small, small]);
  });

  test('entries looked at, in a file of object streams: growth of revisions and objects', async () => {
    const small = await makePdf({ xref: 'stream', pages: 20 });
    const cost = (revisions: number) => reads(updated(small, revisions));
    const [once, twice] = [cost(30), cost(60)];
    expect(twice).toBeLessThan(2.2 * once);
  });

  test('ten thousand objects in object streams and a hundred revisions stay within the work that is allowed', () => {
    const file = updated(packed(10_000), 100);
    expect(reads(file)).toBeLessThan(60_000);
  });
});
