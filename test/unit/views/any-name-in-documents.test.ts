import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sftp } from '../../../src/catalog/exports/sftp.ts';
import * as auditVerified from '../../../src/views/audit-verified.ts';
import * as can from '../../../src/views/can.ts';
import * as changeResult from '../../../src/views/change-result.ts';
import * as connection from '../../../src/views/connection.ts';
import * as connectionDependents from '../../../src/views/connection-dependents.ts';
import { dot, mermaid } from '../../../src/views/connection-graph.ts';
import * as connectionType from '../../../src/views/connection-type.ts';
import * as dependentView from '../../../src/views/dependent.ts';
import * as environment from '../../../src/views/environment.ts';
import * as problemView from '../../../src/views/problem.ts';
import * as whoAmI from '../../../src/views/who-am-i.ts';
import { anyName, obeyed } from './any-name.ts';
import { applied, change, shownEnvironment } from './pages.ts';
import { dependent, detail } from './samples.ts';
import { shownType } from './shown-type.ts';

describe('whatever the names', () => {
  const texts = fc.array(anyName, { minLength: 8, maxLength: 8 });

  test('no page lets through what a terminal obeys', () => {
    fc.assert(
      fc.property(texts, ([a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = '']) => {
        const use = {
          ...dependent(a, true),
          displayName: b,
          schedule: c,
          createdBy: d,
          settings: { [e]: f },
          lacks: [g],
        };
        const all = { connection: h, exports: [use], enrichments: [{ ...use, name: g }] };
        const shown = [
          connection.text({
            ...detail,
            name: a,
            displayName: b,
            settings: { [c]: d },
            secrets: { [e]: { source: 'keyvault', secret: f, version: g } },
            sharedWith: [h],
          }),
          connection.text({ name: a, displayName: b, type: c }),
          dependentView.text(use),
          connectionDependents.text(all),
          mermaid(all),
          dot(all),
          whoAmI.text({ user: a, role: b, environment: c, onBehalf: d }),
          can.text({ allowed: true, action: a, name: b, why: c }),
          environment.text({ ...shownEnvironment, displayName: a, tenant: b, createdBy: c, auditHead: d }),
          changeResult.text(applied([change('connection.edit', 'updated', { name: a, fields: [b, c] })])),
          auditVerified.text({ entries: 1, head: a, matches: true }),
          connectionType.text({
            ...shownType(sftp),
            id: a,
            name: b,
            summary: c,
            notes: [d, e],
            prerequisites: [f],
            article: g,
          }),
          problemView.text({
            detail: a,
            fix: [b],
            members: {
              missing: [{ input: c, flag: d, help: e }],
              blockers: [{ name: f, detail: g }],
              candidates: [{ id: b, name: a, displayName: h }],
            },
          }),
          problemView.warnings([{ code: 'limit', message: a }]),
        ];
        for (const text of shown) {
          expect(text).not.toMatch(obeyed);
          expect(text.endsWith('\n')).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a graph keeps its shape: a name is never read as syntax', () => {
    fc.assert(
      fc.property(anyName, anyName, (connectionName, name) => {
        const all = { connection: connectionName, exports: [dependent(name, true)], enrichments: [] };
        expect(mermaid(all).split('\n')).toHaveLength(4);
        expect(mermaid(all).replace(/"[^"]*"/g, '""')).toBe(
          'graph LR\n  connection[""]\n  export1[""] --> connection\n',
        );
        expect(dot(all).replace(/"(?:[^"\\]|\\.)*"/g, '""')).toBe(
          'digraph dependents {\n  rankdir=LR;\n  connection [label="", shape=folder];\n  export1 [label="", shape=box];\n  export1 -> connection;\n}\n',
        );
      }),
    );
  });
});
