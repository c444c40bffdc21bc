import { block } from '../../kernel/block.ts';
import { vaultAddress } from '../../model/key-vault.ts';
import type { PlanLine, PlannedChange } from '../../model/plan.ts';
import { currentTerms } from '../../model/terms.ts';
import type { StatedVault } from '../manifest/manifest.ts';
import { fieldChange, type Piece, type Planning } from './piece.ts';

/** What becomes of the key vault that is stated (R27): linked, linked in another way, or another in its place while nothing uses it. */
export function planVault({ vault: live, environment }: Planning, stated: StatedVault): Piece {
  const { name = stated.url, url = stated.url } = vaultAddress(stated.url) ?? {};
  const credential = stated.credential ?? live?.credential ?? 'azure-cli';
  const fields = [
    ...fieldChange('url', live?.url ?? null, url),
    ...fieldChange('credential', live?.credential ?? null, credential),
  ];
  const isOther = live?.url !== url;
  const blocked = [
    ...(isOther && stated.terms === undefined ? [block('terms-missing', { version: currentTerms() })] : []),
    ...(isOther && live !== undefined && live.uses > 0 ? [block('vault-in-use', live)] : []),
  ];
  const line: PlanLine = {
    action: blocked.length > 0 ? 'blocked' : fields.length === 0 ? 'same' : live === undefined ? 'create' : 'change',
    kind: 'keyvault',
    name,
    fields,
    secrets: [],
    ...(blocked.length > 0 ? { blocked } : {}),
  };
  const link: PlannedChange = {
    change: 'keyvault.link',
    url,
    credential,
    ...(stated.terms === undefined ? {} : { terms: stated.terms }),
    ifRevision: environment.revision,
  };
  const carriesOut = line.action === 'create' || line.action === 'change';
  return { line, groups: carriesOut ? [{ phase: 'vault-linked', key: name, changes: [link] }] : [] };
}
