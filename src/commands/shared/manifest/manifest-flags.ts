import type { Flags } from '../../define.ts';

/** Flags of everything that reads a manifest. */
export const manifestFlags = {
  file: {
    kind: 'many',
    short: 'f',
    placeholder: 'FILE',
    completes: 'file',
    help: 'A manifest, a folder of them, or - for standard input; repeatable',
  },
  values: {
    kind: 'many',
    placeholder: 'FILE',
    completes: 'file',
    help: 'Values for the placeholders, a name and a value a line; repeatable',
  },
  value: { kind: 'many', placeholder: 'NAME=TEXT', help: 'One value, which goes before those of files; repeatable' },
  prune: { kind: 'switch', help: 'Remove what the manifest owns and no longer states' },
  'take-over': { kind: 'switch', help: 'Take what another manifest owns' },
  'keep-secrets': { kind: 'switch', help: 'Let stored secrets go to the targets that the manifest names' },
  exports: {
    kind: 'many',
    placeholder: '[NAME=]CHOICE',
    completes: 'export-choice',
    help: 'What becomes of exports whose connection goes: disconnect, remove or move:CONNECTION; repeatable',
  },
  enrichments: {
    kind: 'many',
    placeholder: '[NAME=]CHOICE',
    completes: 'enrichment-choice',
    help: 'What becomes of enrichments whose connection goes: deactivate, remove or move:CONNECTION; repeatable',
  },
} as const satisfies Flags;
