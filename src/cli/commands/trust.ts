import { resolve } from 'node:path';
import {
  readCertificatesAt,
  type StoredCertificate,
  TrustStore,
  trustFolder,
} from '../../edge/store/trust-store.ts';
import { Fault } from '../../fault/fault.ts';
import { type Certificate, nameText } from '../../pki/index.ts';
import { trustCandidateText, trustJson, trustListText } from '../../report/trust.ts';
import { readAnchor, readFingerprint, typedBack } from '../../trust/index.ts';
import { fill } from '../../words/catalogue.ts';
import { trust } from '../../words/trust.ts';
import type { Context, Grammar } from '../command.ts';
import { EXIT } from '../exit.ts';
import { helpExamples } from '../help-examples.ts';

interface AddOptions {
  fingerprint?: string;
  intermediates?: boolean;
}

export const grammar: Grammar = (program, run, text) => {
  const command = program.command('trust').description(text(trust.summary));
  command
    .command('list')
    .description(text(trust.list))
    .option('--json', text(trust.json))
    .action((options: { json?: boolean }) =>
      run((context) => list(options.json === true, context)),
    );
  command
    .command('add')
    .description(text(trust.add))
    .argument('<file>', text(trust.file))
    .option('--fingerprint <sha256>', text(trust.fingerprint))
    .option('--intermediates', text(trust.intermediates))
    .action((file: string, options: AddOptions) => run((context) => add(file, options, context)));
  command
    .command('remove')
    .description(text(trust.remove))
    .argument('<name>', text(trust.name))
    .action((name: string) => run((context) => remove(name, context)));
  helpExamples(command, text, [
    { does: trust.exampleAdd, call: 'kyso trust add root.pem --fingerprint FINGERPRINT' },
    { does: trust.exampleList, call: 'kyso trust list' },
  ]);
  return command;
};

async function list(json: boolean, context: Context): Promise<number> {
  const store = storeOf(context);
  const anchors = store.list();
  const intermediates = store.intermediates.list();
  const render = json ? trustJson : trustListText;
  await context.terminal.result(render(anchors, intermediates, context.language));
  return EXIT.done;
}

/**
 * Each certificate of the file is shown and confirmed by its own fingerprint before any is trusted. The
 * fingerprint must come from elsewhere than the file: a person types its beginning, a script names all of it.
 */
async function add(file: string, options: AddOptions, context: Context): Promise<number> {
  const { terminal, language, directory } = context;
  const certificates = readCertificatesAt(resolve(directory, file));
  const store = storeOf(context);
  if (!options.intermediates) {
    for (const certificate of certificates) readAnchor(certificate);
    const wanted = fingerprintOf(options);
    for (const certificate of certificates) {
      terminal.talk(trustCandidateText(certificate, language));
      await confirm(certificate, wanted, certificates.length === 1, context);
    }
  }
  const into = options.intermediates ? store.intermediates : store;
  const said = options.intermediates ? trust.addedIntermediate : trust.added;
  for (const certificate of certificates) {
    const added = await into.add(certificate);
    const name = nameText(certificate.subject);
    await terminal.result(`${fill(added ? said : trust.already, language, { name })}\n`);
  }
  return EXIT.done;
}

function fingerprintOf({ fingerprint }: AddOptions): string | undefined {
  if (fingerprint === undefined) return undefined;
  const read = readFingerprint(fingerprint);
  if (read === undefined) {
    throw new Fault('USAGE', { what: 'usage-invalid-value', name: '--fingerprint' });
  }
  return read;
}

async function confirm(
  certificate: Certificate,
  wanted: string | undefined,
  alone: boolean,
  { terminal, language }: Context,
): Promise<void> {
  if (wanted !== undefined) {
    if (!alone || wanted !== certificate.sha256) throw new Fault('TRUST_UNCONFIRMED');
    return;
  }
  if (!terminal.interactive) throw new Fault('TRUST_UNCONFIRMED');
  const typed = await terminal.ask(fill(trust.confirm, language));
  if (!typedBack(typed, certificate.sha256)) throw new Fault('TRUST_UNCONFIRMED');
}

/** Removes the one certificate that fits; several that fit are none, so that nothing is removed by mistake. */
async function remove(name: string, context: Context): Promise<number> {
  const store = storeOf(context);
  const places = [store, store.intermediates].flatMap((place) =>
    place.list().map((stored) => ({ place, stored })),
  );
  const [found, ...others] = places.filter(({ stored }) => fits(stored, name));
  if (found === undefined || others.length > 0) throw new Fault('TRUST_NOT_FOUND', { name });
  found.place.remove(found.stored);
  const subject = nameText(found.stored.certificate.subject);
  await context.terminal.result(`${fill(trust.removed, context.language, { name: subject })}\n`);
  return EXIT.done;
}

function fits({ certificate }: StoredCertificate, name: string): boolean {
  if (typedBack(name.replace(/^sha-?256[:=]?/i, ''), certificate.sha256)) return true;
  return nameText(certificate.subject).toLowerCase().includes(name.toLowerCase());
}

function storeOf({ environment, directory }: Context): TrustStore {
  return new TrustStore(trustFolder(environment, directory));
}
