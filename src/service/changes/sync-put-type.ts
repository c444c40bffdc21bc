import { catalog } from '../../catalog/index.ts';
import { written } from '../../fields/declared.ts';
import { canonical } from '../../kernel/canonical.ts';
import { issueOf } from '../../kernel/issues.ts';
import { problem } from '../../kernel/problem.ts';
import type { CustomType } from '../../model/custom-type.ts';
import type { SyncPut } from '../../model/sync.ts';
import { judgedDeclaration } from '../declaration.ts';
import { refuse } from '../refuse.ts';
import type { Outcome, Scene } from '../scene.ts';
import { typeContent } from '../sync-content.ts';
import { presentRecord, putRecord, toldOf } from './sync-put-record.ts';
import { judgeTargets } from './type-changes.ts';

type Put = SyncPut<'type'> & { readonly ifRevision?: number };

/** A type of one's own as it is declared elsewhere: judged as if it were written here, and the same to the letter. */
export async function syncPutType(scene: Scene, change: Put): Promise<Outcome> {
  const before = await presentRecord(scene, change);
  const declaration = await judgedDeclaration(written(change.content.declaration));
  const { id: name, label: displayName } = declaration;
  const { content } = change;
  const same = canonical(declaration) === canonical(content.declaration);
  const called = content.name === name && content.displayName === displayName;
  const says = 'as `cinch type add` completes one';
  refuse('the type', same && called ? [] : [issueOf('format', 'declaration', { label: 'Declaration', says })], {});
  if (catalog.some((entry) => entry.id === name)) throw problem('type.built_in', { type: name });
  if (before !== undefined) {
    // D2: what is declared under another id is another type.
    refuse(
      'the type',
      before.name === name ? [] : [issueOf('choice', 'id', { label: 'Id', choices: [before.name] })],
      {},
    );
    await judgeTargets(scene, before.declaration, declaration, change.keepSecrets === true);
  }
  const after: CustomType = { ...toldOf(change, before), name, displayName, declaration };
  return putRecord(scene, 'type', { before, after, contentOf: typeContent });
}
