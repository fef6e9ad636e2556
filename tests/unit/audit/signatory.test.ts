import { describe, expect, test } from 'vitest';
import { readSignatoryRule, SIGNATORY_RULE, signatoryOf } from '../../../src/audit/index.ts';
import { plain } from '../../../src/register/index.ts';

const OID = {
  CN: '2.5.4.3',
  O: '2.5.4.10',
  T: '2.5.4.12',
  OI: '2.5.4.97',
  UID: '0.9.2342.19200300.100.1.1',
};
const subject = (attributes: Partial<Record<keyof typeof OID, string>>) =>
  Object.entries(attributes).map(([key, value]) => ({ oid: OID[key as keyof typeof OID], value }));
const known = (name: string) => plain(name) === plain('Trạm Y tế xã Ba');
const who = (attributes: Parameters<typeof subject>[0], rule = SIGNATORY_RULE) =>
  signatoryOf(subject(attributes), rule, known);

describe('whose certificate', () => {
  test.each([
    [{ CN: 'Nguyễn Văn A', UID: 'CCCD:012345678901', O: 'UBND xã Ba' }, 'person'],
    [{ CN: 'Nguyễn Văn A', UID: 'cmnd:012345678', OI: 'VATVN-1' }, 'person'],
    [{ CN: 'Cơ quan', UID: 'MST:0100109106' }, 'agency'],
    [{ CN: 'Cơ quan', OI: 'VATVN-0100109106' }, 'agency'],
    [{ CN: 'Nguyễn Văn A', O: 'UBND xã Ba' }, 'person'],
    [{ CN: 'Nguyễn Văn A', O: 'UBND xã Ba', T: 'Chủ tịch' }, 'person'],
    [{ CN: 'UBND xã Ba', O: 'UBND XÃ BA' }, 'agency'],
    [{ CN: 'Ủy ban nhân dân xã Ba', O: 'UBND huyện Mẫu' }, 'agency'],
    [{ CN: 'Uỷ ban nhân dân xã Ba', O: 'UBND huyện Mẫu' }, 'agency'],
    [{ CN: 'Trạm y tế xã ba', O: 'UBND huyện Mẫu' }, 'agency'],
    [{ CN: 'Trường Trung học', O: 'UBND huyện Mẫu' }, 'agency'],
    [{ CN: 'Trương Văn B', O: 'UBND huyện Mẫu' }, 'person'],
    [{ CN: 'Nguyễn Văn A' }, 'unknown'],
    [{ O: 'UBND xã Ba' }, 'unknown'],
    [{}, 'unknown'],
  ] as const)('%o is %s', (attributes, expected) => expect(who(attributes)).toBe(expected));

  test('the rule is data', () => {
    const strict = readSignatoryRule({ personWhenNamesDiffer: false, personUid: ['ID:'] })!;
    expect(who({ CN: 'Nguyễn Văn A', O: 'UBND xã Ba' }, strict)).toBe('unknown');
    expect(who({ CN: 'Nguyễn Văn A', UID: 'ID:7' }, strict)).toBe('person');
  });
  test.each([
    [null],
    [[]],
    [{ agencyUid: 'MST:' }],
    [{ personWhenNamesDiffer: 'no' }],
    [{ other: true }],
  ])('%o is no rule', (json) => expect(readSignatoryRule(json)).toBeUndefined());
});
