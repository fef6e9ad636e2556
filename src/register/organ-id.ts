/**
 * An OrganId in its newer form, level 1 first: the older `000.00.12.H39` becomes `H39.12`. The older form is known by
 * its level 1 code standing last, after groups of digits; zero groups are levels that do not exist and are dropped.
 * Anything else is returned as it is, trimmed and upper-cased.
 */
export function modernOrganId(text: string): string {
  const id = text.trim().toUpperCase();
  const groups = id.split('.');
  const older = groups.length > 1 && /^[A-Z]\d{2}$/.test(groups.at(-1)!) && /^\d/.test(groups[0]!);
  if (!older) return id;
  return groups
    .reverse()
    .filter((group) => !/^0+$/.test(group))
    .join('.');
}
