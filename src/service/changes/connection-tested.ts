import { issueOf } from '../../kernel/issues.ts';
import type { ChangeOf } from '../../model/change.ts';
import type { Connection } from '../../model/connection.ts';
import { testResults } from '../../model/probe.ts';
import { refuse } from '../refuse.ts';
import { atRevision, type Outcome, outcome, required, type Scene } from '../scene.ts';

const form = /^SHA256:[A-Za-z0-9+/]{43}$/;

/** Keeps what a live test found. The connection itself stays as it is, its revision included; a lock is no hindrance. */
export async function connectionTested(scene: Scene, change: ChangeOf<'connection.tested'>): Promise<Outcome> {
  const before = await required(scene, 'connection', change.connection);
  atRevision('connection', before, change.ifRevision);
  const { result, code, hostKey, revision = before.revision } = change;
  refuse(
    'the test',
    [
      ...(testResults.includes(result) ? [] : [issueOf('choice', 'result', { label: 'Result', choices: testResults })]),
      ...(/^[a-z-]{1,60}$/.test(code) ? [] : [issueOf('format', 'code', { label: 'Code', says: 'words with dashes' })]),
      ...(hostKey === undefined || (form.test(hostKey.fingerprint) && /^[\w.:-]{1,260}$/.test(hostKey.host))
        ? []
        : [issueOf('format', 'hostKey', { label: 'Host key', says: 'of the form SHA256:..., with its host' })]),
    ],
    {},
  );
  const tested = { at: scene.now, by: scene.actor.name, result, code, revision };
  const after: Connection = { ...before, tested, ...(hostKey === undefined ? {} : { hostKey }) };
  scene.work.put('connection', after);
  return outcome('connection', after, 'updated', ['tested', ...(hostKey === undefined ? [] : ['hostKey'])]);
}
