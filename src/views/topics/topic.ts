import type { Page } from './page.ts';

interface Topic {
  readonly summary: string;
  readonly load: () => Promise<{ readonly page: Page }>;
}

/** Every topic once, in the order of a first reading; the page itself is loaded when it is asked for. */
export const topics: { readonly [topic: string]: Topic } = {
  'getting-started': { summary: 'The first connection, step by step', load: () => import('./getting-started.ts') },
  names: { summary: 'Display names, names and ids', load: () => import('./names.ts') },
  environments: { summary: 'Which environment a command goes to', load: () => import('./environments.ts') },
  roles: { summary: 'What each role may do', load: () => import('./roles.ts') },
  types: { summary: 'What can be connected, and types of your own', load: () => import('./connection-types.ts') },
  sharing: { summary: 'Who may use a connection, and what they see of it', load: () => import('./sharing.ts') },
  removal: { summary: 'What happens to what uses a connection when it goes', load: () => import('./removal.ts') },
  secrets: { summary: 'How secrets are given, kept and changed', load: () => import('./secrets.ts') },
  keyvault: { summary: 'Taking secrets from a key vault', load: () => import('./keyvault.ts') },
  testing: {
    summary: 'How a connection is tested live, and what the results mean',
    load: () => import('./testing.ts'),
  },
  'sign-in': { summary: 'Signing in to services in a browser', load: () => import('./sign-in.ts') },
  running: { summary: 'Commands that get what a connection holds', load: () => import('./running.ts') },
  schedules: { summary: 'Running what is due', load: () => import('./schedules.ts') },
  terms: { summary: 'What `--accept-terms` agrees to, and its versions', load: () => import('./terms.ts') },
  output: { summary: 'Formats, columns and queries', load: () => import('./output.ts') },
  scripting: { summary: 'Running without questions, twice, and safely', load: () => import('./scripting.ts') },
  import: {
    summary: 'What comes over from Airflow, rclone and spreadsheets, and what does not',
    load: () => import('./import.ts'),
  },
  manifest: { summary: 'Everything as files: plan, apply, adopt, promote', load: () => import('./manifest.ts') },
  sync: { summary: 'A copy of an environment here, and a mirror for support', load: () => import('./sync.ts') },
  'exit-codes': { summary: 'What each exit code means', load: () => import('./exit-codes.ts') },
  variables: { summary: 'Variables that cinch goes by', load: () => import('./variables.ts') },
  accessible: { summary: 'Screen readers, plain terminals and colours', load: () => import('./accessible.ts') },
};
