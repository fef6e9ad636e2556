import type { Fault } from '../fault/fault.ts';
import { fill, type Language } from './catalogue.ts';
import { details } from './details.ts';
import { faults } from './faults.ts';

/** A fault in words: what happened, and the next step. */
export function explain(fault: Fault, language: Language): { message: string; hint: string } {
  const data = { ...fault.data };
  const what = data.what === undefined ? undefined : details[data.what as keyof typeof details];
  if (what !== undefined) data.what = fill(what, language, fault.data);
  const { message, hint } = faults[fault.code];
  return {
    message: fill(message, language, data)
      .replace(/\s*(\([^()]*\{\w+\}[^()]*\)|\{\w+\})/g, '')
      .trim(),
    hint: fill(hint, language, data),
  };
}
