import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse as parseYaml } from 'yaml';
import { openSqlite } from '../../src/adapters/sqlite/driver.ts';
import { createDigest } from '../../src/adapters/system/digest.ts';
import { nouns, singles } from '../../src/commands/tree.ts';
import { isProblem } from '../../src/kernel/problem.ts';
import { auditBody, chainHash } from '../../src/model/audit.ts';
import type { Change } from '../../src/model/change.ts';
import type { Environment } from '../../src/model/environment.ts';
import { readHead, updateHead } from '../../src/service/store/head.ts';
import {
  insertColumns,
  type RecordKind,
  type Records,
  recordOf,
  rowOf,
  tables,
} from '../../src/service/store/tables.ts';
import { formats } from '../../src/views/output/format.ts';
import { makeStore, openDoor, terms } from '../support/fault-store.ts';
import { type Line, type Printed, runLines } from '../support/runner.ts';

/** What a terminal would obey, hide or turn round. */
const attacks: readonly (readonly [string, string])[] = [
  ['NUL', '\u0000'],
  ['a bell', '\u0007'],
  ['a backspace', '\b\b\b'],
  ['a line break', '\n'],
  ['a tab', '\t'],
  ['a carriage return', '\rdone'],
  ['clearing the screen', '\u001b[2J'],
  ['colours', '\u001b[8mhidden\u001b[0m'],
  ['a link (OSC 8)', '\u001b]8;;https://evil.example\u001b\\click\u001b]8;;\u001b\\'],
  ['the clipboard (OSC 52)', '\u001b]52;c;ZXZpbA==\u0007'],
  ['a title (OSC 0)', '\u001b]0;evil\u0007'],
  ['DEL', '\u007f'],
  ['C1 next line', '\u0085'],
  ['C1 CSI', '\u009b2J'],
  ['C1 OSC', '\u009d52;c;ZXZpbA==\u009c'],
  ['a line separator', '\u2028'],
  ['a paragraph separator', '\u2029'],
  ['a right-to-left mark', '\u200f'],
  ['a right-to-left override', '\u202egpj.exe'],
  ['an isolate', '\u2067x\u2069'],
  ['an Arabic letter mark', '\u061c'],
  ['a byte order mark', '\ufeff'],
];
const all = attacks.map(([, text]) => text).join('~');
const raw = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

const folder = mkdtempSync(join(tmpdir(), 'cinch-terminal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('text that a terminal would obey is refused at the door', () => {
  const path = join(folder, 'door.db');
  let environment: Environment;
  beforeAll(async () => {
    await makeStore(path);
    ({ environment } = openDoor(path));
    await environment.apply([
      { change: 'connection.add', type: 'mailchimp', displayName: 'First', terms },
      { change: 'export.add', displayName: 'Nightly', connection: 'first' },
      { change: 'user.add', name: 'ana', role: 'contributor' },
    ]);
  });
  afterAll(() => environment.close());

  const places: readonly (readonly [string, (text: string) => Change])[] = [
    ['a display name', (text) => ({ change: 'connection.add', type: 'mailchimp', displayName: `A${text}b`, terms })],
    ['a name', (text) => ({ change: 'connection.rename', connection: 'first', name: `a${text}b` })],
    [
      'another display name',
      (text) => ({ change: 'connection.rename', connection: 'first', displayName: `A${text}b` }),
    ],
    ['a setting', (text) => ({ change: 'connection.edit', connection: 'first', set: { clientId: `a${text}b` } })],
    ['a lock', (text) => ({ change: 'connection.lock', connection: 'first', reason: `a${text}b` })],
    ['an export', (text) => ({ change: 'export.add', displayName: `A${text}b`, connection: 'first' })],
    [
      'a setting of an export',
      (text) => ({ change: 'export.edit', dependent: 'nightly', set: { audienceId: `a${text}b` } }),
    ],
    ['a schedule', (text) => ({ change: 'export.edit', dependent: 'nightly', schedule: `daily 02:00 UTC${text}b` })],
    ['a user', (text) => ({ change: 'user.add', name: `a${text}b`, role: 'viewer' })],
    ['what a user is called', (text) => ({ change: 'user.edit', user: 'ana', displayName: `A${text}b` })],
    ['the environment', (text) => ({ change: 'environment.edit', displayName: `A${text}b` })],
    ['its organisation', (text) => ({ change: 'environment.edit', tenant: `a${text}b` })],
    ['a type of its own', (text) => ({ change: 'type.add', declaration: declaration(`A${text}b`) })],
  ];
  test.each(places)('in %s', async (_, change) => {
    const accepted: string[] = [];
    for (const [name, text] of attacks) {
      // Spaces of any kind are folded into one where people type them, and a schedule has them between its words.
      const { changes } = await environment.apply([change(text)], { dryRun: true }).catch((error: unknown) => {
        if (!isProblem(error) || error.exit !== 2) throw error;
        return { changes: [] };
      });
      if (changes.length > 0) accepted.push(name);
    }
    expect(accepted.filter((name) => !/tab|line|separator|C1 next|return|byte order/.test(name))).toEqual([]);
    // What was folded away is not kept either.
    for (const name of accepted) {
      const text = attacks.find(([it]) => it === name)?.[1] ?? '';
      const { changes } = await environment.apply([change(text)], { dryRun: true });
      expect(raw.test(JSON.stringify(changes))).toBe(false);
    }
  });

  test('in the reason of a change', async () => {
    const change: Change = { change: 'connection.unlock', connection: 'first' };
    const lock: Change = { change: 'connection.lock', connection: 'first', reason: 'why' };
    for (const [name, text] of attacks) {
      const applied = environment.apply([lock, change], { dryRun: true, reason: `a${text}b` });
      await expect(
        applied.then(
          () => `${name} was accepted`,
          (error) => error.exit,
        ),
      ).resolves.toBe(2);
    }
  });

  test('and so is a megabyte, in whatever place', async () => {
    for (const [place, change] of places) {
      const applied = environment.apply([change('x'.repeat(1_000_000))], { dryRun: true });
      await expect(
        applied.then(
          () => `${place} took a megabyte`,
          (error) => error.exit,
        ),
      ).resolves.toBe(2);
    }
    const reason = 'y'.repeat(1_000_000);
    const unlock: Change = { change: 'connection.lock', connection: 'first', reason: 'z' };
    await expect(environment.apply([unlock], { dryRun: true, reason })).rejects.toMatchObject({ exit: 2 });
  });

  test('while names that programs trip over are only names', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'null', 'undefined', 'NaN', '%s', '$(x)', '<b>', '=1+1'];
    await environment.apply(
      names.map((displayName, at) => ({
        change: 'connection.add',
        type: 'mailchimp',
        displayName,
        name: `n-${at}`,
        terms,
      })),
    );
    const { items } = await environment.query('connection.list', {});
    expect(items.map(({ displayName }) => displayName)).toEqual(expect.arrayContaining(names));
    for (const connection of names) {
      expect((await environment.query('connection.show', { connection })).displayName).toBe(connection);
    }
  });
});

describe('text that was put into the store by force', () => {
  const home = join(folder, 'home');
  const store = join(home, 'environments', 'local.db');
  const digest = createDigest();
  const forced = `Forced ${all}`;
  let printed: readonly Printed[];

  beforeAll(async () => {
    mkdirSync(join(home, 'environments'), { recursive: true, mode: 0o700 });
    await makeStore(store, { account: userInfo().username });
    const { environment } = openDoor(store, { account: userInfo().username });
    await environment.apply([
      { change: 'type.add', declaration: declaration('Own') },
      { change: 'user.add', name: 'ana', role: 'contributor' },
      {
        change: 'connection.add',
        type: 'own-crm',
        displayName: 'First',
        settings: { host: 'a.example' },
        terms,
        share: ['user:ana'],
      },
      {
        change: 'connection.add',
        type: 'experian',
        displayName: 'Second',
        settings: { userId: 'u', partyId: 'p', modelNumber: 'm' },
        terms,
      },
      { change: 'export.add', displayName: 'Nightly', connection: 'first' },
      { change: 'enrichment.add', displayName: 'Companies', connection: 'second' },
      { change: 'connection.lock', connection: 'first', reason: 'why' },
    ]);
    await environment.close();
    await force();
    printed = await runLines(lines(), {
      PATH: process.env.PATH ?? '',
      HOME: home,
      CINCH_HOME: home,
      NODE_DISABLE_COMPILE_CACHE: '1',
    });
  }, 60_000);

  /** Rewrites every record as an attacker with the key of the house would: sums, counts and chain all fit. */
  async function force(): Promise<void> {
    const driver = openSqlite({ path: store });
    await driver.write(async (session) => {
      const rewrite = async <K extends RecordKind>(kind: K, change: (record: Records[K]) => Records[K]) => {
        const columns = insertColumns(kind);
        for (const row of await session.all(`SELECT * FROM ${tables[kind].table}`)) {
          const [id, ...rest] = rowOf(kind, change(recordOf(kind, row, digest, store)), digest);
          const set = columns.slice(1).map((column) => `${column} = ?`);
          await session.run(`UPDATE ${tables[kind].table} SET ${set.join(', ')} WHERE id = ?`, ...rest, id ?? null);
        }
      };
      const people = { createdBy: forced, updatedBy: forced };
      const moment = { by: forced, at: '2026-01-01T00:00:00.000Z' };
      await rewrite('connection', (it) => ({
        ...it,
        ...people,
        displayName: `${forced} ${it.name}`,
        settings: Object.fromEntries(Object.keys(it.settings).map((key) => [key, forced])),
        lock: { reason: forced, ...moment },
        consent: { version: forced, ...moment },
        tenant: forced,
      }));
      const dependent = (it: Records['export']) => ({
        ...it,
        ...people,
        displayName: `${forced} ${it.name}`,
        schedule: forced,
        settings: { audienceId: forced },
      });
      await rewrite('export', (it) => ({ ...dependent(it), name: `${it.name}${all}` }));
      await rewrite('enrichment', dependent);
      await rewrite('user', (it) => (it.name === 'ana' ? { ...it, displayName: forced, name: `ana${all}` } : it));
      await rewrite('type', (it) => ({
        ...it,
        displayName: forced,
        declaration: { ...it.declaration, ...declaration(forced) },
      }));
      const head = await readHead(session, digest, store);
      const seq = head.auditSeq + 1;
      const body = auditBody({
        seq,
        at: '2026-01-01T00:00:00.000Z',
        actor: forced,
        onBehalf: forced,
        action: forced,
        outcome: 'done',
        target: { kind: 'connection', id: forced, name: forced },
        fields: [forced],
        reason: forced,
        revision: null,
      });
      const hash = chainHash(head.auditHead, body, digest);
      await session.run(
        'INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        ...[seq, '2026-01-01T00:00:00.000Z', forced, forced, 'done', forced, forced, body, hash],
      );
      const at = '2026-01-01T00:00:00.000Z';
      const consent = { version: forced, by: forced, at };
      const vault = { name: forced, url: forced, credential: 'azure-cli', consent, linkedAt: at, linkedBy: forced };
      const keyVault = vault as unknown as NonNullable<typeof head.record.keyVault>;
      const record = { ...head.record, displayName: forced, tenant: forced, createdBy: forced, keyVault };
      await updateHead(session, { ...head, record, auditSeq: seq, auditHead: hash }, digest, store);
    });
    await driver.close();
  }

  function lines(): readonly Line[] {
    const export_ = `nightly${all}`;
    const reads: readonly (readonly string[])[] = [
      ['connection', 'list'],
      ['connection', 'show', 'first'],
      ['connection', 'show', 'second'],
      ['connection', 'dependents', 'first'],
      ['connection', 'history', 'first'],
      ['type', 'list'],
      ['type', 'show', 'own-crm'],
      ['type', 'schema', 'own-crm'],
      ['discover'],
      ['export', 'list'],
      ['export', 'show', export_],
      ['enrichment', 'list'],
      ['enrichment', 'show', 'companies'],
      ['user', 'list'],
      ['keyvault', 'show'],
      ['keyvault', 'used-by'],
      ['environment', 'list'],
      ['environment', 'show'],
      ['audit', 'list'],
      ['audit', 'verify'],
      ['token', 'list'],
      ['can', 'connection.edit', 'first'],
      ['doctor'],
      // What is refused, or asked, quotes what is stored.
      ['connection', 'edit', 'first', '--set', 'host=b.example'],
      ['connection', 'remove', 'first'],
      ['connection', 'remove', 'second'],
      ['connection', 'unlock', 'first', '--dry-run'],
      ['export', 'disconnect', export_, '--dry-run'],
      ['export', 'edit', export_, '--schedule', 'off', '--dry-run'],
      ['user', 'remove', `ana${all}`, '--dry-run'],
      ['connection', 'show', `none ${all.replace('\u0000', '')}`],
      ['connection', 'list', '--type', all],
      ['connection', 'list', '--search', 'Forced', '--columns', 'displayName'],
      ['connection', 'list', '--query', 'items[*].displayName'],
    ];
    return [
      ...reads.flatMap((argv) => formats.flatMap((format) => [{ argv: [...argv, '-o', format] }])),
      ...['tree', 'mermaid', 'dot'].map((format) => ({ argv: ['connection', 'dependents', 'first', '-o', format] })),
      ...reads.map((argv) => ({ argv: [...argv, '-v'] })),
      { argv: ['connection', 'add', 'own-crm', '--help'] },
      { argv: ['connection', 'add', 'own-crm', 'X'] },
    ];
  }

  test('is asked for by every command that reads', () => {
    const asked = new Set(printed.map(({ argv }) => argv.slice(0, 2).join(' ')));
    const reads = [...nouns.flatMap(({ verbs }) => verbs), ...singles].map(({ path }) => path);
    const missing = reads.filter(
      (path) =>
        /(?:list|show|history|dependents|schema|verify|discover|doctor)$/.test(path) &&
        ![...asked].some((it) => it.startsWith(path)),
    );
    expect(missing.filter((path) => !['schema', 'config list'].includes(path))).toEqual([]);
    const worked = printed.filter(({ exit }) => exit === 0).length;
    expect(worked).toBeGreaterThan(printed.length / 2);
    expect(printed.filter(({ exit }) => exit === 1).map(({ argv, stderr }) => [argv, stderr])).toEqual([]);
  });

  test('reaches a terminal in no format: no control character is written but tab and line feed', () => {
    const found = printed.flatMap(({ argv, stdout, stderr }) => {
      // RFC 4180 ends the lines of CSV in CRLF.
      const out = argv.includes('csv') ? stdout.replaceAll('\r\n', '\n') : stdout;
      const at = raw.exec(out) ?? raw.exec(stderr);
      return at === null
        ? []
        : [
            `U+${at[0].codePointAt(0)?.toString(16)} in ${JSON.stringify(argv)}: ${JSON.stringify((out + stderr).slice(0, 300))}`,
          ];
    });
    expect(found).toEqual([]);
  });

  test('moves no cell: as many lines and tabs as without it', () => {
    const tsv = printed.filter(
      ({ argv, exit, stdout }) => exit === 0 && argv.at(-1) === 'tsv' && stdout.includes('\t'),
    );
    for (const { argv, stdout } of tsv) {
      const [header = '', ...rows] = stdout.replace(/\n$/, '').split('\n');
      // A document that is no list is drawn for a person in this format as well.
      if (!/^[A-Z][A-Z -]*(?:\t[A-Z][A-Z -]*)+$/.test(header)) continue;
      for (const row of rows) expect([argv, row.split('\t').length]).toEqual([argv, header.split('\t').length]);
    }
    expect(tsv.length).toBeGreaterThan(3);
  });

  test('is exact in JSON, JSON lines and YAML', () => {
    const answer = (format: string, ...words: string[]) =>
      printed.find(({ argv }) => argv.join(' ') === [...words, '-o', format].join(' '))?.stdout ?? '';
    const wanted = `${forced} first`;
    expect(JSON.parse(answer('json', 'connection', 'show', 'first'))).toMatchObject({
      displayName: wanted,
      lock: { reason: forced },
    });
    expect(parseYaml(answer('yaml', 'connection', 'show', 'first'))).toMatchObject({
      displayName: wanted,
      lock: { reason: forced },
    });
    const rows = answer('jsonl', 'connection', 'list').trimEnd().split('\n');
    expect(rows.map((row) => JSON.parse(row).displayName)).toContain(wanted);
    expect(JSON.parse(answer('json', 'audit', 'list')).items[0]).toMatchObject({ reason: forced, actor: forced });
    expect(parseYaml(answer('yaml', 'export', 'list')).items[0].name).toBe(`nightly${all}`);
  });
});

test('preferences that were tampered with are told without what a terminal would obey', async () => {
  const home = join(folder, 'tampered');
  mkdirSync(home, { mode: 0o700 });
  const path = join(home, 'preferences.json');
  const env = { PATH: process.env.PATH ?? '', HOME: home, CINCH_HOME: home };
  for (const content of [{ output: all }, { environment: all }]) {
    writeFileSync(path, JSON.stringify(content));
    const argvs = [['connection', 'list'], ['config', 'explain'], ['config', 'list', '-o', 'table'], ['doctor']];
    const found = await runLines(
      argvs.map((argv) => ({ argv })),
      env,
    );
    for (const { argv, exit, stdout, stderr } of found) {
      expect([argv, exit !== 1, raw.exec(stdout + stderr)]).toEqual([argv, true, null]);
    }
  }
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ environment: all });
});

/** A type of one's own in which every text is this one. */
function declaration(text: string) {
  return {
    id: 'own-crm',
    label: text,
    purpose: 'export' as const,
    summary: text,
    fields: {
      host: { kind: 'text', label: text, help: text, example: text, target: true },
      token: { kind: 'secret', label: text, help: text, optional: true },
    } as const,
  };
}
