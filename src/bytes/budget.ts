import { Fault } from '../fault/fault.ts';
import type { FaultCode } from '../fault/table.ts';

/** Counts units of work and throws the given fault when they are used up: hostile input costs bounded time. */
export class Budget {
  private left: number;
  private readonly code: FaultCode;
  private readonly what: string;

  constructor(units: number, code: FaultCode, what: string) {
    this.left = units;
    this.code = code;
    this.what = what;
  }

  spend(units = 1): void {
    this.left -= units;
    if (this.left < 0) throw new Fault(this.code, { what: this.what });
  }
}
