import { describe, expect, test } from '@jest/globals';
import { problemDocument } from '../../../src/kernel/problem.ts';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import { addDrop, apply, canary, everything, inside, type Open, stages } from '../stage.ts';

export function describeSecrets(open: Open): void {
  const { furnished } = stages(open);
  const edit = { change: 'connection.edit', connection: 'drop' } as const;

  describe('secrets', () => {
    test('a stored secret is shown as where it is and when it changed, never as what it is', async () => {
      const { admin } = await furnished();
      const before = await inside(admin, 'drop');

      const applied = await apply(admin, { ...edit, secrets: { password: secretValue('another') } });

      const { secrets, updatedAt } = await inside(admin, 'drop');
      expect(applied.changes[0]?.fields).toEqual(['secrets.password']);
      expect(before.secrets).toEqual({ password: { source: 'stored', changedAt: expect.any(String) } });
      const { changedAt } = secrets.password as { changedAt: string };
      expect(changedAt > before.createdAt && changedAt <= updatedAt).toBe(true);
    });

    test('nothing that the door answers holds a secret: no answer, no refusal, no entry', async () => {
      const { admin, auditor, ana, viewer } = await furnished();
      const said: unknown[] = [];
      const say = async (work: Promise<unknown>) =>
        said.push(await work.catch((error) => [problemDocument(error), String(error.stack)]));
      const secrets = { password: secretValue(canary), nonsense: secretValue(canary) };

      await say(apply(admin, { ...edit, secrets }));
      await say(apply(admin, { ...edit, set: { password: canary } }));
      await say(apply(admin, { ...edit, set: { authenticationMethod: canary, hostname: [canary] } }));
      await say(apply(admin, { ...edit, set: { hostname: 'other.example' } }));
      await say(apply(admin, { ...edit, secrets: { password: secretValue(canary) } }));
      await say(apply(admin, addDrop('Retail drop', { ifExists: 'update' })));
      await say(admin.apply([addDrop('Once more')], { dryRun: true, idempotencyKey: 'k' }));
      await say(admin.apply([addDrop('Once more')], { idempotencyKey: 'k' }));
      await say(apply(admin, { change: 'environment.edit', rotate: true }));
      await say(apply(ana, addDrop('Mine')));
      for (const door of [admin, auditor]) await say(everything(door));
      for (const door of [ana, viewer]) {
        await say(door.query('connection.list', {}));
        await say(door.query('connection.show', { connection: 'shared' }));
        await say(door.query('export.show', { dependent: 'weekly' }));
      }

      const text = JSON.stringify(said);
      expect(text).toContain('sftp.partner.example');
      expect(text).not.toContain(canary);
      expect(text).not.toContain(Buffer.from(canary).toString('base64url'));
    });

    test('the same secret typed again is no change', async () => {
      const { admin } = await furnished();

      expect((await apply(admin, { ...edit, secrets: { password: secretValue(canary) } })).result).toBe('unchanged');
    });

    test('a stored secret opens again after the key was changed, with all others', async () => {
      const { admin } = await furnished();
      await apply(admin, { change: 'environment.edit', rotate: true });
      await apply(admin, { change: 'environment.edit', rotate: true }, addDrop('After'));

      for (const connection of ['drop', 'shared', 'named', 'after']) {
        const again = { change: 'connection.edit', connection, secrets: { password: secretValue(canary) } } as const;
        expect((await apply(admin, again)).result).toBe('unchanged');
      }
    });
  });
}
