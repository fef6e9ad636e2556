import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changeDetails } from '../../../src/words/changes.ts';
import { details } from '../../../src/words/details.ts';
import { format } from '../../../src/words/format.ts';

test('every detail that format/ names has its words in both languages, and every phrase is used', () => {
  const folder = join(import.meta.dirname, '../../../src/format');
  const code = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  const faults = [...code.matchAll(/Fault\('\w+', \{ what: '([\w-]+)'/g)].map((m) => m[1]!);
  const named = [...code.matchAll(/what: '([\w-]+)'/g)].map((m) => m[1]!);
  expect(named.length).toBeGreaterThan(25);
  for (const what of faults) expect(details).toHaveProperty([what]);
  for (const what of named)
    if (!faults.includes(what)) expect({ ...format, ...changeDetails }).toHaveProperty([what]);
  for (const what of Object.keys(format)) expect(named).toContain(what);
});
