import { expect, test } from 'vitest';
import { Directory, readOrganisations } from '../../../src/register/index.ts';

const LIST = `Mã định danh;Tên cơ quan;Loại;Từ ngày;Đến ngày;Cơ quan cũ;Cơ quan mới
000.00.00.H35;UBND tỉnh Long An;tỉnh;;30/06/2025;;H54
H54;UBND tỉnh Tây Ninh;tỉnh;;;H35;
H54.1;UBND huyện Một;huyện;;30/06/2025;;H54.2;
H54.2;UBND xã Hai;xã;01/07/2025;;;
H54.3;UBND huyện Ba;huyện;;30/06/2025;;H54.4|H54.5
H54.4;UBND xã Bốn;xã;01/07/2025;;;
H54.5;UBND xã Năm;xã;01/07/2025;;;
`;
async function* octets(text: string) {
  yield new TextEncoder().encode(text);
}
const read = async () => new Directory(await readOrganisations(octets(LIST), 'organisations.csv'));

test('an organisation is known within its dates only', async () => {
  const directory = await read();
  expect(directory.at('H35', '2025-06-30')?.name).toBe('UBND tỉnh Long An');
  expect(directory.at('H35', '2025-07-01')).toBeUndefined();
  expect(directory.named('ubnd tinh tay ninh', '2026-01-01')?.organId).toBe('H54');
  expect(directory.named('UBND huyện Một', '2026-01-01')).toBeUndefined();
});

test('its successor answers later; what was split is handed to nobody', async () => {
  const directory = await read();
  expect(directory.successor('H35', '2026-01-01')?.organId).toBe('H54');
  expect(directory.successor('H54.1', '2026-01-01')?.organId).toBe('H54.2');
  expect(directory.successor('H54.1', '2025-01-01')?.organId).toBe('H54.1');
  expect(directory.successor('H54.3', '2026-01-01')?.organId).toBe('H54.3');
  expect(directory.successor('H99', '2026-01-01')).toBeUndefined();
});

test('a list with an unreadable date is refused whole, with the line', async () => {
  const bad = readOrganisations(
    octets('organid,name,valid from\nH1,A,\nH2,B,31/31/2026\n'),
    'o.csv',
  );
  await expect(bad).rejects.toMatchObject({
    code: 'REGISTER_MALFORMED',
    data: { what: 'organisation-row', at: 3 },
  });
});
