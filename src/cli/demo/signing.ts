import type { AuthorityService } from '../../edge/authority/service.ts';
import { demo } from '../../words/demo.ts';
import type { Devices } from './devices.ts';
import type { District } from './district.ts';
import { PLACES } from './folder.ts';
import type { DemoAuthority, Holder } from './holders.ts';
import type { Player } from './play.ts';
import type { Stages } from './stages.ts';

export interface Signing {
  readonly devices: Devices;
  readonly service: AuthorityService;
  readonly player: Player;
  readonly stages: Stages;
  readonly district: District;
}

/** One `kyso sign` for each signer: persons sign drafts, agencies what their people have signed. */
export async function signAll(signing: Signing, signers: readonly Holder[]) {
  const { devices, player, stages, service, district } = signing;
  const started = performance.now();
  const rate = (count: number) =>
    Number((count / ((performance.now() - started) / 1000)).toPrecision(2));
  const documents = district.documents.filter((document) => document.electronic);
  let done = 0;
  await withEnvironment(devices.environment, async () => {
    for (const holder of signers) {
      const { agency, person } = holder;
      const paths =
        person === null
          ? [`${PLACES.person}/${agency.organId}`, '--out', `${PLACES.released}/${agency.organId}`]
          : [
              `${PLACES.drafts}/${agency.organId}/${person.id}`,
              ...['--out', `${PLACES.person}/${agency.organId}`],
            ];
      const level = person === null ? ['--level', 'T', '--tsa', `${service.url}/tsa`] : [];
      const chain = ['--chain', PLACES.issuing, '--ledger', PLACES.ledger];
      await player.call(['sign', ...paths, ...devices.arguments(holder), ...level, ...chain]);
      done += documents.filter(
        (d) => d.agency === agency && (person === null || d.signer === person),
      ).length;
      stages.progress(demo.signing, { done, of: documents.length, rate: rate(done) });
    }
  });
  const data = { count: done, signers: signers.length, rate: rate(done) };
  return { phrase: demo.signed, data, value: undefined };
}

/** Those who sign: each agency, and its leaders who do. */
export function signersOf({ holders }: DemoAuthority): Holder[] {
  return holders.filter(({ agency, person }) => person === null || agency.signers.includes(person));
}

/** PKCS #11 modules read the process's environment, so it is set while they are used. */
async function withEnvironment(
  environment: Readonly<Record<string, string>>,
  work: () => Promise<void>,
): Promise<void> {
  const before = Object.keys(environment).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, environment);
  try {
    await work();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
