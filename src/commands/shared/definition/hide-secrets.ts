import { nearest } from '../../../kernel/nearest.ts';
import { type Definition, isReference, secretKeys } from './definition.ts';
import type { Reading } from './read-definition.ts';
import { placeOf } from './write-definition.ts';

/**
 * A text without the secrets that somebody wrote into it, so that it can be opened again. Nothing where it holds one and
 * cannot be read well enough to tell where that ends.
 */
export function hideSecrets(text: string, definition: Definition, { pairs }: Reading): string | undefined {
  const keys = secretKeys(definition);
  const place = (key: string) => definition.secrets[key] ?? placeOf(definition.fields[key]);
  if (pairs === undefined) return mayHoldSecret(text, definition) ? undefined : text;
  let hidden = text;
  for (const { part, key, value, from, to } of pairs.toSorted((one, other) => other.from - one.from)) {
    const whole = part === '' && key === 'secrets' && (typeof value !== 'object' || Array.isArray(value));
    if (value === undefined || isPlace(value) || !(whole || part === 'secrets' || meansSecret(definition, key)))
      continue;
    const end = text.slice(from, to).endsWith('\n') ? '\n' : '';
    hidden = `${hidden.slice(0, from)}${whole ? '' : place(key)}${end}${hidden.slice(to)}`;
  }
  return hidden.replace(/^(\s*#\s*)([\w-]+):(.*)$/gm, (line, before, key, value) =>
    keys.includes(key) && !isPlace(value) ? `${before}${key}: ${placeOf(definition.fields[key])}` : line,
  );
}

function mayHoldSecret(text: string, definition: Definition): boolean {
  const keys = secretKeys(definition);
  let within = false;
  return text.split('\n').some((line) => {
    if (/^[^\s#]/.test(line)) within = /^["']?secrets\b/.test(line);
    if (line.includes('-----BEGIN')) return true;
    const remark = line.trim().startsWith('#');
    const [, key = '', value = line] = /^[\s#]*["']?([\w-]+)["']?\s*:(.*)$/.exec(line) ?? [];
    if (value.trim() === '' || isPlace(value)) return false;
    return remark ? keys.includes(key) : within || meansSecret(definition, key);
  });
}

/** A key of a secret, or one that was meant to be. */
function meansSecret(definition: Definition, key: string): boolean {
  const keys = secretKeys(definition);
  return keys.includes(key) || (definition.fields[key] === undefined && nearest(key, keys) !== undefined);
}

function isPlace(value: unknown): boolean {
  return typeof value === 'string' && isReference(value.trim());
}
