import { expect, test } from 'vitest';
import { type Holder, StampedData } from '../../../../src/format/pades/stamped-data.ts';

const NOTHING = { certificates: [], crls: [], ocsps: [] };

function carrying(start: number, certificates: readonly Uint8Array[]): Holder {
  const message = { ...NOTHING, certificates, cms: null, timestamp: null };
  return { contents: { start, end: start + 10 }, message };
}

test('what many messages carry is told once, of whichever of them is covered', () => {
  const holders = [2000, 1000].map((start) => carrying(start, [Buffer.from('a')]));
  const stamped = new StampedData(NOTHING, holders);
  expect(stamped.under([0, 1009, 1100, 10])).toHaveLength(0);
  expect(stamped.under([0, 1010, 1100, 10])).toHaveLength(1);
  expect(stamped.under([0, 500, 2000, 10])).toHaveLength(1);
  expect(stamped.under([1, 3000, 3100, 10])).toHaveLength(0);
});

test('time stamps times data have a limit', () => {
  const certificates = Array.from({ length: 65_536 }, (_, i) => Buffer.from(`${i}`));
  const stamped = new StampedData(NOTHING, [carrying(1000, certificates)]);
  const all = () => {
    for (let i = 0; i < 300; i++) stamped.under([0, 500, 600, 10]);
  };
  expect(all).toThrow(expect.objectContaining({ code: 'DOCUMENT_LIMIT' }));
});
