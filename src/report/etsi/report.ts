import type { Examination } from '../../examination/index.ts';
import type { Policy } from '../../validation/index.ts';
import { NAMESPACES } from './identifiers.ts';
import { documentReport } from './signature.ts';
import { element } from './xml.ts';

/**
 * A validation report of ETSI TS 119 102-2 V1.4.1 over all documents of a run, in two sections: the reports on
 * signatures, then the objects that they refer to. `etsiDocument` is a document's part of each.
 */
export function etsiDocument(
  examined: Examination,
  policy: Policy,
  at: Date,
): readonly [signatures: string, objects: string] {
  const { signatures, objects } = documentReport(examined, policy, at);
  return [`${signatures}\n`, `${objects}\n`];
}

/** What stands before the first section, between the two and after the last. */
export function etsiFrame(): readonly [string, string, string] {
  const root = element('ValidationReport', '', NAMESPACES).replace('/>', '>');
  const validator = element(
    'SignatureValidator',
    element('DigitalId', element('tsl:Other', 'kyso')),
  );
  return [
    `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`,
    '<SignatureValidationObjects>\n',
    `</SignatureValidationObjects>\n${validator}\n</ValidationReport>\n`,
  ];
}
