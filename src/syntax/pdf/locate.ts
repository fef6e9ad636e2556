import { readObjectHeader } from './indirect.ts';
import type { Windows } from './window.ts';

export interface Span {
  /** Absolute. */
  readonly start: number;
  readonly end: number;
}

/** The octets of the direct value under `path` in the indirect object at `offset`. */
export function locate(
  windows: Windows,
  offset: number,
  path: readonly string[],
): Span | undefined {
  const start = windows.at(offset, (lexer) => {
    readObjectHeader(lexer);
    lexer.skipSpace();
    return lexer.at;
  });
  let span: Span | undefined;
  for (const key of path) {
    span = valueAt(windows, span?.start ?? start, key);
    if (span === undefined) return undefined;
  }
  return span;
}

function valueAt(windows: Windows, at: number, key: string): Span | undefined {
  return windows.at(at, (lexer) => {
    if (lexer.octets[lexer.pos] !== 0x3c || lexer.octets[lexer.pos + 1] !== 0x3c) return undefined;
    let seen: Span | undefined;
    lexer.dictionary(0, (name, start, end) => {
      if (name === key) seen = { start, end };
    });
    return seen;
  });
}
