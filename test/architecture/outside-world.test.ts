import { describe, expect, test } from '@jest/globals';
import { sourcesOf, using } from './sources.ts';

const sources = sourcesOf('src');
/** Where the machine is met: its clock, dice, account, environment and streams. */
const homes = /^src\/(?:adapters\/system\/|shell\/|main\.ts$)/;

/** What may be mentioned elsewhere, where, and why it cannot be at home. */
const rules: readonly {
  readonly what: string;
  readonly pattern: RegExp;
  readonly except: Readonly<Record<string, string>>;
}[] = [
  {
    what: 'process',
    pattern: /\bprocess\.\w/,
    except: {
      'src/adapters/sqlite/trust.ts': 'compares the owner of a file with the account that runs',
      'src/adapters/sqlite/look.ts': 'compares the owner of a file with the account that runs',
      'src/adapters/sqlite/migrate.ts': 'two processes that copy one store at once need two drafts',
      'src/adapters/sealing/key-file.ts': 'compares the owner of a file with the account that runs',
      'src/adapters/child/kept-notes.ts':
        'notes its own number, and compares the owner of a folder with the account that runs',
    },
  },
  {
    what: 'the clock',
    pattern: /\bDate\.now\b|\bnew Date\(|\bperformance\.now\b|\bhrtime\b/,
    except: {
      'src/commands/audit/list.ts': 'reads a date that a person typed, and no clock',
      'src/adapters/oidc/verifier.ts': 'hands a moment on that it was given, and reads no clock',
      'src/model/sign-in.ts': 'adds days to a moment that it is given, and reads no clock',
      'src/model/token.ts': 'counts from a moment that it is given, and reads no clock',
      'src/model/due.ts': 'writes a moment that it was given as text, and reads no clock',
    },
  },
  {
    what: 'dice',
    pattern: /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b|\bgetRandomValues\b/,
    except: Object.fromEntries(
      [
        'data-key',
        'key-file',
        'key-file-storage',
        'key-vault-storage',
        'keychain-storage',
        'passphrase',
        'proven-keychain',
        'sealed-text',
      ].map((file) => [
        `src/adapters/sealing/${file}.ts`,
        'keys, salts and nonces are random, and nobody may choose them',
      ]),
    ),
  },
  {
    what: 'waiting',
    pattern: /\bset(?:Timeout|Interval|Immediate)\b/,
    except: {
      'src/adapters/sealing/keychain.ts': 'a keychain that does not answer is not waited for',
      'src/adapters/sealing/key-file.ts': 'another process may be about to write the same key file',
      'src/terminal/quiet.ts': 'a paste is told from typing by the pauses between its parts',
      'src/terminal/raw-terminal.ts': 'a stop that nobody waits for is noticed by still being there',
      'src/adapters/postgres/driver.ts': 'whoever waits for another server to write is told so',
      'src/adapters/probes/prober.ts': 'a live test ends at its deadline',
      'src/adapters/serving/listen.ts': 'what runs when a server stops is waited for, and not for ever',
    },
  },
  {
    what: 'the network',
    pattern: /(?<![.\w])fetch\(|\bnode:(?:https?|net|tls|dns|dgram)\b/,
    except: {
      ...Object.fromEntries(
        ['http', 'line', 'secure-line', 'sftp'].map((file) => [
          `src/adapters/probes/${file}.ts`,
          'a live test goes where the connection says',
        ]),
      ),
      'src/adapters/key-vault/credential.ts': 'keeps what is asked of this machine away from its proxy',
      'src/adapters/serving/listen.ts': 'a server listens',
      'src/adapters/serving/peer.ts': 'compares addresses, and goes nowhere',
      'src/adapters/sign-in/redirect.ts': 'waits at a port of this machine for the answer to a sign-in',
    },
  },
  { what: 'the console', pattern: /\bconsole\.\w/, except: {} },
  { what: 'code made of text', pattern: /\beval\(|\bnew Function\(|\bnode:vm\b/, except: {} },
];

describe.each(rules)('$what', ({ pattern, except }) => {
  const found = using(sources, pattern).filter((path) => !homes.test(path));

  test('is met at home, or where there is a reason', () => {
    expect(found.filter((path) => !(path in except))).toEqual([]);
  });

  test('has no exception that nothing needs', () => {
    expect(Object.keys(except).filter((path) => !found.includes(path))).toEqual([]);
  });
});

describe('secrets', () => {
  test('are revealed only where they are sealed, sent, handed to a child, compared with another, asked for again, or shown once', () => {
    expect(using(sources, /\.reveal\(\)/)).toEqual([
      'src/adapters/child/children.ts',
      'src/adapters/probes/http.ts',
      'src/adapters/probes/sftp.ts',
      'src/adapters/probes/storage.ts',
      'src/adapters/probes/taking-turns.ts',
      'src/adapters/sealing/data-key.ts',
      'src/adapters/sealing/passphrase.ts',
      'src/adapters/sign-in/remote/app-grant.ts',
      'src/adapters/sign-in/remote/kept.ts',
      'src/adapters/sign-in/remote/remote-tokens.ts',
      'src/adapters/sign-in/tokens.ts',
      'src/commands/serve/init.ts',
      'src/commands/serve/recover.ts',
      'src/commands/shared/access-token.ts',
      'src/commands/shared/asking/sign-in.ts',
      'src/commands/token/create.ts',
      'src/http/api/publishing.ts',
      'src/http/remote/exchange.ts',
      'src/http/wire/given-secret.ts',
      'src/service/changes/connection-edit.ts',
      'src/service/changes/connection-sign-in.ts',
      'src/service/changes/sync-secrets.ts',
      'src/service/compare-secrets.ts',
      'src/service/queries/secret-users.ts',
      'src/shell/lazy-sealing.ts',
    ]);
  });
});

describe('deciding', () => {
  test('is pure: no file, process, engine or package that reaches out is imported by fields, model, plan and views', () => {
    const pure = sources.filter(({ path }) => /^src\/(?:kernel|fields|catalog|model|plan|views)\//.test(path));

    expect(using(pure, /from '(?:node:(?!util'))/)).toEqual([]);
  });
});
