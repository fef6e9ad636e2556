import { FAULTS, type FaultCode } from './table.ts';

export type FaultData = Readonly<Record<string, string | number>>;

/**
 * What stopped kyso, by code. `data` fills the placeholders of the code's message; by convention
 * `what` is a kebab-case detail whose words stand in the catalogues, so that no fault carries a sentence.
 */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: FaultCode;
  readonly data: FaultData;

  constructor(code: FaultCode, data: FaultData = {}, options?: { cause?: unknown }) {
    super(`${code} ${JSON.stringify(data)}`, options);
    this.code = code;
    this.data = data;
  }

  get exit(): number {
    return FAULTS[this.code].exit;
  }

  get stopsBatch(): boolean {
    return FAULTS[this.code].batch === 'stop';
  }
}

/** The fault that `error` is, or BUG with the error as its cause. */
export function asFault(error: unknown): Fault {
  return error instanceof Fault ? error : new Fault('BUG', {}, { cause: error });
}
