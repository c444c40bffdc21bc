import type { Command } from './define.ts';

// biome-ignore lint/suspicious/noExplicitAny: each command infers its own input; the shell gives it exactly that
export type AnyCommand = Command<any, any>;

export interface Leaf {
  readonly path: string;
  readonly summary: string;
  readonly load: () => Promise<AnyCommand>;
}

export interface Noun {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  readonly verbs: readonly Leaf[];
}

const leaf = (path: string, summary: string, load: () => Promise<{ default: AnyCommand }>): Leaf => ({
  path,
  summary,
  load: async () => (await load()).default,
});

/** Every command once: what completion and help know without loading any. A test compares each line with its definition. */
export const nouns: readonly Noun[] = [
  {
    name: 'connection',
    aliases: ['conn'],
    summary: 'Connections of an environment to outside services',
    verbs: [
      leaf('connection add', 'Add a connection to an outside service', () => import('./connection/add.ts')),
      leaf('connection list', 'List the connections of an environment', () => import('./connection/list.ts')),
      leaf('connection show', 'Show one connection, without its secrets', () => import('./connection/show.ts')),
      leaf('connection edit', 'Change settings, secrets or sharing', () => import('./connection/edit.ts')),
      leaf('connection test', 'Test live whether it works, stage by stage', () => import('./connection/test.ts')),
      leaf('connection rename', 'Give it another display name or name', () => import('./connection/rename.ts')),
      leaf('connection share', 'Let contributors use an export connection', () => import('./connection/share.ts')),
      leaf(
        'connection unshare',
        'Keep an export connection to administrators again',
        () => import('./connection/unshare.ts'),
      ),
      leaf('connection authorize', 'Sign in to its service in a browser', () => import('./connection/authorize.ts')),
      leaf(
        'connection dependents',
        'Show the exports and enrichments that use it',
        () => import('./connection/dependents.ts'),
      ),
      leaf(
        'connection replace',
        'Move everything that uses it to another connection',
        () => import('./connection/replace.ts'),
      ),
      leaf(
        'connection remove',
        'Remove it and decide what becomes of its dependents',
        () => import('./connection/remove.ts'),
      ),
      leaf('connection lock', 'Refuse edits and removal, with a reason', () => import('./connection/lock.ts')),
      leaf('connection unlock', 'Allow edits and removal again', () => import('./connection/unlock.ts')),
      leaf('connection exec', 'Run a command with its settings and secrets', () => import('./connection/exec.ts')),
      leaf('connection history', 'Show who changed it, when and why', () => import('./connection/history.ts')),
    ],
  },
  {
    name: 'type',
    summary: 'Connection types: what can be connected',
    verbs: [
      leaf('type list', 'List what can be connected', () => import('./type/list.ts')),
      leaf('type show', 'Show the fields, limits and rules of a type', () => import('./type/show.ts')),
      leaf('type schema', 'Print the JSON Schema of a type', () => import('./type/schema.ts')),
      leaf('type add', 'Bring a type of your own from a YAML file', () => import('./type/add.ts')),
      leaf('type remove', 'Remove a type of your own', () => import('./type/remove.ts')),
    ],
  },
  {
    name: 'export',
    summary: 'Exports: what sends data over a connection',
    verbs: [
      leaf('export add', 'Add an export on a connection', () => import('./export/add.ts')),
      leaf('export list', 'List exports with their connections', () => import('./export/list.ts')),
      leaf('export show', 'Show one export and what a run still lacks', () => import('./export/show.ts')),
      leaf('export edit', 'Change what is sent and how often', () => import('./export/edit.ts')),
      leaf('export connect', 'Give exports a connection, which makes them active', () => import('./export/connect.ts')),
      leaf('export disconnect', 'Take the connection away and keep the rest', () => import('./export/disconnect.ts')),
      leaf('export run', 'Run an export, or all that are due', () => import('./export/run.ts')),
      leaf('export remove', 'Remove exports', () => import('./export/remove.ts')),
    ],
  },
  {
    name: 'enrichment',
    summary: 'Enrichments: what fetches data over a connection',
    verbs: [
      leaf('enrichment add', 'Add an enrichment on a connection', () => import('./enrichment/add.ts')),
      leaf('enrichment list', 'List enrichments with their connections', () => import('./enrichment/list.ts')),
      leaf('enrichment show', 'Show one enrichment and what a run still lacks', () => import('./enrichment/show.ts')),
      leaf('enrichment edit', 'Change its settings or its schedule', () => import('./enrichment/edit.ts')),
      leaf(
        'enrichment connect',
        'Give enrichments a connection, which makes them active',
        () => import('./enrichment/connect.ts'),
      ),
      leaf('enrichment activate', 'Start stopped enrichments again', () => import('./enrichment/activate.ts')),
      leaf(
        'enrichment deactivate',
        'Stop enrichments and keep their settings',
        () => import('./enrichment/deactivate.ts'),
      ),
      leaf('enrichment run', 'Run an enrichment, or all that are due', () => import('./enrichment/run.ts')),
      leaf('enrichment remove', 'Remove enrichments', () => import('./enrichment/remove.ts')),
    ],
  },
  {
    name: 'user',
    summary: 'Users of an environment and their roles',
    verbs: [
      leaf('user add', 'Add a user with a role', () => import('./user/add.ts')),
      leaf('user list', 'List users and their roles', () => import('./user/list.ts')),
      leaf('user edit', 'Change a role or display name', () => import('./user/edit.ts')),
      leaf('user remove', 'Remove a user', () => import('./user/remove.ts')),
    ],
  },
  {
    name: 'token',
    summary: 'API tokens of an environment that is served to a team',
    verbs: [
      leaf('token create', 'Make an API token, which is shown once', () => import('./token/create.ts')),
      leaf('token list', 'List API tokens and when they were last used', () => import('./token/list.ts')),
      leaf('token revoke', 'End an API token at once', () => import('./token/revoke.ts')),
    ],
  },
  {
    name: 'keyvault',
    summary: 'The key vault that connections take secrets from',
    verbs: [
      leaf(
        'keyvault link',
        'Link the key vault that connections take secrets from',
        () => import('./keyvault/link.ts'),
      ),
      leaf('keyvault show', 'Show the linked key vault, and how much uses it', () => import('./keyvault/show.ts')),
      leaf('keyvault secrets', 'List the names of the secrets in the key vault', () => import('./keyvault/secrets.ts')),
      leaf(
        'keyvault check',
        'Look at every secret that connections take from the vault',
        () => import('./keyvault/check.ts'),
      ),
      leaf(
        'keyvault used-by',
        'List the connections that use a secret of the vault',
        () => import('./keyvault/used-by.ts'),
      ),
      leaf(
        'keyvault unlink',
        'Forget the key vault, while no connection uses it',
        () => import('./keyvault/unlink.ts'),
      ),
    ],
  },
  {
    name: 'environment',
    aliases: ['env'],
    summary: 'Environments: one store each, side by side',
    verbs: [
      leaf('environment add', 'Make an environment here, or add one on a server', () => import('./environment/add.ts')),
      leaf('environment list', 'List environments and the one in use', () => import('./environment/list.ts')),
      leaf('environment use', 'Choose the environment for the next commands', () => import('./environment/use.ts')),
      leaf(
        'environment show',
        'Show what an environment holds and how it keeps secrets',
        () => import('./environment/show.ts'),
      ),
      leaf(
        'environment edit',
        'Change its name, grade, organisation or secret storage',
        () => import('./environment/edit.ts'),
      ),
      leaf(
        'environment remove',
        'Remove an environment with everything in it',
        () => import('./environment/remove.ts'),
      ),
      leaf('environment backup', 'Write all of it to one verified file', () => import('./environment/backup.ts')),
      leaf('environment restore', 'Make an environment from a backup', () => import('./environment/restore.ts')),
    ],
  },
  {
    name: 'audit',
    summary: 'Who did what, when and why',
    verbs: [
      leaf('audit list', 'List what was done and refused, newest first', () => import('./audit/list.ts')),
      leaf('audit verify', 'Check that the trail was not altered', () => import('./audit/verify.ts')),
    ],
  },
  {
    name: 'config',
    summary: 'Preferences of the person running cinch',
    verbs: [
      leaf('config get', 'Print one preference', () => import('./config/get.ts')),
      leaf('config set', 'Set a preference', () => import('./config/set.ts')),
      leaf('config list', 'List the preferences', () => import('./config/list.ts')),
      leaf('config explain', 'Show where each value comes from', () => import('./config/explain.ts')),
    ],
  },
];

/** Commands that stand alone. */
export const singles: readonly Leaf[] = [
  leaf('discover', 'Look through what can be connected, and set it up', () => import('./type/discover.ts')),
  leaf('plan', 'Show what a manifest would change', () => import('./plan.ts')),
  leaf('apply', 'Make the environment what a manifest states', () => import('./apply.ts')),
  leaf('adopt', 'Write what is live as a manifest that owns it', () => import('./adopt.ts')),
  leaf('promote', 'Bring what one environment holds to another', () => import('./promote.ts')),
  leaf('sync', 'Keep a copy of an environment here, and bring both together', () => import('./sync.ts')),
  leaf('import', 'Bring connections that another tool keeps', () => import('./import.ts')),
  leaf('login', 'Sign in to the server of an environment', () => import('./login.ts')),
  leaf('logout', 'Forget a sign-in to a server', () => import('./logout.ts')),
  leaf('whoami', 'Show who you are here, and your role', () => import('./whoami.ts')),
  leaf('can', 'Ask whether you may do something, and why not', () => import('./can.ts')),
  leaf('doctor', 'Check the runtime, the store and what waits for you', () => import('./doctor.ts')),
  leaf('serve', 'Serve environments to a team over HTTP', () => import('./serve.ts')),
  leaf('serve init', 'Make the first instance of a server, and a token for it', () => import('./serve/init.ts')),
  leaf('serve recover', 'Make a token for a server that nobody can administer', () => import('./serve/recover.ts')),
  leaf('demo', 'Play the whole life of a connection on a throwaway store', () => import('./demo.ts')),
  leaf('schema', 'Print the JSON Schema of a document', () => import('./schema.ts')),
  leaf('completion', 'Print or install what completes cinch in a shell', () => import('./completion.ts')),
  leaf('version', 'Print the version, the runtime and the platform', () => import('./version.ts')),
];

/** Other words for verbs, documented and nothing else. */
export const verbAliases: { readonly [alias: string]: string } = { ls: 'list', rm: 'remove' };
