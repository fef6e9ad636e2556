/**
 * Admits so much work at once and no more, first come first served: requests to a time-stamp
 * service, octets held in memory. Work larger than the whole is admitted alone.
 */
export class Lane {
  private free: number;
  private readonly total: number;
  private readonly waiting: { units: number; admit: () => void }[] = [];

  constructor(total: number) {
    this.total = total;
    this.free = total;
  }

  async run<T>(units: number, work: () => Promise<T>): Promise<T> {
    const needed = Math.min(units, this.total);
    await this.admitted(needed);
    try {
      return await work();
    } finally {
      this.free += needed;
      this.admitNext();
    }
  }

  private admitted(units: number): Promise<void> | undefined {
    if (this.waiting.length === 0 && this.free >= units) {
      this.free -= units;
      return undefined;
    }
    return new Promise((admit) => this.waiting.push({ units, admit }));
  }

  private admitNext(): void {
    for (let next = this.waiting[0]; next && this.free >= next.units; next = this.waiting[0]) {
      this.waiting.shift();
      this.free -= next.units;
      next.admit();
    }
  }
}
