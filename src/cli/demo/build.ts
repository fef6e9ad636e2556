import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { publishAuthority, writeServiceFiles } from '../../edge/authority/authority-files.ts';
import type { AuthorityService } from '../../edge/authority/service.ts';
import { Fault } from '../../fault/fault.ts';
import { demo } from '../../words/demo.ts';
import type { Context } from '../command.ts';
import { EXIT } from '../exit.ts';
import { type Devices, fillKeyStores, fillTokens, softHsmModule } from './devices.ts';
import { type DemoDocument, type District, FIGURES, makeDistrict } from './district.ts';
import { openDocumentMaker } from './documents.ts';
import { checkFigures, type Found } from './figures.ts';
import { PLACES, put } from './folder.ts';
import { type DemoAuthority, type DemoKeys, issueAll, makeKeys } from './holders.ts';
import { AMOUNT } from './papers.ts';
import { Player } from './play.ts';
import { organisationsCsv, registerCsv } from './register.ts';
import { signAll, signersOf } from './signing.ts';
import { Stages } from './stages.ts';

export interface BuildOptions {
  /** Absolute. */
  readonly folder: string;
  /** PKCS #12 key stores even where SoftHSM is there. */
  readonly keyStores: boolean;
}

export interface Built {
  readonly player: Player;
  readonly devices: Devices;
  readonly alteration: { readonly path: string; readonly offset: number; readonly octet: number };
  readonly found: Found;
  readonly seconds: readonly number[];
  /** What `kyso report` prints of it. */
  readonly table: string;
}

const DAY = 86_400_000;
/** Days for which the demo's CRLs prove something, so that its commands can be repeated. */
const CRL_DAYS = 60;
const VERIFICATION = ['--trust', PLACES.root, '--crl', PLACES.crls] as const;

/** Builds the district in its folder, which is prepared, with its authority served by `service`. */
export async function build(
  options: BuildOptions,
  service: AuthorityService,
  context: Context,
): Promise<Built> {
  const { folder } = options;
  const stages = new Stages(context, 9);
  const player = new Player(context, folder);
  const district = makeDistrict();
  put(folder, PLACES.register, registerCsv(district));
  put(folder, PLACES.organisations, organisationsCsv(district));

  const { keys, alteration } = await stages.run(demo.stageMaking, () =>
    makeKeysAndDrafts(folder, district, stages, context),
  );
  const authority = await stages.run(demo.stageIssuing, () =>
    issue(folder, district, keys, service, stages, context),
  );
  const devices = await stages.run(demo.stageDevices, () =>
    prepareDevices(options, authority, context),
  );
  const signers = signersOf(authority);
  const signing = { devices, service, player, stages, district };
  await stages.run(demo.stagePersons, () =>
    signAll(
      signing,
      signers.filter((s) => s.person !== null),
    ),
  );
  await stages.run(demo.stageAgencies, () =>
    signAll(
      signing,
      signers.filter((s) => s.person === null),
    ),
  );
  await stages.run(demo.stageAltering, async () => {
    alter(join(folder, alteration.path), alteration);
    writeCrls(folder, authority, context.now());
    const data = { path: alteration.path, before: AMOUNT.signed, after: AMOUNT.changed };
    return { phrase: demo.altered, data, value: undefined };
  });
  const verification = await stages.run(demo.stageVerifying, async () => {
    const args = ['verify', PLACES.released, ...VERIFICATION, '--json'];
    const json = await player.call(args, EXIT.someFailed, PLACES.verification);
    put(folder, PLACES.verification, json);
    const { summary } = JSON.parse(json);
    const data = { passed: summary['TOTAL-PASSED'], failed: summary['TOTAL-FAILED'] };
    return { phrase: demo.verified, data, value: summary };
  });
  await stages.run(demo.stageAuditing, async () => {
    const inputs = ['--register', PLACES.register, '--documents', PLACES.released];
    const more = ['--organisations', PLACES.organisations, '--period', FIGURES.period];
    const args = ['audit', ...inputs, ...more, ...VERIFICATION, '--ledger', PLACES.ledger];
    await player.call(args, EXIT.someFailed);
    return { phrase: demo.audited, data: { count: district.documents.length }, value: undefined };
  });
  const { report, table } = await stages.run(demo.stageReporting, async () => {
    const ledger = ['--ledger', PLACES.ledger];
    await player.call(['report', ...ledger, '--html', PLACES.html, '--csv', PLACES.csv]);
    const json = await player.call(['report', ...ledger, '--json'], EXIT.done, PLACES.json);
    put(folder, PLACES.json, json);
    const value = { report: JSON.parse(json), table: await player.call(['report', ...ledger]) };
    const files = [PLACES.html, PLACES.csv, PLACES.json].join(', ');
    return { phrase: demo.reported, data: { files }, value };
  });
  const found = checkFigures(report, verification, authority.issuing.issued.size - SERVICES);
  return { player, devices, alteration, found, seconds: stages.seconds, table };
}

/** Certificates of the authority's own services: TSA and OCSP responder. */
const SERVICES = 2;

async function makeKeysAndDrafts(
  folder: string,
  district: District,
  stages: Stages,
  context: Context,
) {
  const documents = district.documents.filter((document) => document.electronic);
  const counts = { keys: 0, documents: 0 };
  const tell = () =>
    stages.progress(demo.making, {
      ...counts,
      ofKeys: FIGURES.certificates,
      ofDocuments: documents.length,
    });
  const underWay = makeKeys(
    FIGURES.certificates,
    (count) => {
      counts.keys = Math.min(count, FIGURES.certificates);
      tell();
    },
    context.interrupted,
  );
  // it is awaited when the drafts are there; until then a failure must not count as unhandled
  underWay.catch(() => {});
  const maker = await openDocumentMaker();
  let alteration: Built['alteration'] | undefined;
  for (const document of documents) {
    const draft = await maker.make(document);
    put(folder, draftOf(document), draft);
    if (document.altered) alteration = { path: releasedOf(document), ...maker.alteration(draft) };
    counts.documents += 1;
    tell();
    // lets the next keys begin: making a document does not give way by itself
    await setImmediate();
    if (context.interrupted.aborted) break;
  }
  const keys = await underWay;
  if (context.interrupted.aborted) throw new Fault('INTERRUPTED');
  return {
    phrase: demo.madeKeys,
    data: { keys: keys.holders.length, documents: documents.length },
    value: { keys, alteration: alteration! },
  };
}

async function issue(
  folder: string,
  district: District,
  keys: DemoKeys,
  service: AuthorityService,
  stages: Stages,
  context: Context,
) {
  const authority = issueAll(district, keys, service.url, context.now(), (done) =>
    stages.progress(demo.issuing, { done, of: FIGURES.certificates }),
  );
  put(folder, PLACES.root, authority.root.certificate);
  put(folder, PLACES.issuing, authority.issuing.certificate);
  for (const { agency, person, certificate } of authority.holders)
    put(
      folder,
      `${PLACES.certificates}/${agency.organId}/${person?.id ?? 'agency'}.cer`,
      certificate,
    );
  writeServiceFiles(join(folder, PLACES.service), {
    rootCertificate: authority.root.certificate,
    issuingCertificate: authority.issuing.certificate,
    issuingSubject: authority.issuing.subject,
    tsa: authority.tsa,
    ocsp: authority.ocsp,
  });
  mkdirSync(join(folder, PLACES.crls), { recursive: true });
  publishAuthority(service, join(folder, PLACES.service), join(folder, PLACES.crls), context.now);
  return {
    phrase: demo.issued,
    data: { certificates: authority.holders.length, url: service.url },
    value: authority,
  };
}

async function prepareDevices(
  { folder, keyStores }: BuildOptions,
  authority: DemoAuthority,
  context: Context,
) {
  const signers = signersOf(authority);
  const count = signers.length;
  const stores = () => fillKeyStores(folder, signers, [authority.issuing.certificate]);
  if (keyStores) return { phrase: demo.storesChosen, data: { count }, value: stores() };
  const module = softHsmModule(context.environment);
  if (module === undefined) return { phrase: demo.stores, data: { count }, value: stores() };
  try {
    const value = await fillTokens(folder, module, signers);
    return { phrase: demo.softhsm, data: { count, tokens: FIGURES.agencies, module }, value };
  } catch (error) {
    if (context.environment.KYSO_DEBUG) context.terminal.talk(String(error));
    return { phrase: demo.storesInstead, data: { count, module }, value: stores() };
  }
}

function alter(path: string, { offset, octet }: { offset: number; octet: number }): void {
  const file = openSync(path, 'r+');
  try {
    writeSync(file, Uint8Array.of(octet), 0, 1, offset);
  } finally {
    closeSync(file);
  }
}

/** Issued after the signatures: they prove that nobody was revoked when the documents were signed. */
function writeCrls(folder: string, { root, issuing }: DemoAuthority, at: Date): void {
  const order = {
    thisUpdate: at,
    nextUpdate: new Date(at.getTime() + CRL_DAYS * DAY),
    number: 1,
  };
  put(folder, `${PLACES.crls}/root.crl`, root.crl(order));
  put(folder, `${PLACES.crls}/issuing.crl`, issuing.crl(order));
}

function draftOf({ agency, signer, fileName }: DemoDocument): string {
  return `${PLACES.drafts}/${agency.organId}/${signer.id}/${fileName}`;
}

function releasedOf({ agency, fileName }: DemoDocument): string {
  return `${PLACES.released}/${agency.organId}/${fileName}`;
}
