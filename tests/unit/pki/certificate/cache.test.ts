import { expect, it } from 'vitest';
import { RecentlyUsed } from '../../../../src/pki/certificate/cache.ts';

it('keeps at most its size, and longest what is used', () => {
  const cache = new RecentlyUsed<number, string>(100);
  cache.keep(-1, 'used');
  for (let i = 0; i < 10_000; i++) {
    cache.keep(i, `v${i}`);
    expect(cache.find(-1)).toBe('used');
  }
  const held = Array.from({ length: 10_000 }, (_, i) => i).filter((i) => cache.find(i) === `v${i}`);
  expect(held.length).toBeLessThanOrEqual(100);
  expect(held).toContain(9_999);
  expect(held).not.toContain(0);
});

it('keeps the fewer the heavier they are', () => {
  const cache = new RecentlyUsed<number, string>(100);
  for (let i = 0; i < 1_000; i++) cache.keep(i, `v${i}`, 25);
  const held = Array.from({ length: 1_000 }, (_, i) => i).filter((i) => cache.find(i) === `v${i}`);
  expect(held.length).toBeLessThanOrEqual(4);
  expect(held).toContain(999);
});
