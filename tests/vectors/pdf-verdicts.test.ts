import { beforeAll, expect, test } from 'vitest';
import { memorySource } from '../../src/bytes/source.ts';
import { examine } from '../../src/examination/index.ts';
import { Fault } from '../../src/fault/fault.ts';
import type { Policy } from '../../src/validation/index.ts';
import { explain } from '../../src/words/explain.ts';
import { corpusCases, describeCorpus, readCorpus } from '../support/corpora.ts';
import { addRevision, sign, signingWorld } from '../unit/format/pades/paper.ts';
import { trusting } from '../unit/validation/evidence.ts';

interface Case {
  readonly file: string;
  readonly password?: { readonly user?: string | null } | null;
}

const AT = new Date('2026-11-23T02:00:00Z');
/** Milliseconds: a hang, not slowness. `npm run bench` prints what each file takes. */
const HANG = 60_000;

describeCorpus(
  'pdf',
  'malformed, encrypted and odd PDFs of others: a verdict or a named fault',
  () => {
    const cases = corpusCases<Case[]>('pdf');
    let policy: Policy;
    beforeAll(async () => {
      policy = trusting(await signingWorld(), AT);
    });
    const look = (octets: Uint8Array, password?: string) => {
      const start = performance.now();
      const found = examine(
        memorySource(octets),
        'a.pdf',
        policy,
        AT,
        password ? { password } : {},
      );
      expect(performance.now() - start).toBeLessThan(HANG);
      if (found.fault !== null) {
        expect(found.fault.code).toMatch(/^(DOCUMENT|FORMAT|FILE)_/);
        expect(explain(found.fault, 'vi').message).not.toMatch(/\{\w+\}|undefined/);
      }
      return found;
    };

    test('all of them are here', () => expect(cases.length).toBe(145));

    test.each(cases)('$file', async ({ file, password }) => {
      const octets = readCorpus('pdf', file);
      const secret = password?.user ?? undefined;
      look(octets, secret);
      const signed = await sign(octets, secret ? { password: secret } : {}).catch((error) => {
        if (error instanceof Fault && error.code !== 'BUG') return undefined;
        throw error;
      });
      if (signed === undefined) return;
      const own = look(signed, secret).signatures.at(-1)!;
      expect(own.verdict.indication).toBe('TOTAL-PASSED');
      // A change that anyone could append: the catalog replaced.
      const root = Number(
        /\/Root +(\d+) +\d+ +R(?![\s\S]*\/Root)/.exec(Buffer.from(signed).toString('latin1'))?.[1],
      );
      if (!Number.isInteger(root) || secret !== undefined) return;
      const evil = look(
        addRevision(
          signed,
          { [root]: '<< /Type /Catalog /Pages 999999 0 R >>' },
          { trailer: `/Size 1000000 /Root ${root} 0 R` },
        ),
      );
      for (const one of evil.signatures) expect(one.verdict.indication).not.toBe('TOTAL-PASSED');
    });
  },
);
