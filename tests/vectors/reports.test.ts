import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CORPORA, describeCorpus } from '../support/corpora.ts';
import { kyso, temporaryFolder } from '../support/kyso.ts';
import { departures, productSchema } from '../support/schema.ts';
import { requireTool } from '../support/tools.ts';

const SCHEMA = new URL('../interop/validation-report.rng', import.meta.url).pathname;

describeCorpus('dss', 'reports on other people’s documents', () => {
  it('follow their schemas, whatever the documents hold, and say the same', async (t) => {
    const xmllint = requireTool('xmllint', t);
    const folder = temporaryFolder();
    const corpora = ['dss', 'pdf', 'cms'].map((name) => join(CORPORA, name));
    const call = ['verify', ...corpora, '--json', '--etsi', 'a.xml', '--html', 'a.html'];
    const played = await kyso([...call, '--jobs', '1'], { directory: folder });
    const json = JSON.parse(played.stdout);
    expect(json.summary.documents).toBeGreaterThan(100);
    const odd = departures(json, productSchema('verify-1.json'));
    expect(odd.slice(0, 5)).toEqual([]);

    const judged = spawnSync(xmllint, ['--noout', '--huge', '--relaxng', SCHEMA, 'a.xml'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(judged.status, judged.stderr.slice(0, 2000)).toBe(0);
    const xml = readFileSync(join(folder, 'a.xml'), 'utf8');
    const ids = [...xml.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
    const known = new Set(ids);
    expect(known.size).toBe(ids.length);
    const references = [...xml.matchAll(/VOReference="([^"]+)"/g)].flatMap(([, r]) =>
      r!.split(' '),
    );
    expect(references.filter((reference) => !known.has(reference))).toEqual([]);

    const signatures: { kind: string; indication: string }[] = json.documents.flatMap(
      (one: { signatures: object[] }) => one.signatures,
    );
    const failed = signatures.filter(
      ({ kind, indication }) => kind === 'signature' && indication === 'TOTAL-FAILED',
    );
    expect(failed.length).toBeGreaterThan(0);
    expect(xml.match(/mainindication:total-failed/g)).toHaveLength(failed.length);
    const page = readFileSync(join(folder, 'a.html'), 'utf8');
    expect(page.match(/<details class="doc /g)).toHaveLength(json.summary.documents);
    expect(page).not.toMatch(/undefined|\[object/);
  });
});
