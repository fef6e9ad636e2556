import {
  dict,
  isDict,
  name,
  type Pdf,
  type PdfDict,
  type Raw,
  textString,
} from '../../syntax/pdf/index.ts';
import { writeDate } from './date.ts';
import type { Field } from './fields.ts';
import type { PadesOptions } from './prepare.ts';

/** The dictionary of a signature to be made (ISO 32000-2 table 255), with its two placeholders. */
export function signatureDictionary(
  pdf: Pdf,
  o: PadesOptions,
  target: Field | undefined,
  gap: Raw,
  range: Raw,
): PdfDict {
  const references: PdfDict[] = [];
  if (o.certify !== undefined)
    references.push(
      reference('DocMDP', dict({ Type: name('TransformParams'), P: o.certify, V: name('1.2') })),
    );
  const lock = pdf.resolve(target?.dict.get('Lock'));
  if (isDict(lock))
    references.push(
      reference(
        'FieldMDP',
        lock.without('Type', 'P').with({ Type: name('TransformParams'), V: name('1.2') }),
      ),
    );
  return dict({
    Type: name('Sig'),
    Filter: name('Adobe.PPKLite'),
    SubFilter: name('ETSI.CAdES.detached'),
    ByteRange: range,
    Contents: gap,
    M: textString(writeDate(o.time, o.offset)),
    ...(o.signerName !== undefined && { Name: textString(o.signerName) }),
    ...(o.reason !== undefined && { Reason: textString(o.reason) }),
    ...(o.location !== undefined && { Location: textString(o.location) }),
    ...(o.contact !== undefined && { ContactInfo: textString(o.contact) }),
    ...(references.length > 0 && { Reference: references }),
    ...(o.application && {
      Prop_Build: dict({
        App: dict({ Name: name(o.application.name), REx: textString(o.application.version) }),
      }),
    }),
  });
}

function reference(method: string, parameters: PdfDict): PdfDict {
  return dict({ Type: name('SigRef'), TransformMethod: name(method), TransformParams: parameters });
}
