import type { Random } from './random.ts';

/** What people paste, attackers try and programs get wrong. */
export const nasty: readonly string[] = [
  '',
  ' ',
  '-',
  '--',
  '---',
  '=',
  '--=',
  '-=x',
  '.',
  '..',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '--__proto__',
  '--constructor=x',
  '--set=__proto__=x',
  '--set=constructor.prototype.polluted=x',
  '\u0000',
  'a\u0000b',
  '\u001b[2J',
  '\u001b]8;;http://x\u0007y\u001b]8;;\u0007',
  '\r\n',
  '\n',
  '\t',
  '\u202eabc',
  '\u2066x\u2069',
  '\u2028',
  '\ufeff',
  '\ud800',
  '\udfff\ud800',
  '\u0085',
  'é\u0301',
  'İ',
  'ß',
  'ﬃ',
  '💥'.repeat(50),
  'ـ'.repeat(300),
  '𝕏',
  '$(id)',
  '`id`',
  '%s%n%x',
  '%00',
  "' OR 1=1 --",
  '"; DROP TABLE connections; --',
  '{{7*7}}',
  '${jndi:ldap://x}',
  'NaN',
  'Infinity',
  '-0',
  '1e999',
  '9007199254740993',
  '99999999999999999999',
  '0x10',
  'true',
  'null',
  'undefined',
  '[object Object]',
  '{}',
  '[]',
  '{"a":',
  '[[[[[[[[[[',
  'a'.repeat(81),
  'a'.repeat(5_000),
  '-'.repeat(5_000),
  `${'a-'.repeat(2_000)}!`,
  ' '.repeat(5_000),
  '%'.repeat(500),
  '\\'.repeat(501),
  'user:',
  'user:__proto__',
  'keyvault:/',
  'env:',
  'file:',
  'file:/dev/zero\u0000',
  'stdin',
  'prompt',
  'move:',
  '=disconnect',
  'x=move:',
  '2026-13-45',
  'https://user:pw@host/',
  '127.0.0.1:99999',
  '::1',
  '-oProxyCommand=id',
];

/** The text with one to four things wrong with it. */
export function mutated(text: string, random: Random): string {
  let found = text;
  for (let times = 1 + random.below(4); times > 0; times -= 1) found = mutatedOnce(found, random);
  return found.slice(0, 20_000);
}

function mutatedOnce(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const to = Math.min(text.length, at + 1 + random.below(8));
  switch (random.below(8)) {
    case 0:
      return text.slice(0, at) + text.slice(to);
    case 1:
      return text.slice(0, at) + random.pick(nasty) + text.slice(at);
    case 2:
      return text.slice(0, at) + String.fromCharCode(random.below(0x300)) + text.slice(to);
    case 3:
      return text.slice(0, at) + text.slice(at, to).repeat(1 + random.below(20)) + text.slice(to);
    case 4:
      return text.slice(0, at);
    case 5:
      return text.slice(at) + text.slice(0, at);
    case 6:
      return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << random.below(8))) + text.slice(at + 1);
    default:
      return text.slice(0, at) + text.slice(to) + text.slice(at, to);
  }
}

/** The list with one to three of its items lost, repeated, exchanged, or replaced by something worse. */
export function mutatedList(items: readonly string[], random: Random): string[] {
  const found = [...items];
  for (let times = 1 + random.below(3); times > 0; times -= 1) {
    const at = random.below(found.length + 1);
    switch (random.below(6)) {
      case 0:
        found.splice(at, 1);
        break;
      case 1:
        found.splice(at, 0, found[at] ?? '');
        break;
      case 2:
        found.splice(at, 0, random.pick(nasty));
        break;
      case 3:
        found.splice(at, 1, random.pick(nasty));
        break;
      case 4:
        found.splice(at, 1, mutated(found[at] ?? '', random));
        break;
      default:
        found.push(...found.splice(at, 1));
    }
  }
  return found;
}

/** A value of any kind that JSON or YAML can hold, and some that they cannot. */
export function anyValue(random: Random, depth = 3): unknown {
  const kinds = depth === 0 ? 8 : 11;
  switch (random.below(kinds)) {
    case 0:
      return random.pick(nasty);
    case 1:
      return random.pick([0, -0, 1, -1, 1.5, 2 ** 53, 2 ** 31, Number.NaN, Number.POSITIVE_INFINITY]);
    case 2:
      return random.chance(0.5);
    case 3:
      return null;
    case 4:
      return undefined;
    case 5:
      return mutated('sftp.partner.example', random);
    case 6:
      return 10n;
    case 7:
      return new Date(Number.NaN);
    case 8:
      return Array.from({ length: random.below(5) }, () => anyValue(random, depth - 1));
    case 9:
      return Object.create(null);
    default:
      return anyRecord(random, depth - 1);
  }
}

/** An object with keys that are nobody's business; `__proto__` among them is a key like any other. */
export function anyRecord(random: Random, depth = 2): { [key: string]: unknown } {
  const keys = ['__proto__', 'constructor', 'toString', 'id', 'kind', 'label', 'fields', random.pick(nasty)];
  const found: { [key: string]: unknown } = {};
  for (let count = random.below(4); count > 0; count -= 1) {
    const value = anyValue(random, depth);
    Object.defineProperty(found, random.pick(keys), { value, enumerable: true, configurable: true, writable: true });
  }
  return found;
}
