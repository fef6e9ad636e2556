import { describe, expect, test } from 'vitest';
import { FORM, isWhole, open, PLAIN, sign, text, whats, writePaper } from './paper.ts';

describe('signing and opening', () => {
  test('a new field on a plain file', async () => {
    const signed = await sign(writePaper(PLAIN), { reason: 'Duyệt', signerName: 'Nguyễn Văn A' });
    const [one, ...rest] = open(signed);
    expect(rest).toEqual([]);
    expect(whats(one!)).toEqual([]);
    expect(one).toMatchObject({
      id: 'Signature1',
      kind: 'signature',
      subFilter: 'ETSI.CAdES.detached',
      revision: 2,
      revisions: 2,
      coversWholeFile: true,
      changesAfter: [],
      certification: null,
      formatTime: new Date('2026-11-23T02:00:00Z'),
      said: { Reason: 'Duyệt', Name: 'Nguyễn Văn A' },
    });
    expect(isWhole(one!)).toBe(true);
    expect(text(signed)).toContain("(D:20261123090000+07'00')");
  });

  test('four signatures in one file are four revisions, all whole', async () => {
    let file = writePaper(FORM);
    for (let i = 0; i < 4; i++) file = await sign(file, { by: i % 2 ? 'agency' : 'person' });
    const found = open(file);
    expect(found.map((one) => one.id)).toEqual([
      'Signature1',
      'Signature2',
      'Signature3',
      'Signature4',
    ]);
    expect(found.every(isWhole)).toBe(true);
    expect(found.map((one) => one.changesAfter.map((c) => `${c.class} ${c.permitted}`))).toEqual([
      ['signature true', 'signature true', 'signature true'],
      ['signature true', 'signature true'],
      ['signature true'],
      [],
    ]);
  });

  test('an empty field by its name', async () => {
    const signed = await sign(writePaper(FORM), { field: 'approval' });
    const [one] = open(signed);
    expect(one!.id).toBe('approval');
    expect(isWhole(one!)).toBe(true);
  });
});
