import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameReader, writeFrame } from '../../../../src/edge/token/pkcs11/frames.ts';

test('frames come out as they went in, however the stream is cut', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(fc.nat(), fc.integer({ min: 1, max: 6 }), fc.uint8Array({ maxLength: 90 })),
      ),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
      (frames, cuts) => {
        const stream = Buffer.concat(
          frames.map(([id, kind, octets]) => writeFrame(id, kind, octets)),
        );
        const reader = new FrameReader();
        const read: [number, number, Uint8Array][] = [];
        for (let at = 0, i = 0; at < stream.length; i++) {
          const length = cuts[i % cuts.length]!;
          for (const { id, kind, payload } of reader.push(
            Buffer.from(stream.subarray(at, at + length)),
          ))
            read.push([id, kind, new Uint8Array(payload)]);
          at += length;
        }
        expect(read).toEqual(frames);
      },
    ),
  );
});

test('octets that were joined are wiped where they came from', () => {
  const frame = writeFrame(1, 2, Buffer.from('87654321'));
  const [first, second] = [Buffer.from(frame.subarray(0, 12)), Buffer.from(frame.subarray(12))];
  const reader = new FrameReader();
  expect(reader.push(first)).toEqual([]);
  const [read] = reader.push(second);
  expect(read!.payload.toString()).toBe('87654321');
  expect(Buffer.concat([first, second]).equals(Buffer.alloc(frame.length))).toBe(true);
});

test.each([0, 4, 0x7fff_ffff])('a frame of %i octets is refused', (length) => {
  const head = Buffer.alloc(9);
  head.writeUInt32BE(length);
  expect(() => new FrameReader().push(head)).toThrow(RangeError);
});
