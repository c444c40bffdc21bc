import type { Document, Node, Pair, Scalar } from 'yaml';

/** A key of a file with its value and where both stand. */
export interface YamlPair {
  /** The key that it stands under; empty at the top. */
  readonly part: string;
  readonly key: string;
  readonly at: number;
  /** Text, a list of texts, nothing where nothing was written, or an object where it is anything else. */
  readonly value: unknown;
  readonly from: number;
  readonly to: number;
}

/** The pairs of a file's top and of the parts under it; nothing where the top is no map. */
export async function yamlPairs(
  { contents }: Document.Parsed,
  parts: readonly string[],
): Promise<readonly YamlPair[] | undefined> {
  const { isMap, isScalar, isSeq } = await import('yaml');

  // A number stays as it was typed: whether it is one is for the field to say.
  function plain(node: Node | null): unknown {
    if (isScalar(node))
      return node.value === null ? undefined : typeof node.value === 'string' ? node.value : node.source;
    if (isSeq(node)) return node.items.map((item) => plain(item as Node) ?? {});
    return node === null ? undefined : {};
  }

  const pairsOf = (part: string, items: readonly Pair[]): readonly YamlPair[] =>
    items.map(({ key, value }) => {
      const name = key as Scalar;
      const node = value as Node | null;
      const at = name.range?.[0] ?? 0;
      const [from = at, to = from] = node?.range ?? [];
      return { part, key: String(name.value), at, value: plain(node), from, to };
    });

  if (contents === null) return [];
  if (!isMap(contents)) return undefined;
  const under = contents.items.flatMap(({ key, value }) => {
    const part = String((key as Scalar).value);
    return parts.includes(part) && isMap(value) ? pairsOf(part, value.items as Pair[]) : [];
  });
  return [...pairsOf('', contents.items as Pair[]), ...under];
}
