import { problem } from '../../kernel/problem.ts';
import { planRemoval, type RemovalPlan } from '../../plan/removal.ts';
import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import { commandLine } from '../shared/command-line.ts';
import { connectionToChange } from '../shared/connection-to-change.ts';
import { decisionsOf } from '../shared/decisions.ts';
import { refuseStray } from '../shared/refuse-stray.ts';
import { type Decided, nothingAsked, observedAs, type Seen, type Settled, seenNow } from '../shared/seen.ts';
import { usesInWords } from '../shared/uses-in-words.ts';

export default defineCommand({
  path: 'connection remove',
  summary: 'Remove it and decide what becomes of its dependents',
  description:
    'Everything that uses the connection is named first. Exports are disconnected, moved or removed, enrichments deactivated, moved or removed, all in one step or not at all. See `help removal`.',
  changes: true,
  args: [{ name: 'connection', help: 'Name, id or exact display name', completes: 'connection' }],
  flags: {
    exports: {
      kind: 'many',
      placeholder: '[NAME=]CHOICE',
      completes: 'export-choice',
      help: 'What becomes of all, or of the named one: disconnect, remove or move:CONNECTION; repeatable',
    },
    enrichments: {
      kind: 'many',
      placeholder: '[NAME=]CHOICE',
      completes: 'enrichment-choice',
      help: 'What becomes of all, or of the named one: deactivate, remove or move:CONNECTION; repeatable',
    },
  },
  examples: [
    { run: 'connection remove retail-nightly-drop --dry-run --exports disconnect', does: 'see what would happen' },
    {
      run: 'connection remove old-drop --exports move:new-drop --confirm old-drop',
      does: 'move its exports and remove it',
    },
    { run: 'connection remove unused-one --yes', does: 'remove one that nothing uses' },
  ],

  async run({ args, flags }, context) {
    const given: Decided = {
      export: decisionsOf('export', flags.exports),
      enrichment: decisionsOf('enrichment', flags.enrichments),
    };
    const connection = await connectionToChange(context, { change: 'connection.remove', connection: args.connection });
    const { name, lock } = connection;
    if (lock !== null) throw problem('connection.locked', { name, ...lock });
    const remove = (seen: Seen, decided: Decided, settled: Settled) => {
      const { changes, stray, undecided } = planRemoval(observedAs(context, seen), decided);
      refuseStray(name, stray);
      refuseUndecided(name, undecided);
      const used = usesInWords(seen.exports.length, seen.enrichments.length);
      return act(
        { ...context, common: { ...context.common, ifRevision: undefined } },
        {
          command: commandLine('connection remove', [name], { ...flags, ...settled.flags }),
          asked: settled.asked,
          changes,
          agree: {
            severity: used === '' ? 'moderate' : 'severe',
            name,
            says: used === '' ? `this removes ${name}` : `this removes ${name}, which serves ${used}`,
            ...settled.gate,
          },
        },
      );
    };
    if (!context.prompt.interactive) return remove(await seenNow(context, connection), given, nothingAsked);
    const { askRemoval } = await import('../shared/asking/removal.ts');
    const words = { export: flags.exports, enrichment: flags.enrichments };
    return askRemoval(context, { connection, given, words, remove });
  },
});

function refuseUndecided(name: string, undecided: RemovalPlan['undecided']): void {
  if (undecided.length === 0) return;
  const exports = undecided.filter(({ kind }) => kind === 'export').length;
  const enrichments = undecided.length - exports;
  throw problem('connection.in_use', { name, exports, enrichments }, { dependents: undecided });
}
