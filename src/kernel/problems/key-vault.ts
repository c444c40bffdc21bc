import { entry } from './entry.ts';
import { count, tick, ticked, word } from './phrases.ts';

const secretOf = ({ secret, vault }: { readonly secret: string; readonly vault: string }) =>
  `${tick(secret)} in the key vault ${tick(vault)}`;
const list = () => ['cinch keyvault secrets'];

/** A key vault cannot be linked, reached or read, or a secret in it cannot be used. */
export const keyVaultProblems = {
  'keyvault.not_linked': entry<Record<never, never>>({
    title: 'No key vault is linked',
    status: 422,
    exit: 11,
    detail: () => 'no key vault is linked to this environment',
    fix: () => ['cinch keyvault link https://NAME.vault.azure.net', 'cinch help keyvault'],
  }),
  'keyvault.address': entry<{ suffixes: readonly string[] }>({
    title: 'That is not the address of a key vault',
    status: 422,
    exit: 2,
    detail: ({ suffixes }) =>
      `the address of a key vault is \`https://NAME\` and one of ${ticked(suffixes.map((it) => `.${it}`))}, with nothing behind it`,
    fix: () => ['cinch keyvault link https://NAME.vault.azure.net'],
  }),
  'keyvault.kind': entry<{ kinds: readonly string[] }>({
    title: 'There is no such way to sign in to a key vault',
    status: 422,
    exit: 2,
    detail: ({ kinds }) => `a key vault is signed in to by one of ${ticked(kinds)}`,
    fix: () => ['cinch help keyvault'],
  }),
  'keyvault.in_use': entry<{ vault: string; connections: number; unlinking: boolean }>({
    title: 'The key vault is in use',
    status: 409,
    exit: 8,
    detail: ({ vault, connections, unlinking }) =>
      `${count(connections, 'connection')} ${connections === 1 ? 'takes its secret' : 'take their secrets'} from ${tick(vault)}; ${unlinking ? 'it stays linked' : 'another takes its place'} ${unlinking ? 'while one does' : 'only once none does'}`,
    fix: () => ['cinch keyvault used-by'],
  }),
  'keyvault.unsupported': entry<{ type: string; label: string; field: string; fills: readonly string[] }>({
    title: 'That secret cannot come from a key vault',
    status: 422,
    exit: 2,
    detail: ({ label, field, fills }) =>
      `${tick(field)} of ${label} cannot come from a key vault${fills.length === 0 ? '' : `; ${ticked(fills)} can`}`,
    fix: ({ type, field }) => [`--secret ${word(field)}=env:VARIABLE`, `cinch type show ${word(type)}`],
  }),
  'keyvault.secret_name': entry<{ field: string }>({
    title: 'That is no name of a secret in a key vault',
    status: 422,
    exit: 2,
    detail: ({ field }) =>
      `the reference for ${tick(field)} is \`keyvault:NAME\` or \`keyvault:NAME/VERSION\`; a name has 1 to 127 letters, digits and dashes, and a version is 32 hexadecimal digits`,
    fix: list,
  }),
  'keyvault.secret_missing': entry<{ vault: string; secret: string }>({
    title: 'The secret is not in the key vault',
    status: 422,
    exit: 11,
    detail: (it) => `there is no secret ${secretOf(it)}; it may have been taken away, or never been there`,
    fix: list,
  }),
  'keyvault.secret_off': entry<{ vault: string; secret: string }>({
    title: 'The secret is disabled in the key vault',
    status: 422,
    exit: 11,
    detail: (it) => `the secret ${secretOf(it)} is disabled; enable it there, or name another`,
    fix: list,
  }),
  'keyvault.secret_expired': entry<{ vault: string; secret: string; at: string }>({
    title: 'The secret in the key vault has expired',
    status: 422,
    exit: 11,
    detail: ({ at, ...it }) => `the secret ${secretOf(it)} expired at ${at}; give it a new version there`,
    fix: list,
  }),
  'keyvault.secret_early': entry<{ vault: string; secret: string; at: string }>({
    title: 'The secret in the key vault does not hold yet',
    status: 422,
    exit: 11,
    detail: ({ at, ...it }) => `the secret ${secretOf(it)} holds from ${at} on`,
    fix: list,
  }),
  'keyvault.secret_unfit': entry<{ vault: string; secret: string; says: string }>({
    title: 'The secret in the key vault cannot be used',
    status: 422,
    exit: 11,
    detail: ({ says, ...it }) => `the secret ${secretOf(it)} ${says}`,
    fix: list,
  }),
  'keyvault.forbidden': entry<{ vault: string; does: 'list' | 'read'; by: 'roles' | 'policy' }>({
    title: 'The key vault does not allow it',
    status: 403,
    exit: 11,
    detail: ({ vault, does, by }) =>
      `${tick(vault)} does not let this sign-in ${does === 'list' ? 'list' : 'read'} its secrets: ${by === 'roles' ? 'it needs the role Key Vault Secrets User, which works some minutes after it was given' : `its access policy needs the right to ${does === 'list' ? 'list' : 'get'} secrets`}`,
    fix: () => ['cinch keyvault show', 'cinch help keyvault'],
  }),
  'keyvault.walled': entry<{ vault: string; by: 'firewall' | 'connection' }>({
    title: 'The network of the key vault keeps this machine out',
    status: 403,
    exit: 11,
    detail: ({ vault, by }) =>
      by === 'firewall'
        ? `the firewall of ${tick(vault)} does not let this machine in`
        : `${tick(vault)} answers over its private connection only`,
    fix: () => ['cinch help keyvault'],
  }),
  'keyvault.refused': entry<{ vault: string; otherTenant: boolean }>({
    title: 'The key vault does not take the sign-in',
    status: 401,
    exit: 4,
    detail: ({ vault, otherTenant }) =>
      otherTenant
        ? `the sign-in belongs to another organisation than ${tick(vault)}`
        : `${tick(vault)} does not take the token of this sign-in, which may have expired or been withdrawn`,
    fix: () => ['cinch keyvault show', 'cinch help keyvault'],
  }),
  'keyvault.no_credential': entry<{ credential: string; missing: readonly string[] }>({
    title: 'There is nothing to sign in to the key vault with',
    status: 401,
    exit: 4,
    detail: ({ credential, missing }) =>
      `the key vault is signed in to by ${tick(credential)}, and ${ticked(missing)} ${missing.length === 1 ? 'is' : 'are'} not set`,
    fix: () => ['cinch help keyvault', 'cinch keyvault show'],
  }),
  'keyvault.sign_in': entry<{ credential: string; says: string }>({
    title: 'Nobody is signed in for the key vault',
    status: 401,
    exit: 4,
    detail: ({ credential, says }) => `signing in to the key vault by ${tick(credential)} gave no token: ${says}`,
    fix: () => ['cinch help keyvault', 'cinch keyvault show'],
  }),
  'keyvault.sign_in_waits': entry<{ credential: string; url: string }>({
    title: 'The key vault waits for a sign-in by a person',
    status: 401,
    exit: 15,
    detail: ({ credential, url }) =>
      `signing in to ${tick(url)} by ${tick(credential)} needs a person at a terminal, and nothing may be asked here`,
    fix: ({ url }) => [`cinch keyvault link ${word(url)} --credential environment`, 'cinch help keyvault'],
  }),
  'keyvault.unreachable': entry<{ host: string; says: string }>({
    title: 'The key vault cannot be reached',
    status: 503,
    exit: 12,
    detail: ({ host, says }) => `${tick(host)} cannot be reached: ${says}`,
    fix: () => ['cinch keyvault show', 'cinch help keyvault'],
  }),
  'keyvault.cut': entry<{ host: string; says: string }>({
    title: 'The line to the key vault does not hold',
    status: 503,
    exit: 12,
    retryable: true,
    detail: ({ host, says }) => `no whole answer came from ${tick(host)}: ${says}`,
    fix: () => ['cinch keyvault secrets', 'cinch help keyvault'],
  }),
  'keyvault.untrusted': entry<{ host: string }>({
    title: 'The certificate of the key vault is not trusted',
    status: 503,
    exit: 12,
    detail: ({ host }) =>
      `the certificate that ${tick(host)} shows is not one that this machine trusts; where a proxy puts its own there, \`NODE_EXTRA_CA_CERTS\` names the file of its authority`,
    fix: () => ['cinch help keyvault'],
  }),
  'keyvault.silent': entry<{ host: string; seconds: number }>({
    title: 'The key vault did not answer in time',
    status: 504,
    exit: 12,
    retryable: true,
    detail: ({ host, seconds }) => `${tick(host)} did not answer within ${count(seconds, 'second')}`,
    fix: () => ['cinch keyvault secrets --timeout 120'],
  }),
  'keyvault.throttled': entry<{ host: string; seconds: number | null }>({
    title: 'The key vault is asked too much',
    status: 429,
    exit: 12,
    retryable: true,
    detail: ({ host, seconds }) =>
      `${tick(host)} takes no more requests for now${seconds === null ? '' : `; it says to come back in ${count(seconds, 'second')}`}`,
    fix: () => ['cinch keyvault secrets --timeout 120'],
  }),
  'keyvault.failing': entry<{ host: string; status: number }>({
    title: 'The key vault has a fault of its own',
    status: 503,
    exit: 12,
    retryable: true,
    detail: ({ host, status }) => `${tick(host)} answers ${status}, which is a fault on its side`,
    fix: () => ['cinch keyvault secrets'],
  }),
  'keyvault.strange': entry<{ host: string; status: number | null; request: string | null }>({
    title: 'The answer is not that of a key vault',
    status: 502,
    exit: 12,
    detail: ({ host, status, request }) =>
      `what ${tick(host)} answers is not what a key vault says (${[status === null ? 'no status' : `status ${status}`, ...(request === null ? [] : [`request ${tick(request)}`])].join(', ')})`,
    fix: () => ['cinch keyvault show', 'cinch help keyvault'],
  }),
  'keyvault.key_address': entry<{ suffixes: readonly string[] }>({
    title: 'That is not the address of a key in a key vault',
    status: 422,
    exit: 2,
    detail: ({ suffixes }) =>
      `the address of a key is \`https://NAME\`, one of ${ticked(suffixes.map((it) => `.${it}`))}, then \`/keys/KEY\`, and perhaps \`/\` and a version of 32 digits`,
    fix: () => [
      'cinch serve --key-vault-key https://NAME.vault.azure.net/keys/KEY --key-vault-credential managed-identity',
    ],
  }),
  'keyvault.key_missing': entry<{ vault: string; key: string }>({
    title: 'There is no such key in the key vault',
    status: 422,
    exit: 11,
    detail: ({ vault, key }) => `${tick(vault)} has no key ${tick(key)}, or not that version of it`,
    fix: () => ['--key-vault-key URL'],
  }),
  'keyvault.key_off': entry<{ vault: string; key: string }>({
    title: 'The key is switched off in the key vault',
    status: 422,
    exit: 11,
    detail: ({ vault, key }) => `${tick(key)} of ${tick(vault)} is switched off there, or that version of it is`,
    fix: () => ['cinch help keyvault'],
  }),
  'keyvault.key_forbidden': entry<{ vault: string; key: string; does: 'find' | 'wrap' | 'unwrap' }>({
    title: 'The key vault does not allow it',
    status: 422,
    exit: 11,
    detail: ({ vault, key, does }) =>
      `${tick(vault)} does not let this sign-in ${does === 'find' ? 'look up' : does === 'wrap' ? 'wrap with' : 'unwrap with'} the key ${tick(key)}: it needs the role Key Vault Crypto Service Encryption User, or the rights get, wrapKey and unwrapKey of an access policy`,
    fix: () => ['cinch help keyvault'],
  }),
  'keyvault.key_unfit': entry<{ vault: string; key: string }>({
    title: 'The key of the key vault does not open it',
    status: 422,
    exit: 11,
    detail: ({ vault, key }) =>
      `${tick(key)} of ${tick(vault)} does not open what is kept: another key wrapped it, or it was changed`,
    fix: () => ['cinch environment restore FILE --name OTHER'],
  }),
  'keyvault.foreign': entry<{ vault: string }>({
    title: 'The key vault leads to another host',
    status: 502,
    exit: 12,
    detail: ({ vault }) => `an answer of ${tick(vault)} leads to another host, where nothing is sent`,
    fix: () => ['cinch keyvault show'],
  }),
};
