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

/** The texts of a manifest and of its values, as they are kept in files. */
export async function adoptedTexts({
  manifest,
  values,
  holes,
}: Adopted): Promise<{ manifest: string; values: string }> {
  const { stringify } = await import('yaml');
  const options = { lineWidth: 0, aliasDuplicateObjects: false };
  const sections = Object.entries(manifest).filter(([, it]) => typeof it === 'string' || Object.keys(it).length > 0);
  const waits = holes.map(({ variable, connection, field }) => `# ${variable}: ${field} of ${connection}\n`);
  return {
    manifest: `# yaml-language-server: $schema=manifest.schema.json\n${stringify(Object.fromEntries(sections), options)}`,
    values: `${Object.keys(values).length === 0 ? '' : stringify(values, options)}${
      waits.length === 0 ? '' : `# Secrets come from variables, set where the plan is carried out:\n${waits.join('')}`
    }`,
  };
}
