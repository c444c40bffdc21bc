import { printable } from './printable.ts';

interface Words {
  locked: { by: string; reason: string };
  foreign: { manifest: string };
  'made-by-hand': Record<never, never>;
  'other-type': { was: string; wanted: string };
  'in-use': { uses: readonly string[] };
  'not-owned': { uses: readonly string[] };
  'secrets-again': { fields: readonly string[] };
  'from-vault': { field: string };
  'secret-unset': { field: string; variable: string };
  'secret-missing': { field: string };
  'terms-missing': { version: string };
  'vault-in-use': { name: string; uses: number };
  'no-vault': { secret: string };
  taken: { kind: string; name: string; displayName: string };
  goes: { connection: string };
  'connection-type': { connection: string; type: string; wanted: string };
  'not-contributor': { user: string; role: string };
  'other-tenant': { tenant: string; own: string };
  'secrets-travel': { fields: readonly string[]; brings: boolean };
  'vault-used': { uses: readonly string[] };
  waits: { kind: string; name: string };
  'only-looks': { role: string };
  mirror: { of: string };
}

export type BlockCode = keyof Words;

/** What stops one line of a plan. */
export interface Block {
  readonly code: BlockCode;
  readonly message: string;
}

const tick = (text: string) => `\`${printable(text)}\``;
const list = (names: readonly string[]) => {
  const shown = names.slice(0, 5).map((name) => printable(name));
  return names.length > shown.length ? `${shown.join(', ')} and ${names.length - shown.length} more` : shown.join(', ');
};

const words: { readonly [C in BlockCode]: (params: Words[C]) => string } = {
  locked: ({ by, reason }) => `locked by ${printable(by)}: ${printable(reason)}`,
  foreign: ({ manifest }) => `it belongs to the manifest ${tick(manifest)}; \`--take-over\` takes it`,
  'made-by-hand': () => 'it is there already and belongs to no manifest; `--take-over` puts this in its place',
  'other-type': ({ was, wanted }) => `it is of type ${was} and cannot become ${wanted}; give the new one another name`,
  'in-use': ({ uses }) =>
    `in use by ${list(uses)}; decide with \`onRemove\` in the manifest, \`--exports\` or \`--enrichments\``,
  'not-owned': ({ uses }) => `${list(uses)} would go, and the manifest does not own them; disconnect or move them`,
  'secrets-again': ({ fields }) =>
    `it would send stored secrets to another target; give ${list(fields)} under \`secrets\`, or keep them with \`keepSecrets: true\``,
  'from-vault': ({ field }) => `${tick(field)} comes from the key vault and cannot become a stored secret`,
  'secret-unset': ({ field, variable }) => `the secret ${tick(field)} waits for the variable ${tick(variable)}`,
  'secret-missing': ({ field }) => `the secret ${tick(field)} is missing; name where it comes from under \`secrets\``,
  'terms-missing': ({ version }) => `the agreement is missing; state it with \`terms: "${version}"\``,
  'vault-in-use': ({ name, uses }) =>
    `${uses === 1 ? '1 connection takes its' : `${uses} connections take their`} secrets from ${tick(name)}; move them first`,
  'no-vault': ({ secret }) =>
    `no key vault is linked that could hold ${tick(secret)}; state it with \`vault: { url: ... }\`, or \`cinch keyvault link\``,
  taken: ({ kind, name, displayName }) => `the ${kind} ${tick(name)} has the display name ${tick(displayName)} already`,
  goes: ({ connection }) => `the connection ${tick(connection)} is to be removed`,
  'connection-type': ({ connection, type, wanted }) =>
    `${tick(connection)} is of type ${type}, and this is of ${wanted}`,
  'not-contributor': ({ user, role }) => `${tick(user)} is no contributor but ${role}, so nothing is shared with them`,
  'other-tenant': ({ tenant, own }) => `it lies in the organisation ${tick(tenant)}, not in ${tick(own)}`,
  'secrets-travel': ({ fields, brings }) => {
    const [them, others] = fields.length === 1 ? ['it', 'another'] : ['them', 'others'];
    const along = brings ? `\`--with-secrets\` brings ${others} along, ` : '';
    return `it would send ${list(fields)}, stored there, to another target; ${along}\`--keep-secrets\` keeps ${them}`;
  },
  'vault-used': ({ uses }) => `${list(uses)} would take secrets from another key vault; move them first`,
  waits: ({ kind, name }) => `it waits for the ${kind} ${tick(name)}`,
  'only-looks': ({ role }) => `your role there is ${role}, which changes nothing`,
  mirror: ({ of }) => `that side mirrors ${tick(of)} and is only read`,
};

/** What stops it, in words. */
export function block<C extends BlockCode>(code: C, params: Words[C]): Block {
  return { code, message: words[code](params) };
}
