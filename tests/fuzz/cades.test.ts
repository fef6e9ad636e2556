import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { digest } from '../../src/algorithm/index.ts';
import { toHex } from '../../src/bytes/hex.ts';
import { memorySource } from '../../src/bytes/source.ts';
import { type Examination, examine } from '../../src/examination/index.ts';
import { OID, readSignedData, readSignerInfo } from '../../src/signature/cms/index.ts';
import { readTimestampResponse, writeTimestampRequest } from '../../src/signature/tsp/index.ts';
import { context, DerReader, der, element } from '../../src/syntax/der/index.ts';
import type { Policy } from '../../src/validation/index.ts';
import { baseline, signedMessage } from '../support/cms.ts';
import { makeWorld, type World } from '../support/world.ts';
import { attribute, craftSigner } from '../unit/signature/cms/craft.ts';
import { trusting } from '../unit/validation/evidence.ts';

const text = (value: string) => new Uint8Array(Buffer.from(value));
const CONTENTS = [text('Quyết định số 12/QĐ-UBND'), text('Công văn số 34/UBND-VP')] as const;

let world: World;
let policy: Policy;
/** Two people, each over a content of their own; then one with a time stamp and a countersignature. */
let messages: Uint8Array[];
/** Everything that was really signed: by whom (certificate), and what (content, or another signature's value). */
let truths: ReadonlySet<string>;

beforeAll(async () => {
  world = await makeWorld({
    key: 'p256',
    people: [
      { name: 'one', key: 'p256' },
      { name: 'two', key: 'p256' },
    ],
  });
  policy = trusting(world, world.at);
  const plain = [
    signedMessage(world, 'one', CONTENTS[0]),
    signedMessage(world, 'two', CONTENTS[1]),
  ];
  messages = [...plain, await laden()];
  const all = messages.map((octets) => statements(look(octets), octets));
  expect(all.map((found) => found.length)).toEqual([1, 1, 2]);
  truths = new Set(all.flat());
});

/** A signature with a signature time stamp, and a countersignature by somebody else. */
async function laden(): Promise<Uint8Array> {
  const [one, two] = [world.person('one'), world.person('two')];
  const own = craftSigner({ ...one, signed: baseline(one, CONTENTS[0]) });
  const { signature } = readSignerInfo(own);
  const request = writeTimestampRequest({
    imprint: digest('SHA-256', signature),
    digest: 'SHA-256',
    nonce: Uint8Array.of(1, 2, 3),
  });
  const { token } = readTimestampResponse(await world.timestamps().request(request));
  const over = attribute(OID.messageDigest, der.octets(digest('SHA-256', signature)));
  const unsigned = der.tagged(
    context(1, true),
    attribute(OID.signatureTimestamp, token),
    attribute(OID.countersignature, craftSigner({ ...two, signed: [over] })),
  );
  return signedMessage(world, 'one', CONTENTS[0], {
    signerInfos: [der.sequence(DerReader.over(own).next().content, unsigned)],
    certificates: [one.certificate, two.certificate, ...world.intermediates],
  });
}

function look(octets: Uint8Array): Examination {
  const examination = examine(memorySource(octets), 'a.p7m', policy, world.at, { sha256: false });
  expect(examination.fault?.code, String(examination.fault?.cause)).not.toBe('BUG');
  return examination;
}

/** What the verdicts say: for each signature that passes, who signed what. */
function statements({ signatures }: Examination, octets: Uint8Array): string[] {
  return signatures
    .filter(({ verdict }) => verdict.indication === 'TOTAL-PASSED')
    .map(({ evidence }) => {
      const parent = signatures.find((other) => other.evidence.id === evidence.counterSigns);
      const what =
        parent?.evidence.cms?.signatureValue ??
        readSignedData(octets, { keepUnreadable: true }).eContent!;
      return `${toHex(digest('SHA-256', evidence.cms!.certificate!))} ${toHex(what)}`;
    });
}

let passed = 0;

/** Nothing passes that was not signed so. */
function holds(octets: Uint8Array): boolean {
  const found = statements(look(octets), octets);
  passed += found.length;
  return found.every((one) => truths.has(one));
}

describe('promise 5 for messages: what passes is what somebody signed', () => {
  it('every octet of a message, every one that is covered never passing', () => {
    const octets = Uint8Array.from(messages[0]!);
    const signed = readSignedData(octets);
    const [signer] = signed.signers;
    const covered = [
      signed.eContent!,
      signer!.signedAttributes!,
      signer!.signature,
      signer!.signatureAlgorithm,
      signed.certificates[0]!,
    ].map((part) => [part.byteOffset, part.byteOffset + part.length] as const);
    expect(signed.eContent!.buffer).toBe(octets.buffer);
    for (let at = 0; at < octets.length; at++) {
      const before = octets[at]!;
      octets[at] = before ^ (1 << (at & 7));
      const found = statements(look(octets), octets);
      const inside = covered.some(([from, to]) => at >= from && at < to);
      if (inside) expect([at, found]).toEqual([at, []]);
      else expect([at, found.every((one) => truths.has(one))]).toEqual([at, true]);
      octets[at] = before;
    }
    expect(statements(look(octets), octets)).toHaveLength(1);
  });

  it('any element dropped, doubled or put in the place of another', () => {
    const chosen = fc.nat(10_000);
    fc.assert(
      fc.property(
        fc.nat(2),
        fc.array(fc.tuple(fc.constantFrom('drop', 'double', 'swap'), chosen, chosen), {
          minLength: 1,
          maxLength: 3,
        }),
        (which, changes) => {
          const root = parse(messages[which]!);
          for (const [kind, a, b] of changes) change(root, kind, a, b);
          return holds(write(root));
        },
      ),
      { numRuns: 600 },
    );
  });

  it('any element replaced by one of another message', () => {
    fc.assert(
      fc.property(
        fc.nat(2),
        fc.nat(2),
        fc.array(fc.tuple(fc.nat(10_000), fc.nat(10_000)), { minLength: 1, maxLength: 4 }),
        (into, from, splices) => {
          const root = parse(messages[into]!);
          const other = parse(messages[from]!);
          for (const [place, source] of splices) splice(root, other, place, source);
          return holds(write(root));
        },
      ),
      { numRuns: 500 },
    );
    // changes of what nobody signed leave some of them whole: the claim is not an empty one
    expect(passed).toBeGreaterThan(20);
  });
});

describe('any octets at all', () => {
  it('give verdicts or a fault, and pass for nothing', () => {
    fc.assert(
      fc.property(
        fc.nat(2),
        fc.array(
          fc.record({
            at: fc.nat(10_000),
            octets: fc.uint8Array({ maxLength: 6 }),
            removed: fc.nat(12),
          }),
          { minLength: 1, maxLength: 4 },
        ),
        fc.option(fc.nat(10_000), { freq: 8 }),
        (which, edits, cut) => {
          let octets = messages[which]!;
          for (const { at, octets: put, removed } of edits) {
            const from = at % octets.length;
            octets = der.concat(octets.subarray(0, from), put, octets.subarray(from + removed));
          }
          return holds(cut === null ? octets : octets.subarray(0, cut % octets.length));
        },
      ),
      { numRuns: 2000 },
    );
  });
});

/** An element; `parts` where it is constructed. */
interface Node {
  tag: number;
  content: Uint8Array;
  parts: Node[] | undefined;
}

function parse(octets: Uint8Array): Node {
  const { tag, content } = DerReader.over(octets).next();
  if ((tag & 0x20) === 0) return { tag, content, parts: undefined };
  const parts: Node[] = [];
  for (const list = DerReader.over(octets).sequence(tag); !list.done; )
    parts.push(parse(list.next().bytes));
  return { tag, content, parts };
}

function write({ tag, content, parts }: Node): Uint8Array {
  return element(tag, parts === undefined ? [content] : parts.map(write));
}

/** Every element below the root, with the list it stands in. */
function places(root: Node): { list: Node[]; index: number }[] {
  return (root.parts ?? []).flatMap((part, index) => [
    { list: root.parts!, index },
    ...places(part),
  ]);
}

function change(root: Node, kind: string, a: number, b: number): void {
  const all = places(root);
  if (all.length === 0) return;
  const [one, other] = [all[a % all.length]!, all[b % all.length]!];
  if (kind === 'drop') one.list.splice(one.index, 1);
  else if (kind === 'double') one.list.splice(one.index, 0, copy(one.list[one.index]!));
  else {
    const [first, second] = [copy(one.list[one.index]!), copy(other.list[other.index]!)];
    one.list[one.index] = second;
    other.list[other.index] = first;
  }
}

/** Puts an element of `from` where one with the same tag stands. */
function splice(into: Node, from: Node, place: number, source: number): void {
  const targets = places(into);
  const target = targets[place % targets.length];
  if (target === undefined) return;
  const { tag } = target.list[target.index]!;
  const fitting = places(from).filter(({ list, index }) => list[index]!.tag === tag);
  const chosen = fitting[source % Math.max(1, fitting.length)];
  if (chosen !== undefined) target.list[target.index] = copy(chosen.list[chosen.index]!);
}

function copy({ tag, content, parts }: Node): Node {
  return { tag, content, parts: parts?.map(copy) };
}
