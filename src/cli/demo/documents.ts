import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFName } from 'pdf-lib';
import { chance } from './chance.ts';
import type { DemoDocument } from './district.ts';
import { FONT_NAMES, MEASURE, PAGE, PageWriter, type SetLine, setParagraph } from './page.ts';
import { AMOUNT, PARAGRAPHS } from './papers.ts';
import { openTypefaces, STYLES, type Typeface, type Typefaces } from './typeface.ts';

const BODY = { size: 14, leading: 19, paragraph: 6, indent: 28.35 };
/** Height that the block of recipients and signatures takes. */
const CLOSING = 170;
const COLUMNS = { left: PAGE.left + 78, right: PAGE.left + MEASURE - 128 };

export interface DocumentMaker {
  /** The draft of a document, without signatures. */
  make(document: DemoDocument): Promise<Uint8Array>;
  /**
   * Where the digit of the amount that is changed later stands in a draft of the altered document: the
   * offset of the octet and its new value.
   */
  alteration(draft: Uint8Array): { readonly offset: number; readonly octet: number };
}

/** Makes the PDFs with pdf-lib; the fonts are subset once and paragraphs set once. */
export async function openDocumentMaker(): Promise<DocumentMaker> {
  const types = await openTypefaces();
  const set = new Map<string, SetLine[]>();
  const paragraph = (text: string) => {
    let lines = set.get(text);
    if (lines === undefined) {
      lines = setParagraph(text, types.faces.regular, BODY.size, MEASURE, BODY.indent);
      if (PARAGRAPHS.includes(text)) set.set(text, lines);
    }
    return lines;
  };
  return {
    make: (document) => makePdf(document, types, paragraph),
    alteration: (draft) => alterationOf(draft, types.faces.regular),
  };
}

async function makePdf(
  document: DemoDocument,
  types: Typefaces,
  paragraph: (text: string) => readonly SetLine[],
): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const refs = types.embed(pdf.context);
  const at = new Date(`${document.date}T01:00:00Z`);
  pdf.setTitle(`${document.kind.name}: ${document.subject}`);
  pdf.setAuthor(document.agency.plan.name);
  pdf.setCreationDate(at);
  pdf.setModificationDate(at);
  const fonts = pdf.context.obj(
    Object.fromEntries(STYLES.map((style) => [FONT_NAMES[style], refs[style]])),
  );
  const resources = pdf.context.register(pdf.context.obj({ Font: fonts }));
  for (const content of layOut(document, types.faces, paragraph)) {
    const page = pdf.addPage([PAGE.width, PAGE.height]);
    page.node.set(PDFName.of('Resources'), resources);
    // the altered document keeps its text readable in the file, so that one digit of it can be changed
    const stream = document.altered
      ? pdf.context.stream(content)
      : pdf.context.stream(deflateSync(content, { level: 1 }), { Filter: 'FlateDecode' });
    page.node.set(PDFName.of('Contents'), pdf.context.register(stream));
  }
  // one in eight has its cross-references in a stream, as newer programs write them
  return pdf.save({
    useObjectStreams: document.seed % 8 === 0 && !document.altered,
    addDefaultPage: false,
    updateFieldAppearances: false,
    objectsPerTick: Number.POSITIVE_INFINITY,
  });
}

/** Content streams of the pages. */
function layOut(
  document: DemoDocument,
  faces: Typefaces['faces'],
  paragraph: (text: string) => readonly SetLine[],
): string[] {
  const pages: string[] = [];
  const { below } = chance(document.seed + 1);
  let writer = new PageWriter(faces);
  let y = writeOpening(document, writer);
  let turn = below(PARAGRAPHS.length);
  const bottom = () =>
    PAGE.height - PAGE.bottom - (pages.length + 1 === document.pages ? CLOSING : 0);
  const put = (text: string): boolean => {
    for (const line of paragraph(text)) {
      if (y + BODY.leading > bottom()) {
        if (pages.length + 1 === document.pages) return false;
        pages.push(writer.content);
        writer = new PageWriter(faces);
        y = PAGE.top + BODY.size;
        writer.centred(String(pages.length + 1), PAGE.width / 2, PAGE.top - 8, 'regular', 13);
      }
      writer.set(line.operation, PAGE.left + line.indent, y, 'regular', BODY.size);
      y += BODY.leading;
    }
    y += BODY.paragraph;
    return true;
  };
  if (document.altered) put(AMOUNT.sentence(AMOUNT.signed));
  for (;;) {
    const text = PARAGRAPHS[turn % PARAGRAPHS.length]!;
    const room = bottom() - y - BODY.leading * paragraph(text).length;
    // a paragraph that would be cut off at the end of the last page is left out
    if (pages.length + 1 === document.pages && room < 0) break;
    if (!put(text)) break;
    turn += 1;
  }
  writeClosing(document, writer, y + 14);
  return [...pages, writer.content];
}

/** Names of state and agency, number, place and date, title; returns where the text begins. */
function writeOpening(document: DemoDocument, page: PageWriter): number {
  const { plan } = document.agency;
  const { left, right } = COLUMNS;
  let y = PAGE.top + 12;
  page.centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', right, y, 'bold', 12);
  page.centred('Độc lập - Tự do - Hạnh phúc', right, y + 16, 'bold', 13);
  page.rule(right - 82, y + 21, 164);
  if (plan.superior !== null) page.centred(plan.superior, left, y, 'regular', 12);
  const first = plan.superior === null ? y : y + 15;
  plan.heading.forEach((line, i) => {
    page.centred(line, left, first + 15 * i, 'bold', 12);
  });
  const under = first + 15 * (plan.heading.length - 1);
  page.rule(left - 35, under + 6, 70);

  y = Math.max(under, y + 16) + 26;
  const [year, month, day] = document.date.split('-');
  const number = `Số: ${String(document.number).padStart(2, '0')}/${document.notation}`;
  page.centred(number, left, y, 'regular', 13);
  const place = `${plan.place}, ngày ${day} tháng ${month} năm ${year}`;
  page.centred(place, right, y, 'italic', 13);

  if (document.kind.abbreviation === '') return writeLetterOpening(document, page, y + 18);
  y += 40;
  page.centred(document.kind.name.toUpperCase(), PAGE.width / 2, y, 'bold', 14);
  page.centred(document.subject, PAGE.width / 2, y + 19, 'bold', 14);
  page.rule(PAGE.width / 2 - 50, y + 26, 100);
  return y + 52;
}

/** An official letter has no title: the subject stands below the number, then whom it is for. */
function writeLetterOpening(document: DemoDocument, page: PageWriter, at: number): number {
  let y = at;
  for (const line of wrapped(document.subject.replace(/^Về việc/, 'V/v'), 34)) {
    page.centred(line, COLUMNS.left, y, 'regular', 12);
    y += 14;
  }
  y += 20;
  page.text('Kính gửi:', PAGE.left + 70, y, 'regular', 14);
  for (const recipient of document.recipients) {
    for (const line of wrapped(`- ${recipient.plan.name};`, 44)) {
      page.text(line, PAGE.left + 136, y, 'regular', 14);
      y += BODY.leading;
    }
  }
  return y + 10;
}

/** Recipients on the left, who signs on the right (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.7 and 9). */
function writeClosing(document: DemoDocument, page: PageWriter, at: number): void {
  page.text('Nơi nhận:', PAGE.left, at, 'boldItalic', 12);
  const named = document.recipients.map((r) => `- ${shortened(r.plan.name)};`);
  const letter = document.kind.abbreviation === '';
  const recipients = letter ? ['- Như trên;', '- Lưu: VT.'] : [...named, '- Lưu: VT.'];
  const lines = recipients.flatMap((text) => wrapped(text, 36));
  lines.forEach((text, i) => {
    page.text(text, PAGE.left, at + 15 + 13 * i, 'regular', 11);
  });

  const { kind } = document.agency.plan;
  const committee = kind.name === 'Ủy ban nhân dân';
  const deputy = document.signer.title !== kind.head;
  const offices = [
    ...(committee ? ['TM. ỦY BAN NHÂN DÂN'] : []),
    ...(deputy ? [`KT. ${kind.head.toUpperCase()}`] : []),
    document.signer.title.toUpperCase(),
  ];
  offices.forEach((text, i) => {
    page.centred(text, COLUMNS.right, at + 17 * i, 'bold', 14);
  });
  page.centred(document.signer.name, COLUMNS.right, at + 17 * offices.length + 70, 'bold', 14);
}

/** Lines of at most `most` letters, broken at spaces. */
function wrapped(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < most)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function shortened(name: string): string {
  return name.replace('Ủy ban nhân dân', 'UBND').replace('Hội đồng nhân dân', 'HĐND');
}

function alterationOf(draft: Uint8Array, face: Typeface) {
  const signed = face.hex(AMOUNT.signed);
  const changed = face.hex(AMOUNT.changed);
  const offset = Buffer.from(draft).indexOf(signed, 0, 'latin1');
  const differ = [...signed].flatMap((digit, i) => (digit === changed[i] ? [] : [i]));
  if (offset < 0 || differ.length !== 1)
    throw new RangeError('no single octet changes the amount in the altered document');
  return { offset: offset + differ[0]!, octet: changed.charCodeAt(differ[0]!) };
}
