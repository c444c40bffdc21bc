import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import { commandLine } from '../shared/command-line.ts';
import { readYaml } from '../shared/read-yaml.ts';

export default defineCommand({
  path: 'type add',
  summary: 'Bring a type of your own from a YAML file',
  description:
    'The file declares id, label, purpose, summary and fields; a secret is a kind of field. `--if-exists update` replaces the type of that id.',
  changes: true,
  args: [
    { name: 'file', question: 'Which file?', help: 'YAML or JSON file, or - for standard input', completes: 'file' },
  ],
  flags: {
    'keep-secrets': { kind: 'switch', help: 'Let stored secrets go to the targets that the new declaration names' },
  },
  examples: [
    { run: 'type add loyalty.yaml', does: 'bring a type' },
    { run: 'type add loyalty.yaml --if-exists update', does: 'bring a newer declaration of it' },
  ],

  async run({ args, flags }, context) {
    const { ifExists } = context.common;
    const keepSecrets = flags['keep-secrets'];
    const declaration = await readYaml(context, args.file);
    const name = idOf(declaration) ?? args.file;
    return act(context, {
      command: commandLine('type add', [args.file], {
        'if-exists': ifExists === 'fail' ? undefined : ifExists,
        'keep-secrets': keepSecrets,
      }),
      changes: [{ change: 'type.add', declaration, ifExists, ...(keepSecrets ? { keepSecrets } : {}) }],
      agree: {
        severity: keepSecrets ? 'moderate' : 'none',
        name,
        says: keepSecrets
          ? `this keeps the stored secrets of every connection of type ${name} for the targets it names now`
          : `this brings the type ${name}`,
      },
      next: ({ result, changes: [added] }) =>
        result === 'unchanged' || added === undefined ? [] : [commandLine('type show', [added.name])],
    });
  },
});

// What it is called for a question; whether it may be called so is for the service to say.
function idOf(declaration: unknown): string | undefined {
  if (typeof declaration !== 'object' || declaration === null || !('id' in declaration)) return undefined;
  return typeof declaration.id === 'string' ? declaration.id : undefined;
}
