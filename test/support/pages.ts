/** Where the bytes of one kind of content lie in an SQLite file, as ranges of offsets. */
export type Regions = { readonly [region: string]: readonly (readonly [from: number, to: number])[] };

const headerBytes = 100;
const kinds: { readonly [type: number]: string } = { 2: 'index', 5: 'interior', 10: 'index', 13: 'leaf' };

/**
 * Sorts the bytes of a store by what they are for: the file's header, the schema, interior, leaf and index pages, what
 * overflowed, what heads each page, and what is free.
 */
export function regionsOf(file: Buffer): Regions {
  const size = file.readUInt16BE(16) === 1 ? 65_536 : file.readUInt16BE(16);
  const regions: { [region: string]: [number, number][] } = { header: [[0, headerBytes]] };
  const add = (region: string, from: number, to: number) => {
    regions[region] ??= [];
    if (to > from) regions[region].push([from, to]);
  };
  const free = freePages(file, size);
  for (let page = 1; page <= file.length / size; page += 1) {
    const start = (page - 1) * size;
    const head = page === 1 ? headerBytes : start;
    const kind = kinds[file[head] as number];
    if (free.has(page) || kind === undefined) {
      add(free.has(page) ? 'free' : 'overflow', start, start + size);
      continue;
    }
    const interior = [2, 5].includes(file[head] as number);
    const cells = head + (interior ? 12 : 8);
    const pointersEnd = cells + 2 * file.readUInt16BE(head + 3);
    const content = start + (file.readUInt16BE(head + 5) || 65_536);
    add('page heads', head, pointersEnd);
    add('free', pointersEnd, content);
    add(page === 1 ? 'schema' : kind, content, start + size);
  }
  return regions;
}

function freePages(file: Buffer, size: number): ReadonlySet<number> {
  const found = new Set<number>();
  for (let trunk = file.readUInt32BE(32); trunk !== 0; trunk = file.readUInt32BE((trunk - 1) * size)) {
    found.add(trunk);
    const start = (trunk - 1) * size;
    const leaves = file.readUInt32BE(start + 4);
    for (let at = 0; at < leaves; at += 1) found.add(file.readUInt32BE(start + 8 + at * 4));
  }
  return found;
}
