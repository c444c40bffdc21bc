import { hasControlCharacters, printable } from '../../kernel/printable.ts';
import type { Shape } from '../../model/documents/shapes.ts';

/**
 * Whether an answer holds what its shape says, as far as a program that reads it depends on that. A choice may have got a
 * value more since, and an object a member more.
 */
export function fits(shape: Shape, value: unknown): boolean {
  const { type, anyOf, required, properties, additionalProperties, items } = shape as {
    readonly type?: string | readonly string[];
    readonly anyOf?: readonly Shape[];
    readonly required?: readonly string[];
    readonly properties?: { readonly [name: string]: Shape };
    readonly additionalProperties?: Shape | false;
    readonly items?: Shape;
  };
  if (anyOf !== undefined) return anyOf.some((it) => fits(it, value));
  if ('const' in shape) return value === shape.const;
  if ('enum' in shape) return typeof value === 'string';
  if (type !== undefined && ![type].flat().some((it) => isOf(it, value))) return false;
  if (Array.isArray(value)) return items === undefined || value.every((it) => fits(items, it));
  if (typeof value !== 'object' || value === null) return true;
  const members = value as { readonly [name: string]: unknown };
  if (!(required ?? []).every((name) => members[name] !== undefined)) return false;
  return Object.entries(members).every(([name, it]) => {
    const known = properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
    const own = known ?? (additionalProperties === false ? undefined : additionalProperties);
    return own === undefined || fits(own, it);
  });
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isSafeInteger(value);
  if (type === 'null') return value === null;
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}

/** What may hold any text: an argument list runs as it stands, a secret is what it is, and a copy is the same to the letter. */
const exact = new Set(['command', 'secrets', 'content']);

/** An answer whose texts can be shown wherever they end up. Almost every answer is such already, which its text tells. */
export function shownAnswer(value: unknown, text: string): unknown {
  return text.includes('\\u') || hasControlCharacters(text) || /\\[bfnrt]/.test(text) ? made(value) : value;
}

function made(value: unknown): unknown {
  if (typeof value === 'string') return printable(value);
  if (Array.isArray(value)) return value.map(made);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, it]) => [printable(name), exact.has(name) ? it : made(it)]),
  );
}
