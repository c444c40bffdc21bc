import { catalog } from '../../catalog/index.ts';
import type { ConnectionType } from '../../fields/connection-type.ts';
import { problem } from '../../kernel/problem.ts';
import type { ChangeOf } from '../../model/change.ts';
import type { CustomType } from '../../model/custom-type.ts';
import { judgedDeclaration } from '../declaration.ts';
import { atRevision, made, type Outcome, outcome, type Scene, touched } from '../scene.ts';
import { unknownType } from '../types.ts';

/** Brings a type declared in YAML, or replaces the one of that id; other targets fall under D14. */
export async function typeAdd(scene: Scene, change: ChangeOf<'type.add'>): Promise<Outcome> {
  const declaration = await judgedDeclaration(change.declaration);
  const { id: name, label: displayName } = declaration;
  if (catalog.some((entry) => entry.id === name)) throw problem('type.built_in', { type: name });
  const there = await scene.work.find('type', name);
  if (there === undefined) {
    atRevision('type', { name, revision: 0 }, change.ifRevision);
    const type: CustomType = { id: scene.newId(), name, displayName, declaration, ...made(scene) };
    scene.work.add('type', type);
    return outcome('type', type, 'created', Object.keys(declaration.fields));
  }
  atRevision('type', there, change.ifRevision);
  if (change.ifExists === 'skip') return outcome('type', there, 'unchanged');
  if (JSON.stringify(there.declaration) === JSON.stringify(declaration)) return outcome('type', there, 'unchanged');
  if (change.ifExists !== 'update') throw problem('exists', { kind: 'type', what: 'name', value: name });
  await judgeTargets(scene, there.declaration, declaration, change.keepSecrets === true);
  const after = { ...there, displayName, declaration, ...touched(scene, there) };
  scene.work.put('type', after);
  return outcome('type', after, 'updated', ['declaration']);
}

/** Removes a type of one's own, unless a connection, export or enrichment still needs its declaration. */
export async function typeRemove(scene: Scene, change: ChangeOf<'type.remove'>): Promise<Outcome> {
  if (catalog.some((entry) => entry.id === change.type)) throw problem('type.built_in', { type: change.type });
  const there = await scene.work.find('type', change.type);
  if (there === undefined) throw unknownType(change.type);
  atRevision('type', there, change.ifRevision);
  scene.work.remove('type', there.id);
  scene.finally(async () => {
    // A sync lets one of two types of the same name take the place of the other.
    if ((await scene.work.find('type', there.name)) !== undefined) return;
    const of = async (kind: 'connection' | 'export' | 'enrichment') => {
      const stored = await scene.work.where(kind, 'type = ?', there.name);
      return stored.length + scene.work.newly(kind, (it) => it.type === there.name);
    };
    const [connections, exports, enrichments] = [await of('connection'), await of('export'), await of('enrichment')];
    if (connections + exports + enrichments > 0)
      throw problem('type.in_use', { type: there.name, connections, exports, enrichments });
  });
  return outcome('type', there, 'removed');
}

/** A declaration that stops calling a field a target would let its secret travel without D14 being asked. */
export async function judgeTargets(
  scene: Scene,
  before: ConnectionType,
  after: ConnectionType,
  keep: boolean,
): Promise<void> {
  if (keep || targetsOf(before) === targetsOf(after)) return;
  for (const connection of await scene.work.where('connection', 'type = ?', before.id)) {
    const stored = Object.keys(connection.secrets).filter((key) => connection.secrets[key]?.source === 'stored');
    if (stored.length > 0) {
      throw problem('connection.secrets_again', {
        name: connection.name,
        fields: ['the declaration of its type'],
        secrets: stored,
        keepOnly: true,
      });
    }
  }
}

function targetsOf(type: ConnectionType): string {
  const targets = Object.entries(type.fields).filter(([, field]) => field.target === true);
  const { signsInAt } = type;
  const signIn = typeof signsInAt === 'object' ? [signsInAt.authorization, signsInAt.token, signsInAt.device] : null;
  return JSON.stringify([targets.map(([key, field]) => [key, 'default' in field ? field.default : null]), signIn]);
}
