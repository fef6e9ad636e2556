import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RETURN_VALUES } from '../../../../src/edge/token/pkcs11/values.ts';
import { OBSTACLES } from '../../../../src/edge/token/request.ts';
import { details } from '../../../../src/words/details.ts';
import { tokenWords } from '../../../../src/words/token.ts';

test('every detail that this room’s faults carry has its words', () => {
  const room = new URL('../../../../src/edge/token/', import.meta.url).pathname;
  const sources = readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(room + name, 'utf8'));
  const written = sources.flatMap((source) =>
    [...source.matchAll(/what: '([\w-]+)'/g)].map(([, what]) => what!),
  );
  const listed = Object.values(RETURN_VALUES).flatMap(({ what }) => what ?? []);
  expect(written.length).toBeGreaterThan(10);
  for (const what of [...written, ...listed]) expect(details).toHaveProperty([what]);
  for (const obstacle of OBSTACLES) expect(tokenWords).toHaveProperty([`obstacle-${obstacle}`]);
});
