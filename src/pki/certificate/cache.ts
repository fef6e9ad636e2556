/**
 * A map that forgets what was not used of late: at most `size` entries stay, so hostile input can't fill the memory. Two
 * generations instead of an order of use: a hit costs one look-up, and everything used within the last half
 * of `size` insertions is still there.
 */
export class RecentlyUsed<Key, Value> {
  private young = new Map<Key, Value>();
  private old = new Map<Key, Value>();
  private readonly half: number;

  constructor(size: number) {
    this.half = Math.max(1, size >> 1);
  }

  find(key: Key): Value | undefined {
    const value = this.young.get(key);
    if (value !== undefined) return value;
    const older = this.old.get(key);
    return older === undefined ? undefined : this.keep(key, older);
  }

  keep(key: Key, value: Value): Value {
    if (this.young.size >= this.half) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(key, value);
    return value;
  }
}
