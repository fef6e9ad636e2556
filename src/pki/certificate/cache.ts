/**
 * A map that forgets what was not used of late: at most `size` entries stay, so hostile input can't fill the memory. Two
 * generations instead of an order of use: a hit costs one look-up, and everything used within the last half
 * of `size` insertions is still there.
 */
export class RecentlyUsed<Key, Value> {
  private young = new Map<Key, Value>();
  private old = new Map<Key, Value>();
  private readonly half: number;
  /** Of the young ones together. */
  private weight = 0;

  constructor(size: number) {
    this.half = Math.max(1, size >> 1);
  }

  find(key: Key): Value | undefined {
    const value = this.young.get(key);
    if (value !== undefined) return value;
    const older = this.old.get(key);
    return older === undefined ? undefined : this.keep(key, older);
  }

  /** `weight`: as how many usual ones it counts. */
  keep(key: Key, value: Value, weight = 1): Value {
    if (this.weight >= this.half) {
      this.old = this.young;
      this.young = new Map();
      this.weight = 0;
    }
    this.weight += weight;
    this.young.set(key, value);
    return value;
  }
}

/** What counts as one in a cache of things read: most certificates and responses are shorter. */
const USUAL_OCTETS = 4096;

/** The weight of something read from so many octets; what is made of them may take twenty times their memory. */
export function weightOf(octets: Uint8Array): number {
  return Math.ceil(octets.length / USUAL_OCTETS);
}
