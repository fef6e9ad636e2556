import { pipeline } from 'node:stream/promises';
import { TextDecoder } from 'node:util';
import { parse } from 'csv-parse';
import { parse as parseHead } from 'csv-parse/sync';
import { Fault } from '../fault/fault.ts';

/** Characters of the beginning from which the delimiter and the header row are found. */
const HEAD = 64 * 1024;
/** One cell or row longer than this is no register (characters). */
const LONGEST_ROW = 1024 * 1024;
const DELIMITERS = [',', ';', '\t'] as const;

export interface TableRow {
  /** 1-based line of the file on which the row begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** The rows of a CSV file in order; blank lines are left out. */
export type Rows = AsyncIterable<TableRow>;

/**
 * Reads CSV text out of octets that arrive in pieces: UTF-8 or UTF-16 with or without byte order mark, delimiter `,`, `;`
 * or tab, any line ends, quoted cells with line breaks. `rate` says how well a row fits as the header: the
 * delimiter whose best row among the first rows rates highest is taken, so a comma inside titles can't mislead.
 * Throws REGISTER_MALFORMED {path, what}: 'register-encoding', 'register-quotes', 'register-row-length'.
 */
export async function* readRows(
  octets: AsyncIterable<Uint8Array>,
  name: string,
  rate: (cells: readonly string[]) => number,
): AsyncGenerator<TableRow, void, undefined> {
  const text = withLineFeeds(decoded(octets, name));
  const { head, rest } = await begin(text);
  if (head.trim() === '') throw new Fault('FILE_EMPTY', { path: name });
  const parser = parse({ ...shape, delimiter: bestDelimiter(head, rate), info: true });
  const feeding = pipeline(rest, parser);
  // Its error comes out of the parser below; alone it must not count as unhandled.
  feeding.catch(() => {});
  let last = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      // csv-parse states the line on which a record ends.
      const breaks = record.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0);
      const line = Math.max(last, info.lines - breaks);
      last = line;
      if (record.some((cell) => cell.trim() !== '')) yield { line, cells: record };
    }
    await feeding;
  } catch (error) {
    if (error instanceof Fault) throw error;
    const code = (error as { code?: string }).code ?? '';
    if (!code.startsWith('CSV_')) throw error;
    const what = code === 'CSV_MAX_RECORD_SIZE' ? 'register-row-length' : 'register-quotes';
    throw new Fault('REGISTER_MALFORMED', { path: name, what }, { cause: error });
  } finally {
    parser.destroy();
  }
}

const shape = {
  bom: true,
  relax_column_count: true,
  relax_quotes: true,
  record_delimiter: '\n',
  skip_empty_lines: false,
  max_record_size: LONGEST_ROW,
};

/** Takes the head off and gives it back in front of the rest. */
async function begin(
  text: AsyncGenerator<string>,
): Promise<{ head: string; rest: AsyncGenerator<string> }> {
  let head = '';
  while (head.length < HEAD) {
    const piece = await text.next();
    if (piece.done) break;
    head += piece.value;
  }
  async function* rest() {
    yield head;
    yield* text;
  }
  return { head: head.slice(0, HEAD), rest: rest() };
}

function bestDelimiter(head: string, rate: (cells: readonly string[]) => number): string {
  const whole = head.length < HEAD ? head : head.slice(0, head.lastIndexOf('\n') + 1);
  let best: { delimiter: string; rated: number; cells: number } = {
    delimiter: ',',
    rated: -1,
    cells: 0,
  };
  for (const delimiter of DELIMITERS) {
    let rows: string[][];
    try {
      rows = parseHead(whole, { ...shape, delimiter, to: 30 }) as unknown as string[][];
    } catch {
      continue;
    }
    for (const cells of rows) {
      const rated = rate(cells);
      if (rated > best.rated || (rated === best.rated && cells.length > best.cells))
        best = { delimiter, rated, cells: cells.length };
    }
  }
  return best.delimiter;
}

/** All line ends as line feeds, also inside cells, where csv-parse would count CRLF as two lines. */
async function* withLineFeeds(
  text: AsyncIterable<string>,
): AsyncGenerator<string, void, undefined> {
  let held = '';
  for await (const piece of text) {
    const whole = held + piece;
    held = whole.endsWith('\r') ? '\r' : '';
    yield whole.slice(0, whole.length - held.length).replace(/\r\n?/g, '\n');
  }
  if (held !== '') yield '\n';
}

async function* decoded(
  octets: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<string, void, undefined> {
  let decoder: TextDecoder | undefined;
  try {
    for await (const piece of octets) {
      decoder ??= new TextDecoder(encodingOf(piece), { fatal: true });
      yield decoder.decode(piece, { stream: true });
    }
    if (decoder) yield decoder.decode();
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    throw new Fault(
      'REGISTER_MALFORMED',
      { path: name, what: 'register-encoding' },
      { cause: error },
    );
  }
}

/** By byte order mark, else by where the zero octets of the first characters lie. */
function encodingOf(start: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const sample = start.subarray(0, 512);
  let even = 0;
  let odd = 0;
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) i % 2 === 0 ? even++ : odd++;
  if (even === 0 && odd > sample.length / 8) return 'utf-16le';
  if (odd === 0 && even > sample.length / 8) return 'utf-16be';
  return 'utf-8';
}
