import { printable } from '../kernel/printable.ts';
import type { KeyVault } from '../model/key-vault.ts';
import { block } from './block.ts';
import { count } from './count.ts';
import { type Paint, plain } from './paint.ts';
import { moment } from './relative-time.ts';

/** The linked vault, with how much uses it where the actor may know. */
interface ShownVault extends KeyVault {
  readonly uses: { readonly secrets: number; readonly connections: number } | null;
}

/** The linked key vault as a page. */
export function text(data: ShownVault, paint: Paint = plain, columns?: number): string {
  const { name, url, credential, uses, consent, linkedAt, linkedBy } = data;
  const lines = block(
    [
      ['address', url],
      ['signed in to by', credential],
      ['used by', uses === null ? null : `${count(uses.connections, 'connection')}, ${count(uses.secrets, 'secret')}`],
      ['consent', `terms of ${consent.version}, agreed by ${consent.by} at ${moment(consent.at)}`],
      ['linked', `${moment(linkedAt)} by ${linkedBy}`],
    ],
    columns,
  );
  return `${paint.strong(printable(name))}\n${lines}`;
}
