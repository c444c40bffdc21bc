import { displayKey, isName, longest, nameFrom } from '../../kernel/name.ts';
import { withoutUnsafe } from '../../kernel/printable.ts';
import { createSeen } from './seen.ts';

/** Names that are each given once: what is taken gets a number. */
export interface Names {
  /** A name of that form; `wanted` may be anything. */
  name(wanted: string): string;
  displayName(wanted: string): string;
  variable(wanted: string): string;
  placeholder(wanted: string): string;
}

export function createNames(): Names {
  const unique = (key: (text: string) => string, numbered: (text: string, n: number) => string) => {
    const taken = createSeen();
    // Where the count for a name stands, so that a thousand alike are not tried a thousand times each.
    const reached = new Map<string, number>();
    return (wanted: string): string => {
      let made = wanted;
      for (let n = (reached.get(wanted) ?? 1) + 1; taken.has(key(made)); n += 1) {
        made = numbered(wanted, n);
        reached.set(wanted, n);
      }
      taken.add(key(made));
      return made;
    };
  };
  const same = (text: string) => text;
  const cut = (text: string, most: number, end: string) =>
    `${text.slice(0, most - end.length).replace(/-+$/, '')}${end}`;
  const name = unique(same, (text, n) => cut(text, longest.name, `-${n}`));
  const displayName = unique(displayKey, (text, n) => cut(text, longest.displayName, ` (${n})`));
  const variable = unique(same, (text, n) => `${text}_${n}`);
  const placeholder = unique(same, (text, n) => cut(text, longest.name, `-${n}`));
  return {
    name: (wanted) => name(slugOf(wanted)),
    displayName,
    variable: (wanted) => variable(variableFrom(wanted)),
    placeholder: (wanted) => placeholder(cut(nameFrom(wanted).replace(/^(?=[0-9])/, 'of-'), longest.name, '')),
  };
}

/** The name that would be made of it, were it free. */
export function slugOf(text: string): string {
  return isName(text) ? text : nameFrom(text) || 'connection';
}

/** A display name without what cannot stand in one. */
export function displayNameFrom(text: string): string {
  return withoutUnsafe(text.replace(/\s+/g, ' ').replace(/\p{Surrogate}/gu, ''))
    .trim()
    .slice(0, longest.displayName)
    .trim();
}

function variableFrom(wanted: string): string {
  const plain = wanted
    .replace(/([a-z])(?=[A-Z])/g, '$1_')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^(?=[0-9])/, '_');
  return plain.slice(0, 120);
}
