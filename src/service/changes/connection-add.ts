import { problem } from '../../kernel/problem.ts';
import { warning } from '../../kernel/warning.ts';
import type { ChangeOf } from '../../model/change.ts';
import type { Connection } from '../../model/connection.ts';
import { displayNameIssues, nameOr } from '../../model/naming.ts';
import { refuse } from '../refuse.ts';
import { atRevision, made, meansExisting, type Outcome, outcome, type Scene } from '../scene.ts';
import { connectionEdit } from './connection-edit.ts';
import {
  consentIssues,
  consentOf,
  judged,
  keptSecrets,
  signInOf,
  statusOf,
  tenantOf,
  warnOfNormalised,
  withTenant,
} from './connection-input.ts';
import { sharingOf } from './share-words.ts';

/** Adds a connection (R1), or follows `ifExists` where its name is taken. */
export async function connectionAdd(scene: Scene, change: ChangeOf<'connection.add'>): Promise<Outcome> {
  const type = await scene.types.get(change.type);
  if (!type.addable)
    throw problem('type.not_addable', { type: type.id, label: type.label, uses: type.usesType ?? null });
  const displayName = change.displayName.trim().replace(/\s+/g, ' ');
  const naming = nameOr(change.name, displayName);
  const there = meansExisting(change) ? await scene.work.taken('connection', naming.name, displayName) : undefined;
  if (there !== undefined) return whenThere(scene, change, there);
  const { secrets = {}, share = [], terms } = change;
  const settings = withTenant(type, change.settings ?? {}, change.tenant);
  const { settings: accepted, issues } = judged(type, settings, secrets, {});
  refuse(
    `connection of type ${type.id}`,
    [
      ...displayNameIssues(change.displayName, type.displayName),
      ...naming.issues,
      ...issues,
      ...consentIssues(type, terms),
    ],
    type.fields,
    type.consent,
  );
  if (share.some((word) => word !== 'administrators') && !type.shareable) {
    throw problem('connection.not_shareable', { name: displayName, purpose: type.purpose });
  }
  const id = scene.newId();
  const kept = keptSecrets(scene, id, type, accepted, secrets, {});
  const connection: Connection = {
    id,
    name: naming.name,
    displayName,
    type: type.id,
    purpose: type.purpose,
    status: statusOf(type, kept),
    ...signInOf(scene, type, kept),
    settings: accepted,
    secrets: kept,
    sharedWith: await sharingOf(scene, share, '--share'),
    consent: consentOf(scene, type, terms),
    lock: null,
    tenant: tenantOf(scene, type, accepted, change.tenant),
    dependents: { exports: 0, enrichments: 0 },
    ...made(scene),
  };
  atRevision('connection', { name: connection.name, revision: 0 }, change.ifRevision);
  scene.work.add('connection', connection);
  warnOfNormalised(scene, type, settings, accepted);
  if (type.standing.status === 'retired') {
    const { on, successor } = type.standing;
    scene.warn(warning('retired', { label: type.label, on, successor }));
  }
  if (connection.status !== 'ready') scene.warn(warning('awaiting-sign-in', { name: connection.name }));
  const fields = [
    ...Object.keys(accepted),
    ...Object.keys(kept).map((key) => `secrets.${key}`),
    ...(connection.sharedWith === 'administrators' ? [] : ['sharedWith']),
  ];
  return outcome('connection', connection, 'created', fields);
}

function whenThere(scene: Scene, change: ChangeOf<'connection.add'>, there: Connection): Promise<Outcome> | Outcome {
  if (there.type !== change.type)
    throw problem('exists', { kind: `connection of type ${there.type}`, what: 'name', value: there.name });
  if (change.ifExists === 'skip') return outcome('connection', there, 'unchanged');
  const { settings = {}, secrets = {}, share, tenant, ifRevision } = change;
  // The agreement given once stays; a second run of the same set-up is then unchanged.
  const terms = there.consent === null ? change.terms : undefined;
  return connectionEdit(scene, {
    change: 'connection.edit',
    connection: there.id,
    set: settings,
    secrets,
    ...(share === undefined ? {} : { share }),
    ...(terms === undefined ? {} : { terms }),
    ...(tenant === undefined ? {} : { tenant }),
    ...(ifRevision === undefined ? {} : { ifRevision }),
  });
}
