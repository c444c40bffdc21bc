/** The longest name, display name or reason that is kept. */
export const longest = { name: 80, displayName: 120, reason: 500, setting: 2_000, secret: 65_536 } as const;

const slug = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

/** Whether text is a name as D1 has it: lower-case letters, digits and dashes. */
export function isName(text: string): boolean {
  return text.length <= longest.name && slug.test(text);
}

/** The name made from a display name (D1), empty when nothing of it can stand in a name. */
export function nameFrom(displayName: string): string {
  return displayName
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest.name)
    .replace(/^-+|-+$/g, '');
}

const ascii = /^[\x20-\x7e]*$/;

/** The stored key by which two display names are the same (D1): compatibility-normalised, case-folded, spaces folded, without what nobody sees. */
export function displayKey(displayName: string): string {
  // The same for most names, without the tables of Unicode, which take longer to load than a look-up takes.
  if (ascii.test(displayName)) return displayName.toLowerCase().trim().replace(/\s+/g, ' ');
  // Joiners, zero-width spaces and their like go: two names that differ by them alone look the same.
  return displayName
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .trim()
    .replace(/\s+/g, ' ');
}
