import { catalog } from '../../catalog/index.ts';
import { problem } from '../../kernel/problem.ts';
import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import { commandLine } from '../shared/command-line.ts';
import { refuseForRole } from '../shared/refuse-for-role.ts';
import { typeAt } from '../shared/type-at.ts';

export default defineCommand({
  path: 'type remove',
  summary: 'Remove a type of your own',
  description: 'Refused while a connection, export or enrichment is of that type.',
  changes: true,
  args: [{ name: 'type', help: 'A type that was brought with `type add`', completes: 'own-type' }],
  flags: {},
  examples: [
    { run: 'connection list --type loyalty', does: 'what is still of that type' },
    { run: 'type remove loyalty --yes', does: 'remove it' },
  ],

  async run({ args: { type } }, context) {
    const change = { change: 'type.remove', type } as const;
    await refuseForRole(context, change);
    if (catalog.some(({ id }) => id === type)) throw problem('type.built_in', { type });
    await typeAt(context, type);
    return act(context, {
      command: commandLine('type remove', [type]),
      changes: [change],
      agree: { severity: 'moderate', name: type, says: `this removes the type ${type}` },
    });
  },
});
