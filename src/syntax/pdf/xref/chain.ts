import type { Revision } from '../document.ts';
import { type Findings, malformed, tooMuch } from '../findings.ts';
import { readIndirect } from '../indirect.ts';
import { LIMITS } from '../limits.ts';
import { isDict, isInteger } from '../object.ts';
import type { Windows } from '../window.ts';
import type { Section } from './section.ts';
import { readXrefStream } from './stream.ts';
import { readTable } from './table.ts';
import { type Ending, readEnding, type Tail } from './tail.ts';

/** A revision with its sections, newest first: two when the file was written linearized. */
export interface RevisionSections extends Revision {
  readonly sections: readonly Section[];
}

/** Follows the /Prev chain (ISO 32000-2 clause 7.5.6) from the last startxref and groups its sections to revisions, oldest first. */
export function readChain(
  windows: Windows,
  base: number,
  tail: Tail,
  findings: Findings,
): { revisions: RevisionSections[]; linearized: boolean } {
  const sections = readSections(windows, base, tail.startxref, findings);
  const linearized = isLinearized(windows, base, sections, findings);
  const groups: Section[][] = sections.map((section) => [section]);
  if (linearized) {
    const oldest = groups.pop()!;
    groups[groups.length - 1]!.push(...oldest);
  }
  groups.reverse();
  const revisions = groups.map((group, i): RevisionSections => {
    const newest = i === groups.length - 1;
    const { offset, style, trailer } = group[0]!;
    const startxref = offset - base;
    const ending = newest ? tail : endingOf(windows, group, startxref, findings);
    if (i > 0 && offset < groups[i - 1]![0]!.offset) findings.repair('prev-order', offset);
    const { eof, end } = ending;
    return { number: i + 1, startxref, offset, eof, end, style, trailer, sections: group };
  });
  return { revisions, linearized };
}

function readSections(
  windows: Windows,
  base: number,
  startxref: number,
  findings: Findings,
): Section[] {
  const sections: Section[] = [];
  const seen = new Set<number>();
  for (let next: number | undefined = base + startxref; next !== undefined; ) {
    if (sections.length >= LIMITS.sections) throw tooMuch('xref-sections');
    const section = readSection(windows, base, next, seen, findings);
    sections.push(section);
    const prev = section.trailer.get('Prev');
    if (prev === undefined || prev === null) next = undefined;
    else if (isInteger(prev) && prev > 0) next = base + prev;
    else if (prev === 0) {
      findings.repair('prev-zero', section.offset);
      next = undefined;
    } else throw malformed('prev-malformed', section.offset);
  }
  return sections;
}

function readSection(
  windows: Windows,
  base: number,
  claimed: number,
  seen: Set<number>,
  findings: Findings,
): Section {
  const { at, table } = windows.at(claimed, (lexer) => {
    lexer.skipBlank();
    return { at: lexer.at, table: lexer.peek() === 0x78 };
  });
  if (at !== claimed) findings.repair('startxref-off', claimed);
  if (seen.has(at)) throw malformed('xref-loop', at);
  seen.add(at);
  if (!table) {
    const { number: stream, ...read } = readXrefStream(windows, at, findings);
    return { offset: at, style: 'stream', hidden: undefined, stream, ...read };
  }
  const read = readTable(windows, at, findings);
  const hybrid = read.trailer.get('XRefStm');
  if (hybrid === undefined || hybrid === null)
    return { offset: at, style: 'table', hidden: undefined, stream: undefined, ...read };
  if (!isInteger(hybrid) || hybrid <= 0) throw malformed('xref-stm', at);
  const { number: stream, entries: hidden } = readXrefStream(windows, base + hybrid, findings);
  return { offset: at, style: 'hybrid', hidden, stream, ...read };
}

/**
 * Annex F: `startxref` means the first-page section near the file's start, whose /Prev means the main one behind it. Later updates
 * stand before these two in the chain.
 */
function isLinearized(
  windows: Windows,
  base: number,
  sections: readonly Section[],
  findings: Findings,
): boolean {
  const main = sections.at(-1);
  const firstPage = sections.at(-2);
  if (main === undefined || firstPage === undefined || firstPage.offset > main.offset) return false;
  try {
    const first = windows.at(base, (lexer) => {
      lexer.skipSpace();
      return readIndirect(lexer).object;
    });
    if (isDict(first) && first.has('Linearized')) return true;
  } catch {
    // What stands first is no object: not linearized.
  }
  findings.note('sections-out-of-order');
  return false;
}

/** Where an older revision ends: behind the startxref and %%EOF that follow its (main) section. */
function endingOf(
  windows: Windows,
  group: readonly Section[],
  startxref: number,
  findings: Findings,
): Ending {
  const { end } = group.at(-1)!;
  const ending = end < windows.source.length ? windows.at(end, readEnding) : undefined;
  if (ending === undefined) {
    findings.note('revision-end-missing');
    return { startxref, eof: end, end };
  }
  if (ending.startxref !== startxref) findings.note('revision-startxref-differs');
  return ending;
}
