import { printable } from '../kernel/printable.ts';
import { holesOf } from '../model/holes.ts';
import type { ConnectionDetail, ConnectionName, ShownSecret } from '../model/query.ts';
import { block, type Line } from './block.ts';
import { count } from './count.ts';
import { type Paint, plain } from './paint.ts';
import { moment } from './relative-time.ts';
import { settingText } from './setting-text.ts';
import { whoMayUseInFull } from './who-may-use.ts';

/** One connection as a page: all of it (R5), or what it is called for those who see no more (R12). */
export function text(data: ConnectionDetail | ConnectionName, paint: Paint = plain, columns?: number): string {
  const head = `${paint.strong(printable(data.displayName))}\n`;
  const named: readonly Line[] = [
    ['name', data.name],
    ['type', data.type],
  ];
  if (!('settings' in data)) return head + block(named, columns);
  const settings = Object.entries(data.settings).map(([key, value]): Line => [key, settingText(value)]);
  const secrets = Object.entries(data.secrets).map(([key, secret]): Line => [key, secretText(data, key, secret)]);
  return [
    head,
    block([...named, ...facts(data)], columns),
    section('settings', settings, paint, columns),
    section('secrets', secrets, paint, columns),
  ].join('');
}

function facts(data: ConnectionDetail): readonly Line[] {
  const { consent, lock, dependents, tested, hostKey } = data;
  return [
    ['purpose', data.purpose],
    ['status', data.status],
    ['signed in', signedIn(data)],
    ['may be used by', whoMayUseInFull(data)],
    [
      'used by',
      data.purpose === 'miscellaneous'
        ? null
        : `${count(dependents.exports, 'export')}, ${count(dependents.enrichments, 'enrichment')}`,
    ],
    ['locked', lock === null ? null : `by ${lock.by} at ${moment(lock.at)}: ${lock.reason}`],
    [
      'consent',
      consent === null ? null : `terms of ${consent.version}, agreed by ${consent.by} at ${moment(consent.at)}`,
    ],
    ['tenant', data.tenant],
    [
      'last test',
      tested === null
        ? null
        : `${tested.result} at ${moment(tested.at)} by ${tested.by}${tested.revision === data.revision ? '' : ', before it was changed'}`,
    ],
    ['host key', hostKey === null ? null : `${hostKey.fingerprint} of ${hostKey.host}`],
    ['created', `${moment(data.createdAt)} by ${data.createdBy}`],
    ['updated', `${moment(data.updatedAt)} by ${data.updatedBy}`],
    ['revision', String(data.revision)],
    ['id', data.id],
  ];
}

function signedIn({ signIn }: ConnectionDetail): string | null {
  if (signIn === null) return null;
  const { at, by, expiresAt } = signIn;
  return `${moment(at)} by ${by}${expiresAt === null ? '' : `, until ${moment(expiresAt)} at the latest`}`;
}

function section(title: string, lines: readonly Line[], paint: Paint, columns?: number): string {
  return lines.length === 0 ? '' : `\n${paint.strong(title)}\n${block(lines, columns, 2)}`;
}

function secretText(data: ConnectionDetail, key: string, secret: ShownSecret): string {
  if (secret.source === 'missing') {
    const { name } = data;
    const given = holesOf(data).includes(key)
      ? `connection edit ${name} --secret ${key}=prompt`
      : `connection authorize ${name}`;
    return `missing, because the sync brought no secrets; \`cinch ${given}\` gives it`;
  }
  if (secret.source === 'stored') return `stored, changed ${moment(secret.changedAt)}`;
  return `key vault ${secret.secret}${secret.version === null ? '' : `, version ${secret.version}`}`;
}
