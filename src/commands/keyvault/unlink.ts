import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import { commandLine } from '../shared/command-line.ts';
import { refuseForRole } from '../shared/refuse-for-role.ts';

export default defineCommand({
  path: 'keyvault unlink',
  summary: 'Forget the key vault, while no connection uses it',
  description:
    'The vault itself stays as it is. Refused while a connection takes a secret from it: see `keyvault used-by`.',
  changes: true,
  args: [],
  flags: {},
  examples: [
    { run: 'keyvault unlink --yes', does: 'take the link away' },
    { run: 'keyvault unlink --dry-run', does: 'see whether anything uses it' },
  ],

  async run(_, context) {
    const change = { change: 'keyvault.unlink' } as const;
    const environment = await refuseForRole(context, change);
    const { name } = await environment.query('keyvault.show', {});
    // What uses it is told before anything is asked.
    await environment.apply([change], { dryRun: true });
    return act(context, {
      command: commandLine('keyvault unlink', []),
      agree: { severity: 'moderate', name, says: `this unlinks the key vault ${name}` },
      changes: [change],
    });
  },
});
