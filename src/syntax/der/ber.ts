import { Budget } from '../../bytes/budget.ts';
import { Fault } from '../../fault/fault.ts';
import { LIMITS } from './limits.ts';
import { malformed } from './malformed.ts';
import { TAG } from './tag.ts';
import { element } from './writer.ts';

/**
 * BER to DER as far as the encoding of lengths and strings goes: indefinite and padded lengths become
 * minimal, constructed strings primitive. Values are left as they are and no SET is sorted, so octets that
 * a signature covers stay the same when they were DER already. `ber` is false, and the input itself
 * returned, when nothing had to change. Octets after the first element are a breach (DER_MALFORMED).
 */
export function toDer(octets: Uint8Array): { octets: Uint8Array; ber: boolean } {
  if (octets.length > LIMITS.berOctets) throw new Fault('DER_LIMIT', { what: 'der-size' });
  const walk: Walk = { octets, budget: elements(octets), changed: false };
  const root = parse(walk, 0, octets.length, 0);
  if (root.end !== octets.length) throw malformed('der-trailing', root.end);
  return walk.changed ? { octets: write(octets, root), ber: true } : { octets, ber: false };
}

/** Octets of the first element, DER or BER, header and end-of-contents included; what follows is not looked at. */
export function elementLength(octets: Uint8Array): number {
  const head = readHeader(octets, 0, octets.length);
  if (head.length >= 0) return head.from + head.length;
  return parse({ octets, budget: elements(octets), changed: false }, 0, octets.length, 0).end;
}

interface Walk {
  readonly octets: Uint8Array;
  readonly budget: Budget;
  changed: boolean;
}

/** A parsed element; `parts` where it is constructed. `from` to `to` are its contents in the input. */
interface Node {
  readonly tag: number;
  readonly from: number;
  readonly to: number;
  readonly end: number;
  readonly parts: readonly Node[] | undefined;
}

interface Header {
  readonly tag: number;
  readonly from: number;
  /** -1: indefinite. */
  readonly length: number;
  readonly minimal: boolean;
}

// String types whose constructed form is a list of segments (X.690 clause 8.7.3).
const STRINGS: ReadonlySet<number> = new Set([
  TAG.BIT_STRING,
  TAG.OCTET_STRING,
  TAG.UTF8,
  TAG.NUMERIC,
  TAG.PRINTABLE,
  TAG.T61,
  TAG.IA5,
  TAG.VISIBLE,
  TAG.UNIVERSAL,
  TAG.BMP,
]);

function parse(walk: Walk, at: number, stop: number, depth: number): Node {
  walk.budget.spend();
  if (depth > LIMITS.depth) throw new Fault('DER_LIMIT', { what: 'der-depth' });
  const { tag, from, length, minimal } = readHeader(walk.octets, at, stop);
  const constructed = (tag & 0x20) !== 0;
  if (!minimal || length < 0 || (constructed && STRINGS.has(tag & ~0x20))) walk.changed = true;
  if (!constructed) {
    if (length < 0) throw malformed('der-indefinite', at);
    return { tag, from, to: from + length, end: from + length, parts: undefined };
  }
  const parts: Node[] = [];
  let position = from;
  const limit = length < 0 ? stop : from + length;
  for (;;) {
    if (length < 0 && endOfContents(walk.octets, position, stop))
      return { tag, from, to: position, end: position + 2, parts };
    if (length >= 0 && position === limit) return { tag, from, to: limit, end: limit, parts };
    const part = parse(walk, position, limit, depth + 1);
    parts.push(part);
    position = part.end;
  }
}

function readHeader(octets: Uint8Array, at: number, stop: number): Header {
  if (at + 2 > stop) throw malformed('der-truncated', at);
  const tag = octets[at]!;
  if ((tag & 0x1f) === 0x1f || tag === 0) throw malformed('der-tag', at);
  const first = octets[at + 1]!;
  if (first === 0x80) return { tag, from: at + 2, length: -1, minimal: false };
  if (first < 0x80) {
    if (first > stop - at - 2) throw malformed('der-truncated', at);
    return { tag, from: at + 2, length: first, minimal: true };
  }
  const count = first & 0x7f;
  const from = at + 2 + count;
  if (from > stop) throw malformed('der-truncated', at);
  let length = 0;
  for (let i = at + 2; i < from; i++) {
    length = length * 256 + octets[i]!;
    if (length > 0xffffffff) throw malformed('der-length', at);
  }
  if (length > stop - from) throw malformed('der-truncated', at);
  return { tag, from, length, minimal: length >= 0x80 && octets[at + 2] !== 0 };
}

function endOfContents(octets: Uint8Array, at: number, stop: number): boolean {
  return at + 2 <= stop && octets[at] === 0 && octets[at + 1] === 0;
}

function write(octets: Uint8Array, node: Node): Uint8Array {
  if (node.parts === undefined) return element(node.tag, [octets.subarray(node.from, node.to)]);
  const primitive = node.tag & ~0x20;
  if (STRINGS.has(primitive)) return element(primitive, segments(octets, node, primitive));
  return element(
    node.tag,
    node.parts.map((part) => write(octets, part)),
  );
}

/** Contents of a string given in segments, which must be of the same type (X.690 clauses 8.6.4, 8.7.3.2). */
function segments(octets: Uint8Array, node: Node, tag: number): Uint8Array[] {
  const leaves: Node[] = [];
  const gather = (part: Node): void => {
    if ((part.tag & ~0x20) !== tag && part.tag !== TAG.OCTET_STRING)
      throw malformed('der-tag', part.from);
    if (part.parts === undefined) leaves.push(part);
    else for (const inner of part.parts) gather(inner);
  };
  gather(node);
  if (tag !== TAG.BIT_STRING) return leaves.map((leaf) => octets.subarray(leaf.from, leaf.to));
  // Only the last segment may leave bits unused (X.690 clause 8.6.4).
  leaves.forEach((leaf, i) => {
    if (leaf.from === leaf.to || (i < leaves.length - 1 && octets[leaf.from] !== 0))
      throw malformed('der-bits', leaf.from);
  });
  const last = leaves.at(-1);
  const unused = last === undefined ? 0 : octets[last.from]!;
  return [Uint8Array.of(unused), ...leaves.map((leaf) => octets.subarray(leaf.from + 1, leaf.to))];
}

function elements(octets: Uint8Array): Budget {
  return new Budget(LIMITS.elementsFloor + octets.length, 'DER_LIMIT', 'der-elements');
}
