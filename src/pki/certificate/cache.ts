/** A map that forgets what was used longest ago: at most `size` entries stay, so hostile input can't fill the memory. */
export class RecentlyUsed<Key, Value> {
  private readonly entries = new Map<Key, Value>();
  private readonly size: number;

  constructor(size: number) {
    this.size = size;
  }

  find(key: Key): Value | undefined {
    const value = this.entries.get(key);
    if (value !== undefined && this.entries.size > this.size / 2) {
      this.entries.delete(key);
      this.entries.set(key, value);
    }
    return value;
  }

  keep(key: Key, value: Value): Value {
    this.entries.set(key, value);
    if (this.entries.size > this.size) {
      for (const oldest of this.entries.keys()) {
        this.entries.delete(oldest);
        break;
      }
    }
    return value;
  }
}
