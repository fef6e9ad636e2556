import { describe, expect, test } from 'vitest';
import { FIGURES, makeDistrict, shares } from '../../../../src/cli/demo/district.ts';
import { organisationsCsv, registerCsv } from '../../../../src/cli/demo/register.ts';
import { readOrganisations, readRegister } from '../../../../src/register/index.ts';

const district = makeDistrict();
const octets = async function* (text: string) {
  yield new Uint8Array(Buffer.from(text, 'utf8'));
};

describe('the district of the demo', () => {
  test('has the figures that it promises, the same every time', () => {
    expect(district.agencies).toHaveLength(FIGURES.agencies);
    const people = district.agencies.flatMap((a) => a.people);
    expect(people.length + district.agencies.length).toBe(FIGURES.certificates);
    expect(new Set(people.map((p) => p.name)).size).toBe(people.length);
    expect(new Set(people.map((p) => p.uid)).size).toBe(people.length);
    expect(district.documents).toHaveLength(FIGURES.documents);
    const electronic = district.documents.filter((d) => d.electronic);
    expect(electronic).toHaveLength(FIGURES.electronic);
    expect(electronic.filter((d) => d.altered)).toHaveLength(FIGURES.electronic - FIGURES.proven);
    expect(makeDistrict()).toEqual(district);
  });

  test('numbers every series without gaps or doubles, and names every file once', () => {
    const series = new Map<string, number[]>();
    for (const d of district.documents) {
      const key = `${d.agency.organId} ${d.notation}`;
      series.set(key, [...(series.get(key) ?? []), d.number]);
    }
    for (const numbers of series.values())
      expect(numbers).toEqual(numbers.map((_, i) => numbers[0]! + i));
    const names = district.documents.map((d) => `${d.agency.organId}/${d.fileName}`);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[\x20-\x7e]+$/);
  });

  test('everyone named has documents to sign, and pages are one to five', () => {
    for (const agency of district.agencies)
      for (const signer of agency.signers)
        expect(district.documents.some((d) => d.signer === signer && d.electronic)).toBe(true);
    expect(new Set(district.documents.map((d) => d.pages))).toEqual(new Set([1, 2, 3, 4, 5]));
  });

  test('its register and its organisations are read as they were meant', async () => {
    const rows = [];
    for await (const row of readRegister(octets(registerCsv(district)), 'register.csv', {
      organId: '',
      agency: '',
    }))
      rows.push(row);
    expect(rows.filter((row) => 'bad' in row)).toEqual([]);
    const exchanges = rows.flatMap((row) => ('exchange' in row ? [row.exchange] : []));
    expect(exchanges).toHaveLength(FIGURES.documents);
    exchanges.forEach((exchange, i) => {
      const planned = district.documents[i]!;
      expect(exchange.organId).toBe(planned.agency.organId);
      expect(Number(exchange.number)).toBe(planned.number);
      expect(exchange.notation).toBe(planned.notation);
      expect(exchange.date).toBe(planned.date);
      expect(exchange.channel).toBe(planned.electronic ? 'electronic' : 'paper');
      expect(exchange.files).toEqual(planned.electronic ? [planned.fileName] : []);
      expect(exchange.recipients).toEqual(planned.recipients.map((r) => r.plan.name));
      expect(exchange.declaredSigned).toBe(planned.electronic);
    });
    const organisations = await readOrganisations(octets(organisationsCsv(district)), 'o.csv');
    expect(organisations.map((o) => o.name)).toEqual(district.agencies.map((a) => a.plan.name));
  });
});

test('shares are whole and add up', () => {
  expect(shares([1, 1, 1], 10)).toEqual([4, 3, 3]);
  expect(shares([5, 3, 2], 7).reduce((a, b) => a + b)).toBe(7);
});
