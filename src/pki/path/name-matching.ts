import type { GeneralName } from '../certificate/general-name.ts';
import { isWithin } from '../certificate/name.ts';

const LABELS =
  /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/i;

/** Whether `base` is what RFC 5280 clause 4.2.1.10 lets a constraint of its kind be. An empty DNS base is every name. */
export function validBase(base: GeneralName): boolean {
  switch (base.kind) {
    case 'dns':
      return base.text === '' || isHost(base.text);
    case 'uri':
      return isHost(undotted(base.text));
    case 'rfc822':
      return base.text.includes('@')
        ? mailbox(base.text) !== undefined
        : isHost(undotted(base.text));
    case 'ip':
      return (base.octets.length === 8 || base.octets.length === 32) && hasPrefixMask(base.octets);
    default:
      return true;
  }
}

/** Whether `name` is of the form that its constraints can be applied to; what isn't, is not permitted. */
export function validName(name: GeneralName): boolean {
  switch (name.kind) {
    case 'dns':
      return isHost(name.text.startsWith('*.') ? name.text.slice(2) : name.text);
    case 'uri':
      return uriHost(name.text) !== undefined;
    case 'rfc822':
      return mailbox(name.text) !== undefined;
    case 'ip':
      return name.octets.length === 4 || name.octets.length === 16;
    default:
      return true;
  }
}

/**
 * Whether a name lies in a subtree of the same kind; both are valid. A wildcard name is outside a permitted
 * subtree unless all it may stand for is inside, and inside an excluded one as soon as something of it is.
 */
export function matches(
  name: GeneralName,
  base: GeneralName,
  subtree: 'permitted' | 'excluded',
): boolean {
  if (name.kind === 'directory' && base.kind === 'directory') return isWithin(name.name, base.name);
  if (name.kind === 'ip' && base.kind === 'ip') return inNetwork(name.octets, base.octets);
  if (!('text' in name) || !('text' in base)) return false;
  const limit = base.text.toLowerCase();
  if (name.kind === 'dns') return dnsMatches(name.text.toLowerCase(), limit, subtree);
  if (name.kind === 'uri') return hostMatches(uriHost(name.text)!, limit);
  const { local, host } = mailbox(name.text)!;
  if (!limit.includes('@')) return hostMatches(host, limit);
  const wanted = mailbox(base.text)!;
  return local === wanted.local && host === wanted.host;
}

function dnsMatches(name: string, base: string, subtree: 'permitted' | 'excluded'): boolean {
  if (base === '') return true;
  if (!name.startsWith('*.')) return name === base || name.endsWith(`.${base}`);
  const parent = name.slice(2);
  if (parent === base || parent.endsWith(`.${base}`)) return true;
  return subtree === 'excluded' && base.endsWith(`.${parent}`);
}

/** Hosts of URIs and mailboxes: a leading dot means all hosts below, no dot exactly that host. */
function hostMatches(host: string, limit: string): boolean {
  return limit.startsWith('.') ? host.endsWith(limit) : host === limit;
}

function isHost(text: string): boolean {
  return text.length <= 253 && LABELS.test(text);
}

function undotted(text: string): string {
  return text.startsWith('.') ? text.slice(1) : text;
}

/**
 * The host of a URI with an authority that is a name; undefined for addresses and for URIs without one, and where a character
 * that RFC 3986 clause 3.2 does not have there makes readers differ on what the host is (a backslash is a slash to browsers).
 */
function uriHost(uri: string): string | undefined {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/([\w.~%!$&'()*+,;=:@[\]-]*)(?=[/?#]|$)/i.exec(uri)?.[1];
  if (authority === undefined) return undefined;
  const host = authority
    .slice(authority.lastIndexOf('@') + 1)
    .replace(/:\d*$/, '')
    .toLowerCase();
  return isHost(host) && !/^[\d.]+$/.test(host) ? host : undefined;
}

/**
 * Local part as it stands (it is case-sensitive, RFC 5280 clause 7.5) and host in lower case. A local part is a dot-atom of
 * RFC 5322 or of RFC 6532: quoted ones write the same box in many ways.
 */
function mailbox(text: string): { local: string; host: string } | undefined {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(at, 0));
  const host = text.slice(at + 1).toLowerCase();
  if (!/^[\w.!#$%&'*+/=?^`{|}~\u00a0-\u{10ffff}-]+$/u.test(local) || !isHost(host))
    return undefined;
  return { local, host };
}

function inNetwork(address: Uint8Array, network: Uint8Array): boolean {
  const half = network.length / 2;
  if (address.length !== half) return false;
  return address.every((octet, i) => ((octet ^ network[i]!) & network[half + i]!) === 0);
}

/** RFC 4632: the mask is ones, then zeros. */
function hasPrefixMask(network: Uint8Array): boolean {
  const mask = network.subarray(network.length / 2);
  const bits = Array.from(mask, (octet) => octet.toString(2).padStart(8, '0')).join('');
  return /^1*0*$/.test(bits);
}
