import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/fault/fault.ts';
import { FAULTS, type FaultCode } from '../../../src/fault/table.ts';
import { LANGUAGES } from '../../../src/words/catalogue.ts';
import { details } from '../../../src/words/details.ts';
import { explain } from '../../../src/words/explain.ts';
import { faults } from '../../../src/words/faults.ts';
import { shown } from '../../../src/words/shown.ts';

const SRC = new URL('../../../src', import.meta.url).pathname;

describe('faults in words', () => {
  it('has a message and a next step for every code, in both languages', () => {
    for (const code of Object.keys(FAULTS) as FaultCode[]) {
      for (const language of LANGUAGES) {
        const { message, hint } = explain(new Fault(code), language);
        expect(message, `${code} ${language}`).toMatch(/\p{L}/u);
        expect(hint, `${code} ${language}`).toMatch(/\p{L}/u);
      }
    }
  });

  it('has words for every detail that code gives', () => {
    const unknown: string[] = [];
    for (const name of readdirSync(SRC, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts') || name.startsWith('words/')) continue;
      const text = readFileSync(join(SRC, name), 'utf8');
      for (const [, what] of text.matchAll(/new Fault\('(?!BUG)[^;]*?what: '([^']+)'/g)) {
        if (!(what! in details)) unknown.push(`${name}: ${what}`);
      }
    }
    expect(unknown).toEqual([]);
  });

  it('leaves no unfilled place in a message whose data is missing', () => {
    for (const code of Object.keys(FAULTS) as FaultCode[]) {
      expect(explain(new Fault(code), 'vi').message).not.toMatch(/\{\w+\}/);
    }
  });

  it('shows a name as it is, braces and all', () => {
    const path = 'Biểu {mẫu} (số {1}).pdf';
    expect(explain(new Fault('FILE_MISSING', { path }), 'vi').message).toContain(path);
  });

  it('differs between the languages', () => {
    const same = Object.entries(faults).filter(([, { message }]) => message.vi === message.en);
    expect(same.map(([code]) => code)).toEqual([]);
  });
});

describe('shown', () => {
  it('lets Vietnamese through as it is', () => {
    expect(shown('Ủy ban nhân dân xã Đặng Xá')).toBe('Ủy ban nhân dân xã Đặng Xá');
  });

  it('takes the power from escape sequences, overrides and lone surrogates', () => {
    expect(shown('\u001b[2J\r\nok\u202egnp\ud800')).toBe(
      '\\u{1b}[2J\\u{d}\\u{a}ok\\u{202e}gnp\ufffd',
    );
  });

  it('cuts what is endless', () => {
    expect(shown('a'.repeat(1e6)).length).toBeLessThan(400);
  });
});
