import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Fault } from '../../src/fault/fault.ts';
import { readRegister } from '../../src/register/index.ts';

const SEED = Buffer.from(
  '\ufeffSTT;Số, ký hiệu VB;Ngày tháng VB;Trích yếu;Hình thức gửi\r\n1;"5/QĐ";05/10/2026;"a;\r\nb";Điện tử\r\n',
);

test('whatever the octets, a register gives rows or a named fault', async () => {
  const mutated = fc
    .array(fc.tuple(fc.nat(SEED.length - 1), fc.uint8Array({ maxLength: 4 })), { maxLength: 8 })
    .map((edits) => {
      let octets: Uint8Array = SEED;
      for (const [at, piece] of edits)
        octets = Buffer.concat([
          octets.subarray(0, at),
          piece,
          octets.subarray(at + (piece.length % 3)),
        ]);
      return octets;
    });
  await fc.assert(
    fc.asyncProperty(fc.oneof(mutated, fc.uint8Array({ maxLength: 300 })), async (octets) => {
      async function* pieces() {
        for (let at = 0; at < octets.length; at += 11) yield octets.subarray(at, at + 11);
      }
      try {
        for await (const row of readRegister(pieces(), 'r.csv', { organId: '', agency: '' }))
          expect(Object.keys(row)).toHaveLength(1);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        expect(['REGISTER_MALFORMED', 'REGISTER_COLUMN_MISSING', 'FILE_EMPTY']).toContain(
          error.code,
        );
      }
    }),
    { numRuns: 300 },
  );
});
