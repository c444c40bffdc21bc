import { describe, expect, test } from '@jest/globals';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import { currentTerms } from '../../../src/model/terms.ts';
import { addEnrichment, addPlain, apply, canary, inside, type Open, refused, stages } from '../stage.ts';

export function describeEnrichments(open: Open): void {
  const { furnished } = stages(open);
  const activate = (dependent: string) => ({ change: 'enrichment.activate', dependent }) as const;
  const deactivate = (dependent: string) => ({ change: 'enrichment.deactivate', dependent }) as const;

  describe('enrichments', () => {
    test('R2 R21 several enrichments use one connection', async () => {
      const { admin } = await furnished();

      await apply(admin, addEnrichment('Third', 'leads'));

      const { enrichments } = await admin.query('connection.dependents', { connection: 'leads' });
      expect(enrichments.map(({ name, status }) => [name, status])).toEqual([
        ['firms', 'active'],
        ['idle', 'inactive'],
        ['third', 'active'],
      ]);
      expect((await inside(admin, 'leads')).dependents).toEqual({ exports: 0, enrichments: 3 });
    });

    test('R22 deactivating stops it and keeps its configuration and its connection', async () => {
      const { admin } = await furnished();
      await apply(admin, { change: 'enrichment.edit', dependent: 'firms', set: { customers: 'all' } });

      const applied = await apply(admin, deactivate('firms'));

      expect(applied.changes[0]?.fields).toEqual(['status']);
      expect(await admin.query('enrichment.show', { dependent: 'firms' })).toMatchObject({
        status: 'inactive',
        connection: 'leads',
        settings: { customers: 'all' },
      });
      expect((await apply(admin, deactivate('firms'))).result).toBe('unchanged');
    });

    test('R22 activating needs a connection', async () => {
      const { admin } = await furnished();
      await apply(admin, { change: 'enrichment.add', displayName: 'Alone', type: 'leadspace' });

      const found = await refused(apply(admin, activate('alone')), 'export.no_connection');
      await apply(admin, activate('idle'));

      expect(found).toMatchObject({ exit: 8, fix: ['cinch enrichment connect alone --connection NAME'] });
      expect((await admin.query('enrichment.show', { dependent: 'idle' })).status).toBe('active');
      expect((await apply(admin, activate('idle'))).result).toBe('unchanged');
    });

    test('R22 connecting another connection reactivates it, and so does connecting the one it has', async () => {
      const { admin } = await furnished();
      await apply(admin, {
        change: 'connection.add',
        type: 'leadspace',
        displayName: 'More',
        secrets: { token: secretValue(canary) },
        terms: currentTerms(),
      });
      const connect = (connection: string) =>
        ({ change: 'enrichment.connect', dependent: 'idle', connection }) as const;

      const same = await apply(admin, connect('leads'));
      await apply(admin, deactivate('idle'));
      const other = await apply(admin, connect('more'));

      expect(same.changes[0]?.fields).toEqual(['status']);
      expect(other.changes[0]?.fields).toEqual(['connection', 'status']);
      expect((await inside(admin, 'leads')).dependents.enrichments).toBe(1);
      expect((await inside(admin, 'more')).dependents.enrichments).toBe(1);
    });

    test('D6 an enrichment is not connected to a connection of another type', async () => {
      const { admin } = await furnished();
      await apply(admin, addPlain('Plain'));

      const change = { change: 'enrichment.connect', dependent: 'idle', connection: 'plain' } as const;

      await refused(apply(admin, change), 'connection.other_type');
    });

    test('R23 R33 contributors make, edit, stop, start, connect and remove every enrichment', async () => {
      const { ana } = await furnished();

      await apply(ana, addEnrichment('Mine', 'leads'));
      await apply(ana, { change: 'enrichment.edit', dependent: 'firms', schedule: 'off' });
      await apply(ana, deactivate('firms'), activate('firms'));
      await apply(ana, { change: 'enrichment.connect', dependent: 'idle', connection: 'leads' });
      await apply(ana, { change: 'enrichment.remove', dependent: 'firms' });

      const { items } = await ana.query('enrichment.list', {});
      expect(items.map(({ name, permission }) => [name, permission])).toEqual([
        ['idle', 'edit'],
        ['mine', 'edit'],
      ]);
    });

    test('an answer that leaves earlier settings of an enrichment without a place lets them go', async () => {
      const { admin } = await furnished();
      const type = 'dun-and-bradstreet';
      const add = { change: 'enrichment.add', displayName: 'Duns', type } as const;
      await apply(admin, { ...add, settings: { companiesBy: 'duns', dunsField: 'Duns' } });

      const set = { companiesBy: 'nameAndCountry' };
      const applied = await apply(admin, { change: 'enrichment.edit', dependent: 'duns', set });

      expect(applied.changes[0]?.fields.toSorted()).toEqual(['companiesBy', 'dunsField']);
      expect((await admin.query('enrichment.show', { dependent: 'duns' })).settings).toEqual(set);
    });

    test('more enrichments of a type than its limit are saved with a warning', async () => {
      const { admin } = await furnished();
      const more = Array.from({ length: 9 }, (_, at) => addEnrichment(`More ${at}`, 'leads'));

      const { warnings } = await apply(admin, ...more);

      expect(warnings).toEqual([{ code: 'limit', message: expect.stringContaining('11 enrichments') }]);
    });
  });
}
