import { describe, expect, it } from 'vitest';
import { Lane } from '../../../src/batch/lane.ts';

describe('Lane', () => {
  it('admits no more than its units at once, and everyone in the end', async () => {
    const lane = new Lane(3);
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        lane.run((i % 3) + 1, async () => {
          inside += (i % 3) + 1;
          most = Math.max(most, inside);
          await new Promise((resume) => setImmediate(resume));
          inside -= (i % 3) + 1;
        }),
      ),
    );
    expect(most).toBeLessThanOrEqual(3);
    expect(inside).toBe(0);
  });

  it('admits alone what is larger than the whole', async () => {
    const lane = new Lane(10);
    const order: string[] = [];
    await Promise.all([
      lane.run(5, async () => void order.push('small')),
      lane.run(1000, async () => void order.push('large')),
      lane.run(5, async () => void order.push('later')),
    ]);
    expect(order).toEqual(['small', 'large', 'later']);
  });

  it('frees its units when work fails', async () => {
    const lane = new Lane(1);
    await expect(lane.run(1, () => Promise.reject(new Error('x')))).rejects.toThrow('x');
    await expect(lane.run(1, async () => 'free')).resolves.toBe('free');
  });
});
