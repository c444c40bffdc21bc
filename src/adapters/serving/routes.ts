/** Which of a few patterns a path is, such as `/v1/instances/{instanceId}`; `other` for what is none, so that they stay few. */
export function createRoutes(patterns: readonly string[]): (path: string) => string {
  const root: Node = { next: new Map() };
  for (const pattern of patterns) {
    let at = root;
    for (const part of partsOf(pattern)) {
      const key = part.startsWith('{') ? any : part;
      const next: Node = at.next.get(key) ?? { next: new Map() };
      at.next.set(key, next);
      at = next;
    }
    at.pattern = pattern;
  }
  return (path) => find(root, partsOf(path), 0) ?? 'other';
}

interface Node {
  readonly next: Map<string, Node>;
  pattern?: string;
}

// No part of a path is empty.
const any = '';

function partsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '');
}

function find(node: Node, parts: readonly string[], at: number): string | undefined {
  const part = parts[at];
  if (part === undefined) return node.pattern;
  const [named, open] = [node.next.get(part), node.next.get(any)];
  return (named && find(named, parts, at + 1)) ?? (open && find(open, parts, at + 1));
}
