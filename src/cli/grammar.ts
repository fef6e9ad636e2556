import type { Phrase } from '../words/catalogue.ts';
import { cli } from '../words/cli.ts';
import type { Grammar } from './command.ts';

/** One row per command: its name, its line in the overview, and the module that is loaded when it is called. */
export const COMMANDS: readonly {
  readonly name: string;
  readonly summary: Phrase;
  readonly load: () => Promise<{ readonly grammar: Grammar }>;
}[] = [
  { name: 'demo', summary: cli.demo, load: () => import('./commands/demo.ts') },
  { name: 'token', summary: cli.token, load: () => import('./commands/token.ts') },
  { name: 'sign', summary: cli.sign, load: () => import('./commands/sign.ts') },
  { name: 'verify', summary: cli.verify, load: () => import('./commands/verify.ts') },
  { name: 'show', summary: cli.show, load: () => import('./commands/show.ts') },
  { name: 'audit', summary: cli.audit, load: () => import('./commands/audit.ts') },
  { name: 'report', summary: cli.report, load: () => import('./commands/report.ts') },
  { name: 'trust', summary: cli.trust, load: () => import('./commands/trust.ts') },
];
