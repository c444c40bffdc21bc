import { printable } from '../kernel/printable.ts';
import type { CheckedSecret } from '../model/checked-secret.ts';
import { broken } from './block.ts';
import type { Column } from './column.ts';
import type { Paint } from './paint.ts';

export const empty = 'No connection takes a secret from the key vault';

const connectionNames = ({ connections }: CheckedSecret) => connections.map(({ name }) => name).join(', ');

export const columns: readonly Column<CheckedSecret>[] = [
  { key: 'secret', header: 'SECRET', value: (item) => item.secret, shrink: 3 },
  { key: 'result', header: 'RESULT', value: (item) => item.result },
  { key: 'detail', header: 'DETAIL', value: (item) => item.detail, shrink: 1 },
  { key: 'connections', header: 'CONNECTIONS', value: connectionNames, shrink: 2 },
  { key: 'exports', header: 'EXPORTS', value: (item) => item.exports.join(', '), shrink: 2 },
  { key: 'enrichments', header: 'ENRICHMENTS', value: (item) => item.enrichments.join(', '), shrink: 2 },
  { key: 'source', header: 'FROM', value: (item) => item.source, wide: true },
  { key: 'version', header: 'VERSION', value: (item) => item.version ?? '', wide: true },
  { key: 'expiresAt', header: 'EXPIRES', value: (item) => item.expiresAt ?? '', wide: true },
];

/** Whether what a secret is for works with it. */
export function isUsable({ result }: CheckedSecret): boolean {
  return result === 'usable' || result === 'expiring';
}

/** For a person at a terminal: each secret with what stops with it beneath, where it does not work or soon will not. */
export function page(items: readonly object[], paint: Paint, columns: number): string {
  const secrets = items as readonly CheckedSecret[];
  const widest = Math.max(0, ...secrets.map(({ result }) => result.length));
  const hang = ' '.repeat(Math.min(widest + 2, 4));
  return secrets
    .map((item) => {
      const { result, secret, version, detail } = item;
      const colour = isUsable(item) ? (result === 'usable' ? paint.good : paint.warn) : paint.bad;
      const head = `${colour(result.padEnd(widest))}  ${paint.name(printable(secret))}${version === null ? '' : ` (version ${version.slice(0, 8)})`}`;
      const facts = [detail, ...(result === 'usable' ? [] : stopping(item))];
      const lines = facts.flatMap((fact) => broken(printable(fact), columns - hang.length));
      return `${[head, ...lines.map((line) => hang + line)].join('\n')}\n`;
    })
    .join('');
}

function stopping(item: CheckedSecret): readonly string[] {
  const kinds: readonly (readonly [string, string])[] = [
    ['connection', connectionNames(item)],
    ['export', item.exports.join(', ')],
    ['enrichment', item.enrichments.join(', ')],
  ];
  return kinds.flatMap(([kind, names]) =>
    names === '' ? [] : [`${kind}${names.includes(', ') ? 's' : ''}: ${names}`],
  );
}
