import { catalogue } from './catalogue.ts';

/** What `data.what` of a Fault means; keys are kebab-case and unique across areas. */
export const details = catalogue({
  // der
  // pdf
  // pki
  // token
  // pades
  // register
});
