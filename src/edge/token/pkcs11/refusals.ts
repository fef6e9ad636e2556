import { Fault } from '../../../fault/fault.ts';
import type { Refusal } from './calls.ts';
import { RETURN_VALUES } from './values.ts';

/** What a refusal of the module's process means, as a Fault; the module's own words stay in `why`. */
export function faultOf(refusal: Refusal, module: string, doing: string): Fault {
  switch (refusal.reason) {
    case 'support-missing':
      return new Fault('PKCS11_SUPPORT_MISSING');
    case 'load-failed':
      return new Fault('TOKEN_MODULE_UNLOADABLE', {
        module,
        what: 'module-load-failed',
        why: refusal.name,
      });
    case 'not-pkcs11':
      return new Fault('TOKEN_MODULE_UNLOADABLE', { module, what: 'not-a-pkcs11-module' });
    case 'bug':
      return new Fault('BUG', {}, { cause: new Error(refusal.name) });
    case 'ckr': {
      const known = RETURN_VALUES[refusal.ckr];
      if (known === undefined)
        return new Fault('TOKEN_REFUSED', { what: 'token-ckr', ckr: refusal.name, doing });
      const data: Record<string, string> = { ckr: refusal.name };
      if (known.what !== undefined) data.what = known.what;
      if (known.code === 'TOKEN_MECHANISM_MISSING') data.mechanism = doing;
      return new Fault(known.code, data);
    }
  }
}
