import { problem } from '../../kernel/problem.ts';
import type { ConnectionDetail } from '../../model/query.ts';
import { planReplace } from '../../plan/replace.ts';
import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import type { Replaced } from '../shared/asking/replacement.ts';
import { commandLine } from '../shared/command-line.ts';
import { connectionToChange } from '../shared/connection-to-change.ts';
import { decisionsOf } from '../shared/decisions.ts';
import { refuseStray } from '../shared/refuse-stray.ts';
import { replacementTarget } from '../shared/replacement-target.ts';
import { type Decided, nothingAsked, observedAs, type Seen, type Settled, seenNow } from '../shared/seen.ts';
import { usesInWords } from '../shared/uses-in-words.ts';

export default defineCommand({
  path: 'connection replace',
  summary: 'Move everything that uses it to another connection',
  description:
    'Both are of the same type. Everything moves in one step or not at all; what was inactive stays inactive. This is the way from a key vault back to a stored secret: add a new connection, then replace the old one.',
  changes: true,
  args: [{ name: 'connection', help: 'The one to leave: name, id or exact display name', completes: 'connection' }],
  flags: {
    with: { kind: 'text', placeholder: 'CONNECTION', completes: 'like-connection', help: 'The one to move to' },
    'remove-old': { kind: 'switch', help: 'Remove the one that was left, in the same step' },
    exports: {
      kind: 'many',
      placeholder: '[NAME=]CHOICE',
      completes: 'export-choice',
      help: 'What becomes of all, or of the named one, instead: disconnect, remove or move:CONNECTION; repeatable',
    },
    enrichments: {
      kind: 'many',
      placeholder: '[NAME=]CHOICE',
      completes: 'enrichment-choice',
      help: 'What becomes of all, or of the named one, instead: deactivate, remove or move:CONNECTION; repeatable',
    },
  },
  examples: [
    { run: 'connection replace old-drop --with new-drop --dry-run', does: 'see what would move' },
    {
      run: 'connection replace old-drop --with new-drop --remove-old --confirm old-drop',
      does: 'move everything and remove the old one',
    },
  ],

  async run({ args, flags }, context) {
    const given: Decided = {
      export: decisionsOf('export', flags.exports),
      enrichment: decisionsOf('enrichment', flags.enrichments),
    };
    const old = await connectionToChange(context, { change: 'connection.remove', connection: args.connection });
    const { name, lock, revision } = old;
    const expected = context.common.ifRevision ?? revision;
    if (expected !== revision)
      throw problem('revision.moved', { kind: 'connection', name, expected, actual: revision });
    if (flags['remove-old'] && lock !== null) throw problem('connection.locked', { name, ...lock });
    const replace = (seen: Seen, { by, removeOld }: Replaced, settled: Settled) => {
      const { changes, stray } = planReplace(observedAs(context, seen), { by: by.name, removeOld }, given);
      refuseStray(name, stray);
      const used = seen.exports.length + seen.enrichments.length;
      return act(
        { ...context, common: { ...context.common, ifRevision: undefined } },
        {
          command: commandLine('connection replace', [name], { ...flags, with: by.name, ...settled.flags }),
          asked: settled.asked,
          changes,
          agree: {
            severity: used > 0 ? 'severe' : removeOld ? 'moderate' : 'none',
            name,
            says: sentence(old, by, seen, removeOld),
            ...settled.gate,
          },
          next: () => [removeOld ? `cinch connection dependents ${by.name}` : `cinch connection remove ${name}`],
        },
      );
    };
    if (context.prompt.interactive) {
      const { askReplacement } = await import('../shared/asking/replacement.ts');
      return askReplacement(context, { old, by: flags.with, removeOld: flags['remove-old'], given, replace });
    }
    const by = await replacementTarget(context, old, flags.with);
    return replace(await seenNow(context, old), { by, removeOld: flags['remove-old'] }, nothingAsked);
  },
});

function sentence(old: ConnectionDetail, by: ConnectionDetail, uses: Seen, removes: boolean): string {
  const moved = usesInWords(uses.exports.length, uses.enrichments.length);
  const moves = moved === '' ? `leaves nothing on ${old.name}` : `moves ${moved} from ${old.name} to ${by.name}`;
  const waits = by.status === 'ready' ? '' : `; ${by.name} still awaits its sign-in, and nothing runs until then`;
  return `this ${moves}${removes ? ` and removes ${old.name}` : ''}${waits}`;
}
