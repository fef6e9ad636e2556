import { generateKeys, type KeyKind, type KeyPair } from '../../src/authority/index.ts';

/** Keys made so far in this process: making RSA keys is most of what a world costs. */
const pool = new Map<KeyKind, Promise<KeyPair>[]>();

/** Lends keys of the pool, each once per lender; another lender gets the same ones again. */
export function lender(): (kind: KeyKind) => Promise<KeyPair> {
  const lent = new Map<KeyKind, number>();
  return (kind) => {
    const made = pool.get(kind) ?? [];
    pool.set(kind, made);
    const next = lent.get(kind) ?? 0;
    lent.set(kind, next + 1);
    made[next] ??= generateKeys(kind);
    return made[next]!;
  };
}
