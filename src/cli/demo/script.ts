import type { Built } from './build.ts';
import { PLACES } from './folder.ts';
import { quoted, shellLine } from './play.ts';

/** Calls of a kind beyond this many are not printed, only written to the script. */
const SHOWN = 2;

/** Everything that was called, as a shell script that does it all again. */
export function scriptOf(built: Built, program: string, head: string): string {
  const { player, devices, alteration } = built;
  const made = [PLACES.person, PLACES.released, PLACES.ledger, PLACES.verification];
  const reports = [PLACES.html, PLACES.csv, PLACES.json];
  const lines = player.calls.map(({ args, to }) => `kyso ${shellLine(args, to)}`);
  const verify = player.calls.findIndex(({ args }) => args[0] === 'verify');
  const octet = `\\${alteration.octet.toString(8).padStart(3, '0')}`;
  const change = [
    `printf '${octet}' | dd of=${quoted(alteration.path)}`,
    `bs=1 seek=${alteration.offset} conv=notrunc status=none`,
  ].join(' ');
  return [
    '#!/bin/sh',
    `# ${head}`,
    'cd "$(dirname "$0")" || exit 1',
    `kyso() { ${program} "$@"; }`,
    ...Object.entries(devices.environment).map(
      ([name, value]) => `export ${name}=${quoted(value)}`,
    ),
    `rm -rf ${[...made, ...reports].join(' ')}`,
    ...lines.slice(0, verify),
    change,
    ...lines.slice(verify),
    '',
  ].join('\n');
}

/** The calls as they are printed: the first of each kind, and how many more there are. */
export function shownCalls(built: Built, more: (count: number) => string): string[] {
  const shown: string[] = [];
  const { calls } = built.player;
  const signatures = calls.filter(({ args }) => args[0] === 'sign');
  const stamped = signatures.filter(({ args }) => args.includes('--tsa'));
  const plain = signatures.filter(({ args }) => !args.includes('--tsa'));
  for (const list of [plain, stamped]) {
    shown.push(...list.slice(0, SHOWN).map(({ args }) => `kyso ${shellLine(args)}`));
    if (list.length > SHOWN) shown.push(more(list.length - SHOWN));
  }
  for (const { args, to } of calls)
    if (args[0] !== 'sign') shown.push(`kyso ${shellLine(args, to)}`);
  return shown;
}
