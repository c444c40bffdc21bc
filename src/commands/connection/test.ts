import { problem } from '../../kernel/problem.ts';
import { defineCommand } from '../define.ts';
import { namesGiven, type Selection, selectConnections, selectionFlags } from '../shared/testing/select.ts';
import { testStored } from '../shared/testing/test-stored.ts';
import { exitOf } from '../shared/testing/tested.ts';

export default defineCommand({
  path: 'connection test',
  summary: 'Test live whether it works, stage by stage',
  description:
    'Signs in once with what is stored, asks something that changes nothing, and never tries again. Runs from this machine. The last result is kept and shown by `connection show`. See `help testing`.',
  drawings: ['junit'],
  args: [
    {
      name: 'connection',
      help: 'Names, ids or exact display names',
      completes: 'connection',
      many: true,
      optional: true,
    },
  ],
  flags: {
    all: { kind: 'switch', help: 'Every connection' },
    ...selectionFlags,
    'host-key': {
      kind: 'text',
      placeholder: 'SHA256:FINGERPRINT',
      help: 'The key that the SFTP server has to show; remembered in place of another',
    },
    reason: { kind: 'text', placeholder: 'TEXT', help: 'Why, for the audit trail' },
  },
  examples: [
    { run: 'connection test retail-nightly-drop', does: 'one, with the time of each stage' },
    { run: 'connection test --all -o junit', does: 'all of them, for a pipeline' },
    { run: 'connection test --type sftp --search retail', does: 'some of them' },
  ],

  async run({ args, flags }, context) {
    const { 'host-key': hostKey } = flags;
    if (hostKey !== undefined && !/^SHA256:[A-Za-z0-9+/]{43}$/.test(hostKey)) {
      const rule = 'a fingerprint of the form SHA256:..., as `ssh-keygen -lf` prints it';
      throw problem('usage.flag_value', { flag: '--host-key', rule });
    }
    const selection: Selection = { command: 'connection test', names: args.connection, picked: flags };
    const names = await namesGiven(context, selection, async () => {
      const { pickSeveral } = await import('../shared/asking/pick.ts');
      return pickSeveral(context, 'connection');
    });
    const found = await selectConnections(context, { ...selection, names });
    if (hostKey !== undefined && found.length > 1) {
      throw problem('usage.arguments', {
        command: 'connection test',
        says: '`--host-key` is the key of one server; name one connection',
      });
    }
    const items = await testStored(context, found, hostKey);
    const fixes = [...new Set(items.flatMap(({ fix }) => fix))];
    return {
      kind: 'TestList',
      data: { items, next: null },
      exit: exitOf(items),
      next: items.length === 1 ? fixes : [],
    };
  },
});
