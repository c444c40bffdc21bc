import type { FieldsOf } from '../../commands/define.ts';
import type { Fields } from '../../fields/field.ts';
import type { Scanned } from '../scan.ts';
import type { Look } from './look.ts';

/** The fields that a line gives typed flags, as far as names tell: completion asks nothing that costs more than a name. */
export async function fieldsAtHand(of: FieldsOf | undefined, line: Scanned, look: Look): Promise<Fields> {
  if (of === undefined) return {};
  const type = await typeAtHand(of, line, look);
  const declared = type === undefined ? undefined : await look.declaration(type);
  return (of === 'type' || of === 'connection' ? declared?.fields : declared?.usage) ?? {};
}

function typeAtHand(of: FieldsOf, { positionals: [first], value }: Scanned, look: Look) {
  if (of === 'type') return first;
  if (of !== 'new-dependent') return typeOf(of, first, look);
  return value('type') ?? typeOf('connection', value('connection'), look);
}

/** The type of what goes by a name. */
export async function typeOf(
  kind: 'connection' | 'export' | 'enrichment',
  name: string | undefined,
  look: Look,
): Promise<string | undefined> {
  if (name === undefined) return undefined;
  // A name comes before all that are longer.
  const [found] = await look.names({ kind, startsWith: name });
  return found?.name === name ? (found.type ?? undefined) : undefined;
}
