import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Draft } from '../edge/files/draft.ts';
import type { Terminal } from '../edge/terminal/terminal.ts';
import { Fault } from '../fault/fault.ts';
import { NOTHING_VERIFIED, type VerifySummary } from '../report/verify-summary.ts';
import type { Language } from '../words/catalogue.ts';
import { type Report, type ReportRequest, reportOf } from './verify-reports.ts';

/** The options that say which reports a run makes. */
export interface AskedReports {
  json?: boolean;
  html?: string;
  etsi?: string;
  quiet?: boolean;
  details?: boolean;
}

interface Looks {
  readonly color: boolean;
  readonly language: Language;
  readonly at: Date;
}

/** The reports of one run, each growing where it goes: one on stdout, the files beside it. */
export class Outputs {
  readonly requests: readonly ReportRequest[];
  private readonly outputs: readonly Output[];

  private constructor(requests: readonly ReportRequest[], outputs: readonly Output[]) {
    this.requests = requests;
    this.outputs = outputs;
  }

  /** Where a file tells everything, stdout has the totals alone. Faults: OUTPUT_EXISTS, USAGE; nothing is then left or printed. */
  static async open(
    asked: AskedReports & Looks,
    terminal: Terminal,
    directory: string,
  ): Promise<Outputs> {
    const { json, html, etsi, color, language, at, quiet = false, details = false } = asked;
    const files = (
      [
        ['html', html],
        ['etsi', etsi],
      ] as const
    ).flatMap(([kind, file]) =>
      file === undefined ? [] : [{ kind, file, path: resolve(directory, file) }],
    );
    if (new Set(files.map(({ path }) => path)).size < files.length)
      throw new Fault('USAGE', { what: 'usage-conflict' });
    const screen = json ? 'json' : files.length > 0 ? 'totals' : 'text';
    const requests = [...files, { kind: screen } as const].map(
      ({ kind }): ReportRequest => ({ kind, language, color, details, quiet, at }),
    );
    const outputs: Output[] = [];
    try {
      for (const [i, { file, path }] of files.entries())
        outputs.push(new FileOutput(reportOf(requests[i]!), file, path));
    } catch (error) {
      for (const output of outputs) output.discard();
      throw error;
    }
    outputs.push(await printed(reportOf(requests.at(-1)!), terminal));
    return new Outputs(requests, outputs);
  }

  /** Whether a report tells the digest of the whole file, which costs as much as a signature's own. */
  get sha256(): boolean {
    return this.requests.some(({ kind }) => kind !== 'text' && kind !== 'totals');
  }

  async add(parts: readonly (readonly string[])[]): Promise<void> {
    for (const [i, output] of this.outputs.entries()) await output.add(parts[i]!);
  }

  /** Ends the reports, files only of a `whole` run; the names of those that were written. */
  async close(summary: VerifySummary, whole: boolean): Promise<string[]> {
    const written: string[] = [];
    for (const output of this.outputs) {
      if (output.file !== null && !whole) continue;
      await output.close(summary);
      if (output.file !== null) written.push(output.file);
    }
    return written;
  }

  discard(): void {
    for (const output of this.outputs) output.discard();
  }
}

/** Where one report goes: its documents as they are done, then what closes it. */
interface Output {
  /** As it was asked for; null for stdout. */
  readonly file: string | null;
  add(parts: readonly string[]): Promise<void>;
  /** The report is whole. */
  close(summary: VerifySummary): Promise<void>;
  /** Whatever was not closed leaves nothing behind. */
  discard(): void;
}

/** A report of one section, printed as it grows. */
async function printed(report: Report, terminal: Terminal): Promise<Output> {
  await terminal.result(report.frame(NOTHING_VERIFIED, [0])[0]!);
  return {
    file: null,
    add: ([text = '']) => terminal.result(text),
    close: (summary) => terminal.result(report.frame(summary, [summary.documents])[1]!),
    discard: () => {},
  };
}

interface Piece {
  readonly position: number;
  readonly length: number;
}

/**
 * A report in a file that appears whole or not at all. Its documents wait in a draft of their own until the totals are
 * known and sections can be put in order, so that a run over any number of documents keeps places in memory, not texts.
 * Fault: OUTPUT_EXISTS, before the first document is examined.
 */
class FileOutput implements Output {
  readonly file: string;
  private readonly report: Report;
  private readonly waiting: Draft;
  private readonly draft: Draft;
  private readonly sections: Piece[][] = [];
  private waitingOctets = 0;
  private octets = 0;

  constructor(report: Report, file: string, path: string) {
    if (existsSync(path)) throw new Fault('OUTPUT_EXISTS', { path });
    this.file = file;
    this.report = report;
    this.draft = Draft.create(path);
    this.waiting = Draft.create(`${path}.parts`);
  }

  async add(parts: readonly string[]): Promise<void> {
    parts.forEach((text, section) => {
      this.sections[section] ??= [];
      if (text === '') return;
      const octets = Buffer.from(text);
      this.waiting.write(octets, this.waitingOctets);
      this.sections[section].push({ position: this.waitingOctets, length: octets.length });
      this.waitingOctets += octets.length;
    });
  }

  async close(summary: VerifySummary): Promise<void> {
    const counts = this.sections.map((pieces) => pieces.length);
    const [opening, ...after] = this.report.frame(summary, counts);
    this.append(Buffer.from(opening!));
    for (const [section, pieces] of this.sections.entries()) {
      for (const piece of pieces) this.append(this.waiting.read(piece.position, piece.length));
      this.append(Buffer.from(after[section]!));
    }
    await this.draft.publish();
    this.waiting.discard();
  }

  discard(): void {
    this.draft.discard();
    this.waiting.discard();
  }

  private append(octets: Uint8Array): void {
    this.draft.write(octets, this.octets);
    this.octets += octets.length;
  }
}
