import { randomBytes } from 'node:crypto';

/** A secret that must never be seen where it does not belong, and the forms in which it could be. */
export interface Canary {
  readonly text: string;
  /** Where a text shows it: which form, or nothing. */
  readonly seenIn: (text: string) => string | undefined;
}

/** A secret around random cores; `dress` gives it the quotes, lines and letters that make escaping go wrong. */
export function createCanary(name: string, dress: (core: string) => string): Canary {
  const core = randomBytes(30).toString('base64').replace(/[+/=]/g, 'k').slice(0, 32);
  const text = dress(core);
  const bytes = Buffer.from(text);
  const forms: [form: string, text: string][] = [
    ['plain', text],
    ['percent-encoded', encodeURIComponent(text)],
    ['JSON-escaped', JSON.stringify(text).slice(1, -1)],
    ['hexadecimal', bytes.toString('hex')],
    ['hexadecimal', Buffer.from(core).toString('hex')],
    ['reversed', [...core].reverse().join('')],
    ...[text, core].flatMap((it) => encodings(it)),
  ];
  // Pieces of what is random, so that none of them can be seen by chance.
  for (const it of [core, [...core].reverse().join('')]) {
    for (let at = 0; at + 8 <= it.length; at += 1) forms.push(['a piece of eight', it.slice(at, at + 8)]);
  }
  const marks = [
    ...[core, [...core].reverse().join('')].flatMap((it) => it.match(/.{4}/g) ?? []),
    ...forms.filter(([form]) => /^(?:hexadecimal|base64)/.test(form)).map(([, it]) => it),
  ];
  const unmarked = forms.filter(([, it]) => !marks.some((mark) => it.includes(mark)));
  if (unmarked.length > 0) throw new Error(`no mark is in ${unmarked.map(([form]) => form).join(', ')}`);
  return {
    text,
    seenIn(where) {
      // Every form holds one of these, which are few: what holds none need not be searched for all of them.
      if (!marks.some((mark) => where.includes(mark))) return undefined;
      const form = forms.find(([, it]) => where.includes(it));
      return form === undefined ? undefined : `${name}, ${form[0]}`;
    },
  };
}

/** How text looks inside of a longer text in base64, which depends on where it begins. */
function encodings(text: string): [form: string, text: string][] {
  return (['base64', 'base64url'] as const).flatMap((form) =>
    [0, 1, 2].map((before): [string, string] => {
      const encoded = Buffer.from(`${'x'.repeat(before)}${text}`)
        .toString(form)
        .replace(/=+$/, '');
      return [form, encoded.slice(before === 0 ? 0 : 4, Math.floor((before + Buffer.byteLength(text)) / 3) * 4)];
    }),
  );
}
