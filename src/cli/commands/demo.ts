import { chmodSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { serveAuthority } from '../../edge/authority/authority-files.ts';
import { type AuthorityService, openAuthorityService } from '../../edge/authority/service.ts';
import { Fault } from '../../fault/fault.ts';
import { fill, type Phrase } from '../../words/catalogue.ts';
import { demo } from '../../words/demo.ts';
import type { Context, Grammar } from '../command.ts';
import { type Built, build } from '../demo/build.ts';
import { PLACES, prepareFolder, put, readMarker, writeMarker } from '../demo/folder.ts';
import { quoted } from '../demo/play.ts';
import { scriptOf, shownCalls } from '../demo/script.ts';
import { EXIT } from '../exit.ts';
import { helpExamples } from '../help-examples.ts';

interface DemoOptions {
  folder: string;
  keyStores?: boolean;
  keepServing?: boolean;
  serve?: boolean;
}

export const grammar: Grammar = (program, run, text) => {
  const command = program
    .command('demo')
    .description(text(demo.summary))
    .option('--folder <folder>', text(demo.folder), 'kyso-demo')
    .option('--key-stores', text(demo.keyStores))
    .option('--keep-serving', text(demo.keepServing))
    .option('--serve', text(demo.serve));
  helpExamples(command, text, [
    { does: demo.exampleBuild, call: 'kyso demo' },
    { does: demo.exampleServe, call: 'kyso demo --serve' },
  ]);
  return command.action((options: DemoOptions) =>
    run((context) => (options.serve ? serve(options, context) : buildDemo(options, context))),
  );
};

async function buildDemo(options: DemoOptions, context: Context): Promise<number> {
  const { terminal, language, directory } = context;
  const say = (phrase: Phrase, data = {}) => terminal.talk(fill(phrase, language, data));
  const started = performance.now();
  const folder = resolve(directory, options.folder);
  prepareFolder(folder);
  say(demo.building, { district: fill(demo.district, language), folder: options.folder });
  const service = await openAuthorityService();
  try {
    const order = { folder, keyStores: options.keyStores === true };
    const built = await build(order, service, context);
    const port = Number(new URL(service.url).port);
    writeMarker(folder, { schema: 'kyso.demo/1', port, finished: true });
    put(folder, PLACES.script, scriptOf(built, programCall(), fill(demo.scriptHead, language)));
    chmodSync(join(folder, PLACES.script), 0o755);

    await terminal.result(built.table);
    say(demo.figures, { ...built.found });
    say(demo.total, { seconds: Math.round((performance.now() - started) / 1000) });
    sayCalls(built, options.folder, context);
    if (options.keepServing) await untilInterrupted(service, context);
    return EXIT.done;
  } finally {
    await service.close();
  }
}

/** What a person types to repeat it. */
function sayCalls(built: Built, folder: string, context: Context): void {
  const { terminal, language } = context;
  const more = (count: number) => `    ${fill(demo.more, language, { count })}`;
  terminal.talk(fill(demo.repeat, language, { folder, script: PLACES.script }));
  terminal.talk(`  cd ${quoted(folder)}`);
  for (const [name, value] of Object.entries(built.devices.environment))
    terminal.talk(`  export ${name}=${quoted(value)}`);
  for (const line of shownCalls(built, more)) terminal.talk(`  ${line}`);
}

async function serve(options: DemoOptions, context: Context): Promise<number> {
  const folder = resolve(context.directory, options.folder);
  const { port } = readMarker(folder);
  const places = [join(folder, PLACES.service), join(folder, PLACES.crls)] as const;
  let service: AuthorityService;
  try {
    service = await serveAuthority(...places, port, context.now);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Fault('DEMO_PORT_TAKEN', { port: String(port) }, { cause: error });
  }
  try {
    await untilInterrupted(service, context);
    return EXIT.done;
  } finally {
    await service.close();
  }
}

async function untilInterrupted(service: AuthorityService, context: Context): Promise<void> {
  const { terminal, language, interrupted } = context;
  terminal.talk(fill(demo.serving, language, { url: service.url }));
  if (interrupted.aborted) return;
  await new Promise((stop) => interrupted.addEventListener('abort', stop, { once: true }));
}

/** How this program was called: `node …/bin/kyso.js`. */
function programCall(): string {
  return `${quoted(process.execPath)} ${quoted(process.argv[1] ?? 'kyso')}`;
}
