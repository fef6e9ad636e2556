import { describe, expect, test } from 'vitest';
import { PDF_LIMITS, readContent } from '../../../../src/syntax/pdf/index.ts';

const octets = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const operators = (text: string) => [...readContent(octets(text))].map(({ operator }) => operator);

describe('the operations of a content stream', () => {
  test('operators with their operands, comments passed over', () => {
    const [font, show, next] = [...readContent(octets("/F 9 Tf % note\n[(a) -20 <62>] TJ (c) '"))];
    expect(font).toMatchObject({ operator: 'Tf', operands: [{ value: 'F' }, 9] });
    expect(show!.operator).toBe('TJ');
    expect(show!.operands[0]).toHaveLength(3);
    expect(next!.operator).toBe("'");
  });

  test('words that are values, and operators with a star', () => {
    expect(operators('true false null d0 W* n B*')).toEqual(['d0', 'W*', 'n', 'B*']);
  });

  test('reading ends where an inline image begins', () => {
    expect(operators('q BI /W 1 ID \u0000\u0001 EI Q')).toEqual(['q', 'BI']);
  });

  test.each([
    '(open',
    '<< /A',
    '1 2',
    ']',
    '>> Tj',
    '<zz> Tj x'.slice(0, 3),
  ])('%s is refused', (text) => {
    expect(() => operators(text)).toThrow(expect.objectContaining({ code: 'DOCUMENT_MALFORMED' }));
  });

  test('more operators or operands than any page has are a limit', () => {
    const limit = expect.objectContaining({ code: 'DOCUMENT_LIMIT' });
    expect(() => operators('q '.repeat(PDF_LIMITS.operations + 1))).toThrow(limit);
    expect(() => operators(`${'1 '.repeat(PDF_LIMITS.operands + 1)}Tj`)).toThrow(limit);
  });
});
