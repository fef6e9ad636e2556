/**
 * Columns that `text` takes on a terminal: combining marks take none (decomposed Vietnamese has several on one letter),
 * East Asian wide characters two.
 */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text.normalize('NFC')) {
    if (/[\p{M}\p{Cf}]/u.test(character)) continue;
    columns +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return columns;
}

/** `text` in NFC, cut with an ellipsis to at most `columns`, then padded to them on the side opposite to `align`. */
export function fitted(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
  const nfc = text.normalize('NFC');
  let shown = nfc;
  if (columnsOf(nfc) > columns) {
    shown = '';
    let used = 0;
    for (const { segment } of new Intl.Segmenter('vi').segment(nfc)) {
      const width = columnsOf(segment);
      if (used + width > columns - 1) break;
      shown += segment;
      used += width;
    }
    shown += '…';
  }
  const space = ' '.repeat(Math.max(0, columns - columnsOf(shown)));
  return align === 'left' ? shown + space : space + shown;
}

export interface TextColumn {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Longer cells are cut. */
  readonly most?: number;
}

/** A table of plain text: as wide as its cells need, ruled below the titles and above the last `footers` rows. */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  footers = 0,
): string {
  const widths = columns.map(({ title, most = 1000 }, i) => {
    let width = columnsOf(title);
    for (const row of rows) width = Math.max(width, columnsOf(row[i] ?? ''));
    return Math.max(Math.min(width, most), Math.min(columnsOf(title), most));
  });
  const line = (cells: readonly string[]) =>
    columns
      .map(({ align }, i) => fitted(cells[i] ?? '', widths[i]!, align))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('──');
  const body = rows.slice(0, rows.length - footers).map(line);
  const feet = rows.slice(rows.length - footers).map(line);
  return [
    line(columns.map(({ title }) => title)),
    rule,
    ...body,
    ...(footers > 0 ? [rule] : []),
    ...feet,
  ]
    .map((text) => `${text}\n`)
    .join('');
}
