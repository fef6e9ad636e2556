/** Ranks of an agency's leaders and what its other staff are called. */
interface Kind {
  readonly name: string;
  readonly head: string;
  readonly deputy: string;
  readonly staff: readonly string[];
}

const KINDS = {
  committee: {
    name: 'Ủy ban nhân dân',
    head: 'Chủ tịch',
    deputy: 'Phó Chủ tịch',
    staff: ['Văn thư', 'Công chức Văn phòng - Thống kê', 'Công chức Tư pháp - Hộ tịch'],
  },
  office: {
    name: 'Cơ quan chuyên môn',
    head: 'Trưởng phòng',
    deputy: 'Phó Trưởng phòng',
    staff: ['Văn thư', 'Chuyên viên', 'Kế toán'],
  },
  secretariat: {
    name: 'Văn phòng',
    head: 'Chánh Văn phòng',
    deputy: 'Phó Chánh Văn phòng',
    staff: ['Văn thư', 'Chuyên viên', 'Lưu trữ viên'],
  },
  inspectorate: {
    name: 'Thanh tra',
    head: 'Chánh Thanh tra',
    deputy: 'Phó Chánh Thanh tra',
    staff: ['Văn thư', 'Thanh tra viên', 'Chuyên viên'],
  },
} as const satisfies Record<string, Kind>;

export interface AgencyPlan {
  readonly kind: Kind;
  readonly name: string;
  /** In notations: QĐ-UBND. */
  readonly abbreviation: string;
  /** Where its documents are dated from. */
  readonly place: string;
  /** Top left of page 1: the superior's line, or null, and the agency's own lines. */
  readonly superior: string | null;
  readonly heading: readonly string[];
  /** Documents of the month, in proportion. */
  readonly weight: number;
  /** How many of its leaders sign. */
  readonly signers: number;
}

export const DISTRICT = 'huyện An Thịnh';
export const PROVINCE = 'tỉnh Lạc Việt';
const SEAT = 'An Thịnh';

/** The 20 agencies of a district that does not exist: its committee, 12 offices, 7 communes and towns. */
export const AGENCIES: readonly AgencyPlan[] = [
  {
    kind: KINDS.committee,
    name: 'Ủy ban nhân dân huyện An Thịnh',
    abbreviation: 'UBND',
    place: SEAT,
    superior: null,
    heading: ['ỦY BAN NHÂN DÂN', 'HUYỆN AN THỊNH'],
    weight: 24,
    signers: 3,
  },
  {
    ...office('Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện An Thịnh', 'VP', 15),
    kind: KINDS.secretariat,
    heading: ['VĂN PHÒNG HĐND VÀ UBND'],
  },
  office('Phòng Nội vụ huyện An Thịnh', 'PNV', 13),
  office('Phòng Tài chính - Kế hoạch huyện An Thịnh', 'TCKH', 13),
  office('Phòng Giáo dục và Đào tạo huyện An Thịnh', 'GDĐT', 14),
  office('Phòng Y tế huyện An Thịnh', 'PYT', 8),
  office('Phòng Văn hóa và Thông tin huyện An Thịnh', 'VHTT', 9),
  office('Phòng Tài nguyên và Môi trường huyện An Thịnh', 'TNMT', 12),
  office('Phòng Nông nghiệp và Phát triển nông thôn huyện An Thịnh', 'NNPTNT', 10),
  office('Phòng Kinh tế và Hạ tầng huyện An Thịnh', 'KTHT', 11),
  office('Phòng Tư pháp huyện An Thịnh', 'PTP', 8),
  office('Phòng Lao động - Thương binh và Xã hội huyện An Thịnh', 'LĐTBXH', 10),
  {
    ...office('Thanh tra huyện An Thịnh', 'TTr', 5),
    kind: KINDS.inspectorate,
  },
  commune('thị trấn', 'An Thịnh', 8),
  commune('xã', 'Tân Hòa Đông', 7),
  commune('xã', 'Phú Lạc Thượng', 6),
  commune('xã', 'Bình Khê Trung', 7),
  commune('xã', 'Cẩm Đường', 6),
  commune('xã', 'Mỹ Điền', 6),
  commune('xã', 'Đông Vĩnh Hạ', 7),
];

function office(name: string, abbreviation: string, weight: number): AgencyPlan {
  const own = name.replace(` ${DISTRICT}`, '').toUpperCase();
  return {
    kind: KINDS.office,
    name,
    abbreviation,
    place: SEAT,
    superior: 'UBND HUYỆN AN THỊNH',
    heading: broken(own),
    weight,
    signers: 1,
  };
}

function commune(kind: string, place: string, weight: number): AgencyPlan {
  return {
    kind: KINDS.committee,
    name: `Ủy ban nhân dân ${kind} ${place}`,
    abbreviation: 'UBND',
    place,
    superior: null,
    heading: ['ỦY BAN NHÂN DÂN', `${kind} ${place}`.toUpperCase()],
    weight,
    signers: 1,
  };
}

/** A heading of more than 24 letters in two lines, broken near the middle. */
function broken(text: string): string[] {
  if (text.length <= 24) return [text];
  const spaces = [...text.matchAll(/ /g)].map((m) => m.index);
  const middle = text.length / 2;
  const at = spaces.reduce((best, s) =>
    Math.abs(s - middle) < Math.abs(best - middle) ? s : best,
  );
  return [text.slice(0, at), text.slice(at + 1)];
}
