import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { ByteSource } from '../../bytes/source.ts';
import { Draft } from '../../edge/files/draft.ts';
import { openSource } from '../../edge/files/source.ts';
import { Fault } from '../../fault/fault.ts';
import { openHistory, type RevisionFacts } from '../../format/index.ts';
import { type Extracted, extractedText, showJson, showText } from '../../report/show.ts';
import { show } from '../../words/show.ts';
import type { Context, Grammar } from '../command.ts';
import { EXIT } from '../exit.ts';
import { helpExamples } from '../help-examples.ts';
import { readPassword } from '../verification.ts';

interface ShowOptions {
  revision?: number;
  out?: string;
  json?: boolean;
  passwordFile?: string;
}

export const grammar: Grammar = (program, run, text) => {
  const command = program
    .command('show')
    .description(text(show.summary))
    .argument('<file>', text(show.file))
    .option('--revision <number>', text(show.revision), ordinal)
    .option('--out <file>', text(show.out))
    .option('--json', text(show.json))
    .option('--password-file <file>', text(show.passwordFile));
  helpExamples(command, text, [
    { does: show.exampleList, call: 'kyso show signed/a.pdf' },
    { does: show.exampleOut, call: 'kyso show signed/a.pdf --revision 1 --out unsigned.pdf' },
  ]);
  return command.action((file: string, options: ShowOptions) =>
    run((context) => showFile(file, options, context)),
  );
};

async function showFile(file: string, options: ShowOptions, context: Context): Promise<number> {
  const { terminal, language, directory } = context;
  const { revision, out } = options;
  if ((revision === undefined) !== (out === undefined)) {
    const name = out === undefined ? '--out' : '--revision';
    throw new Fault('USAGE', { what: 'usage-missing-option', name });
  }
  const password = readPassword(options.passwordFile, directory);
  const opened = openSource(resolve(directory, file));
  try {
    const revisions = openHistory(opened.source, password);
    let extracted: Extracted | null = null;
    if (revision !== undefined && out !== undefined) {
      const wanted = revisions[revision - 1];
      if (wanted === undefined)
        throw new Fault('USAGE', {
          what: 'usage-invalid-value',
          name: `--revision (1–${revisions.length})`,
        });
      extracted = await extract(opened.source, wanted, out, directory, opened.confirmUnchanged);
    } else opened.confirmUnchanged();
    await terminal.result(
      options.json
        ? showJson(file, revisions, extracted, language)
        : extracted === null
          ? showText(file, revisions, language)
          : extractedText(extracted, language),
    );
    return EXIT.done;
  } finally {
    opened.close();
  }
}

/** Octets copied at a time. */
const PIECE = 1024 * 1024;

/** The file as it stood in that revision, octet by octet, under a name that nothing has yet. */
async function extract(
  source: ByteSource,
  { number, end }: RevisionFacts,
  path: string,
  directory: string,
  confirmUnchanged: () => void,
): Promise<Extracted> {
  const draft = Draft.create(resolve(directory, path));
  try {
    const hash = createHash('sha256');
    for (let at = 0; at < end; at += PIECE) {
      const piece = source.read(at, Math.min(at + PIECE, end));
      hash.update(piece);
      draft.write(piece, at);
    }
    confirmUnchanged();
    await draft.publish();
    return { revision: number, path, octets: end, sha256: hash.digest('hex') };
  } catch (error) {
    draft.discard();
    throw error;
  }
}

function ordinal(value: string): number {
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new InvalidArgumentError(`'${value}'`);
  return Number(value);
}
