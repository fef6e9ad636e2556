import type { Channel } from './exchange.ts';
import { plain } from './plain.ts';

/** Cell values as `plain` leaves them; exports add more over the years, so they are data. */
const CHANNELS: Readonly<Record<Channel, readonly string[]>> = {
  electronic: [
    'dien tu',
    'dt',
    'vb dien tu',
    'van ban dien tu',
    'ban dien tu',
    'gui dien tu',
    'truc lien thong',
    'lien thong',
    'qua truc lien thong',
    'truc',
    'email',
    'thu dien tu',
    'electronic',
    'online',
  ],
  paper: [
    'giay',
    'vb giay',
    'van ban giay',
    'ban giay',
    'gui giay',
    'buu dien',
    'buu chinh',
    'truc tiep',
    'fax',
    'paper',
  ],
  both: [
    'ca hai',
    'ca 2',
    'dien tu va giay',
    'giay va dien tu',
    'dien tu giay',
    'giay dien tu',
    'song song',
    'both',
  ],
};

const YES = [
  'co',
  'x',
  'da ky',
  'da ky so',
  'da thu hoi',
  'thu hoi',
  'da',
  'roi',
  '1',
  'true',
  'yes',
  'y',
  'co ky so',
];
const NO = [
  'khong',
  'chua',
  'chua ky',
  'chua ky so',
  'chua thu hoi',
  '0',
  'false',
  'no',
  'n',
  'khong ky so',
  'k',
];
const SECRET = ['mat', 'toi mat', 'tuyet mat', 'a', 'b', 'c'];
const NOT_SECRET = ['khong', 'khong mat', 'thuong', 'binh thuong', 'thong thuong', '0', 'false'];

/** Each reader: the value, null for an empty cell, undefined for one that isn't understood. */
export function readChannel(cell: string): Channel | null | undefined {
  const text = plain(cell);
  if (text === '') return null;
  for (const channel of ['electronic', 'paper', 'both'] as const)
    if (CHANNELS[channel].includes(text)) return channel;
  return undefined;
}

export function readFlag(cell: string): boolean | null | undefined {
  const text = plain(cell) || (/[✓✔☑]/u.test(cell) ? 'x' : '');
  if (text === '') return null;
  if (YES.includes(text)) return true;
  return NO.includes(text) ? false : undefined;
}

/** Levels of state secrecy (Mật, Tối mật, Tuyệt mật, or their letters C, B, A). */
export function readSecrecy(cell: string): boolean | null | undefined {
  const text = plain(cell);
  if (text === '') return null;
  if (SECRET.includes(text)) return true;
  return NOT_SECRET.includes(text) ? false : undefined;
}

/** Several names in one cell, apart: by line break, semicolon or bar; never by comma, which names contain. */
export function readList(cell: string): string[] {
  return cell
    .split(/[\n\r;|]+/)
    .map((part) => part.normalize('NFC').trim())
    .filter((part) => part !== '');
}
