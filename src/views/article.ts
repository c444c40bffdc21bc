import { hasControlCharacters } from '../kernel/printable.ts';

const published = 'https://learn.microsoft.com/dynamics365/customer-insights/data/';

/**
 * The address of the page that documents a type. The catalog names pages of the product's documentation; a type of one's own
 * brings an address, which comes from outside: anything but plain https is none.
 */
export function articleAddress(article: string): string | undefined {
  const page = /^([A-Za-z0-9-]+)\.md$/.exec(article)?.[1];
  if (page !== undefined) return `${published}${page}`;
  if (hasControlCharacters(article) || !URL.canParse(article)) return undefined;
  const { protocol, username, password, href } = new URL(article);
  return protocol === 'https:' && username === '' && password === '' ? href : undefined;
}
