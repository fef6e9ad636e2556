import type { Chance } from './chance.ts';

const FAMILY = 'Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý'.split(' ');
const MEN = {
  middle: 'Văn Hữu Đức Minh Quang Công Xuân Thanh Đình Quốc'.split(' '),
  given:
    'An Bình Cường Dũng Đạt Giang Hải Hùng Khánh Lâm Long Nam Phong Phúc Quân Sơn Thắng Tiến Tuấn Vinh'.split(
      ' ',
    ),
};
const WOMEN = {
  middle: 'Thị Ngọc Thu Thanh Kim Mai Phương Bích Hồng Diệu'.split(' '),
  given:
    'Anh Chi Dung Duyên Hà Hạnh Hiền Hoa Huệ Lan Linh Loan Nga Nhung Oanh Quyên Tâm Thảo Trang Yến'.split(
      ' ',
    ),
};

/** Invented names, each different from the others, put together from common parts; nobody is meant. */
export function inventNames(count: number, chance: Chance): string[] {
  const names = new Set<string>();
  while (names.size < count) {
    const { middle, given } = chance.below(2) === 0 ? MEN : WOMEN;
    names.add(`${chance.pick(FAMILY)} ${chance.pick(middle)} ${chance.pick(given)}`);
  }
  return [...names];
}
