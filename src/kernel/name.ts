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

// Joiners, zero-width spaces and their like: two names that differ by them alone look the same.
const unseen = /\p{Default_Ignorable_Code_Point}/gu;

/** The stored key by which two display names are the same (D1): compatibility-normalised, case-folded, spaces folded, without what nobody sees. */
export function displayKey(displayName: string): string {
  return displayName
    .replace(unseen, '')
    .normalize('NFKC')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .trim()
    .replace(/\s+/g, ' ');
}
