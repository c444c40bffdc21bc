import type { ConnectionType } from '../../../fields/connection-type.ts';
import type { Environment } from '../../../model/environment.ts';
import type { Observed } from '../../../model/observed.ts';
import { type Adopted, adopted } from '../../../plan/declared/adopted.ts';
import { vaultLinkedTo } from '../linked-vault.ts';

/** What an environment holds as a manifest, without what other manifests own unless it is taken over, with its key vault where that is wanted. */
export async function adoptedFrom(
  environment: Pick<Environment, 'query'>,
  id: string,
  { takeOver, vault: stated }: { readonly takeOver: boolean; readonly vault: boolean },
): Promise<{ readonly adopted: Adopted; readonly left: number }> {
  const nothing = { connections: [], exports: [], enrichments: [] };
  const observed = await environment.query('manifest.observe', {
    names: { ...nothing, users: [] },
    displayNames: nothing,
    all: true,
  });
  const ours = <T extends { readonly manifest: { readonly id: string } | null }>(things: readonly T[]) =>
    things.filter(({ manifest }) => takeOver || manifest === null || manifest.id === id);
  const { connections, exports, enrichments, users } = observed;
  const own: Observed = {
    connections: ours(connections),
    exports: ours(exports),
    enrichments: ours(enrichments),
    users: ours(users),
  };
  const size = (it: Observed) => it.connections.length + it.exports.length + it.enrichments.length + it.users.length;
  const types = new Map<string, ConnectionType>();
  for (const type of new Set(own.connections.map((it) => it.type)))
    types.set(type, (await environment.query('type.show', { type })).declaration);
  const vault = stated ? await vaultLinkedTo(environment) : undefined;
  return { adopted: adopted(id, own, types, vault), left: size(observed) - size(own) };
}

/** The texts of a manifest, of which each can be read again whatever the size of the environment, and of its values. */
export async function adoptedTexts(
  { manifest, values, holes }: Adopted,
  most: number = mostInText,
): Promise<{ readonly manifests: readonly string[]; readonly values: string }> {
  const { stringify } = await import('yaml');
  const options = { lineWidth: 0, aliasDuplicateObjects: false };
  const waits = holes.map(({ variable, connection, field }) => `# ${variable}: ${field} of ${connection}\n`);
  return {
    manifests: parts(manifest, most).map(
      (part) => `# yaml-language-server: $schema=manifest.schema.json\n${stringify(part, options)}`,
    ),
    values: `${Object.keys(values).length === 0 ? '' : stringify(values, options)}${
      waits.length === 0 ? '' : `# Secrets come from variables, set where the plan is carried out:\n${waits.join('')}`
    }`,
  };
}

// Far below the size that is refused when it is read.
const mostInText = 5_000;

// The manifest in documents of so many entries; what is no entry stands in the first.
function parts({ connections, exports, enrichments, users, ...head }: Adopted['manifest'], most: number): object[] {
  const sections = { connections, exports, enrichments, users };
  const entries = Object.entries(sections).flatMap(([section, stated]) =>
    Object.entries(stated).map(([name, entry]) => ({ section, name, entry })),
  );
  const count = Math.max(1, Math.ceil(entries.length / most));
  return Array.from({ length: count }, (_, at) => {
    const own = entries.slice(at * most, (at + 1) * most);
    const bySection = Object.entries(Object.groupBy(own, ({ section }) => section));
    const stated = bySection.map(([section, them = []]) => [
      section,
      Object.fromEntries(them.map(({ name, entry }) => [name, entry])),
    ]);
    return { ...(at === 0 ? head : {}), ...Object.fromEntries(stated) };
  });
}
