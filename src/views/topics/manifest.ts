import type { Page } from './page.ts';

export const page: Page = {
  title: 'Manifests',
  blocks: [
    'A manifest states connections, exports, enrichments, users and the key vault (`vault: { url, credential, terms }`) as they are to be: one YAML or JSON file, or a folder. Its `id` owns what it states. `cinch schema manifest` has every key.',
    [
      ['cinch adopt --id retail-team --out connections', 'begin with what is there'],
      ['cinch plan -f connections --values prod.values.yaml'],
      ['cinch apply -f connections --values prod.values.yaml --yes'],
    ],
    'What an entry leaves out stays as it is; `settings` are stated whole. `${name}` is filled from `--values` and `--value`. A secret is `{ keyVault: NAME }` or `{ fromEnv: VARIABLE }`; one that is not set leaves a stored secret alone.',
    'Nothing goes without `--prune`, and only what the manifest owns. `onRemove: { exports: disconnect }` decides about the uses of one that goes.',
    'A pipeline plans with `-o markdown`, `--exit-code` (10: changes, 8: something stops them), and carries out exactly that:',
    [['cinch plan -f connections --out plan.json'], ['cinch apply plan.json --yes']],
  ],
};
