import { execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Terminal } from '../../../../src/edge/terminal/terminal.ts';
import { type PinAsked, pinSource } from '../../../../src/edge/token/pin.ts';
import { temporaryFolder } from '../../../support/kyso.ts';

const ask: PinAsked = {
  device: 'clerk\u001b[2J',
  certificateSubject: 'Nguyễn Văn An',
  finalTry: false,
  countLow: false,
};

function terminal(more: Partial<Terminal> = {}) {
  const heard: string[] = [];
  return {
    heard,
    terminal: {
      interactive: true,
      talk: (line: string) => heard.push(line),
      askHidden: async (prompt: string) => {
        heard.push(prompt);
        return new TextEncoder().encode('typed');
      },
      ...more,
    } as Terminal,
  };
}

const text = (octets: Uint8Array) => Buffer.from(octets).toString('utf8');

describe('where the PIN comes from', () => {
  test.each([
    ['1234', '1234'],
    ['1234\n', '1234'],
    ['1234\r\n', '1234'],
    [' 12 34 \nsecond line', ' 12 34 '],
    ['mật khẩu\n', 'mật khẩu'],
    ['1234\r', '1234\r'],
  ])('a file with %j', async (content, pin) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'pin'), content);
    const source = pinSource({ pinFile: 'pin', directory: folder, ...terminal() });
    expect(text(await source(ask))).toBe(pin);
  });

  test.each([
    ['', 'pin-empty'],
    ['\n1234', 'pin-empty'],
    ['\r\n', 'pin-empty'],
    ['1'.repeat(2000), 'pin-too-long'],
  ])('a file with %j gives no PIN', async (content, what) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'pin'), content);
    const source = pinSource({ pinFile: join(folder, 'pin'), ...terminal() });
    await expect(source(ask)).rejects.toMatchObject({ code: 'TOKEN_PIN_MISSING', data: { what } });
  });

  test('a file that is not there, and a folder', async () => {
    const folder = temporaryFolder();
    const from = (pinFile: string) => pinSource({ pinFile, directory: folder, ...terminal() })(ask);
    await expect(from('absent')).rejects.toMatchObject({ code: 'FILE_MISSING' });
    await expect(from('.')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test('an open descriptor, and one that is not open', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'pin'), '1234\n');
    const pinFd = openSync(join(folder, 'pin'), 'r');
    expect(text(await pinSource({ pinFd, ...terminal() })(ask))).toBe('1234');
    closeSync(pinFd);
    await expect(pinSource({ pinFd: 999, ...terminal() })(ask)).rejects.toMatchObject({
      code: 'TOKEN_PIN_MISSING',
      data: { what: 'pin-fd-unreadable' },
    });
  });

  test('a pipe that is written slowly and stays open', () => {
    const script = `
      const { pinSource } = await import(${JSON.stringify(new URL('../../../../dist/edge/token/pin.js', import.meta.url).href)});
      const pin = await pinSource({ pinFd: 3, terminal: {} })({});
      console.log(Buffer.from(pin).toString('hex'));`;
    const out = execFileSync(
      'bash',
      [
        '-c',
        'node --input-type=module -e "$1" 3< <(printf 12; sleep 0.3; printf "34\\n"; sleep 1)',
        'bash',
        script,
      ],
      { encoding: 'utf8' },
    );
    expect(out).toBe('31323334\n');
  });

  test('a named pipe whose writer comes later', async () => {
    const pinFile = join(temporaryFolder(), 'late');
    execFileSync('mkfifo', [pinFile]);
    const writer = spawn('sh', ['-c', 'sleep 0.3; echo 5678 > "$1"', 'sh', pinFile]);
    expect(text(await pinSource({ pinFile, ...terminal() })(ask))).toBe('5678');
    writer.kill();
  });

  test('a person, whose screen shows hostile labels harmless', async () => {
    const { terminal: person, heard } = terminal();
    const source = pinSource({ terminal: person, language: 'vi' });
    expect(text(await source({ ...ask, countLow: true }))).toBe('typed');
    expect(heard).toHaveLength(2);
    expect(heard[1]).toContain('Nguyễn Văn An');
    expect(heard.join()).not.toContain('\u001b');
  });

  test('nobody', async () => {
    const { terminal: nobody } = terminal({ interactive: false });
    await expect(pinSource({ terminal: nobody })(ask)).rejects.toMatchObject({
      code: 'TOKEN_PIN_MISSING',
    });
  });
});
