import { type Findings, malformed } from '../findings.ts';
import { readObjectHeader } from '../indirect.ts';
import { Lexer } from '../lexer.ts';
import type { Windows } from '../window.ts';
import type { Lookup } from './lookup.ts';
import { IN_USE } from './section.ts';

/**
 * Refuses a file in which an object in use does not begin where the cross-references say. Only for sources in one window: of a great
 * file this would read all of it.
 */
export function checkPlaces(
  windows: Windows,
  base: number,
  lookup: Lookup,
  findings: Findings,
): void {
  const { whole } = windows;
  if (whole === undefined) return;
  const newest = lookup.revisions.length;
  const used = lookup.inUse(newest);
  // Nobody looks a cross-reference stream up, and producers err in its own entry.
  for (const { sections } of lookup.revisions)
    for (const { stream } of sections) if (stream !== undefined) used[stream] = 0;
  const lexer = new Lexer(whole, 0);
  for (let number = 0; number < used.length; number++) {
    const found = used[number] === 1 ? lookup.find(number, newest) : undefined;
    if (found?.type !== IN_USE) continue;
    const at = base + found.place;
    if (at >= whole.length) throw malformed('offset-outside-file', at);
    lexer.pos = at;
    const header = readObjectHeader(lexer);
    if (header.number !== number) throw malformed('object-number', at);
    if (header.generation !== found.detail) throw malformed('object-generation', at);
  }
  for (const what of lexer.repairs ?? []) findings.repair(what);
}
