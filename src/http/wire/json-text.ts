/** The deepest that a body may be nested: no document of ours is deeper than half of this. */
const deepest = 32;

export type JsonFinding = 'syntax' | 'depth' | 'twice' | 'proto';

/** Text as JSON, or why it is not taken: besides what no parser takes, a name that is said twice and depth without end. */
export function readJson(text: string): { readonly value: unknown } | { readonly finding: JsonFinding } {
  const finding = scan(text);
  if (finding !== undefined) return { finding };
  try {
    return { value: JSON.parse(text) };
  } catch {
    // What a parser says quotes what it met.
    return { finding: 'syntax' };
  }
}

const quote = 0x22;
const backslash = 0x5c;

// Names of members follow `{`, or a comma within an object; everything else is left to the parser.
function scan(text: string): JsonFinding | undefined {
  const open: (Set<string> | undefined)[] = [];
  let expectsName = false;
  for (let at = 0; at < text.length; at += 1) {
    const mark = text.charCodeAt(at);
    if (mark === quote) {
      const end = endOf(text, at);
      if (expectsName) {
        const found = judged(text.slice(at, end + 1), open.at(-1));
        if (found !== undefined) return found;
        expectsName = false;
      }
      at = end;
    } else if (mark === 0x7b || mark === 0x5b) {
      if (open.length === deepest) return 'depth';
      open.push(mark === 0x7b ? new Set() : undefined);
      expectsName = mark === 0x7b;
    } else if (mark === 0x7d || mark === 0x5d) {
      open.pop();
      expectsName = false;
    } else if (mark === 0x2c) expectsName = open.at(-1) !== undefined;
  }
  return undefined;
}

function endOf(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === backslash) before -= 1;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}

function judged(quoted: string, names: Set<string> | undefined): JsonFinding | undefined {
  const name = quoted.includes('\\') ? plain(quoted) : quoted.slice(1, -1);
  if (name === '__proto__') return 'proto';
  if (names?.has(name)) return 'twice';
  names?.add(name);
  return undefined;
}

function plain(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}
