import { problem } from '../../kernel/problem.ts';
import { shellWord } from '../../kernel/shell-word.ts';
import { planRemoval } from '../../plan/removal.ts';
import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import { decisionsOf } from '../shared/decisions.ts';
import { usesInWords } from '../shared/uses-in-words.ts';

export default defineCommand({
  path: 'connection remove',
  summary: 'Remove a connection and decide what becomes of its dependents',
  description:
    'Everything that uses the connection is named first. Exports are disconnected, moved or removed, enrichments deactivated, moved or removed, all in one step or not at all. See `help removal`.',
  changes: true,
  args: [{ name: 'connection', help: 'Name, id or exact display name', completes: 'connection' }],
  flags: {
    exports: {
      kind: 'many',
      placeholder: '[NAME=]CHOICE',
      help: 'disconnect, remove or move:CONNECTION; for all, or for the named one; repeatable',
    },
    enrichments: {
      kind: 'many',
      placeholder: '[NAME=]CHOICE',
      help: 'deactivate, remove or move:CONNECTION; for all, or for the named one; repeatable',
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
    const decisions = {
      export: decisionsOf('export', flags.exports),
      enrichment: decisionsOf('enrichment', flags.enrichments),
    };
    const environment = await context.environmentToChange();
    const shown = await environment.query('connection.show', { connection: args.connection });
    const uses = await environment.query('connection.dependents', { connection: shown.name });
    const { name } = shown;
    if ('lock' in shown && shown.lock !== null) throw problem('connection.locked', { name, ...shown.lock });
    const revision = context.common.ifRevision ?? ('revision' in shown ? shown.revision : 0);
    const plan = planRemoval(
      { connection: { name, revision }, exports: uses.exports, enrichments: uses.enrichments },
      decisions,
    );
    const [stray] = plan.stray;
    if (stray !== undefined)
      throw problem('not_found', {
        kind: `${stray.kind} of ${name}`,
        ref: stray.name,
        list: `cinch connection dependents ${name}`,
      });
    if (plan.undecided.length > 0) {
      const exports = plan.undecided.filter(({ kind }) => kind === 'export').length;
      throw problem(
        'connection.in_use',
        { name, exports, enrichments: plan.undecided.length - exports },
        { dependents: plan.undecided },
      );
    }
    const used = usesInWords(uses.exports.length, uses.enrichments.length);
    return act(
      { ...context, common: { ...context.common, ifRevision: undefined } },
      {
        command: `cinch connection remove ${shellWord(name)}`,
        changes: plan.changes,
        agree: {
          severity: used === '' ? 'moderate' : 'severe',
          name,
          says: used === '' ? `this removes ${name}` : `this removes ${name}, which serves ${used}`,
        },
      },
    );
  },
});
