import type { Fault } from '../fault/fault.ts';
import { fill, type Language, type Phrase } from './catalogue.ts';
import { details } from './details.ts';
import { faults } from './faults.ts';

/** A fault in words: what happened, and the next step. */
export function explain(fault: Fault, language: Language): { message: string; hint: string } {
  const data = { ...fault.data };
  const what = data.what === undefined ? undefined : details[data.what as keyof typeof details];
  if (what !== undefined) data.what = fill(what, language, fault.data);
  const { message, hint } = faults[fault.code];
  return {
    message: fill(withoutUnknown(message, data), language, data),
    hint: fill(hint, language, data),
  };
}

/** The phrase without the places that `data` can't fill, with the brackets or the colon around them. */
function withoutUnknown(phrase: Phrase, data: Fault['data']): Phrase {
  const trim = (text: string) =>
    text
      .replace(/\s*\([^()]*\{(\w+)\}[^()]*\)|[:;]?\s*\{(\w+)\}/g, (place, inner, bare) =>
        (inner ?? bare) in data ? place : '',
      )
      .trim();
  return { vi: trim(phrase.vi), en: trim(phrase.en) };
}
