import type { ConnectionType } from '../../fields/connection-type.ts';
import type { Fields } from '../../fields/field.ts';
import type { NameFilter, NameItem } from '../../model/query.ts';
import type { Scanned } from '../scan.ts';

/** What completion may look at. Each answers with nothing where nothing can be had. */
export interface Look {
  names(filter: Omit<NameFilter, 'limit'>): Promise<readonly NameItem[]>;
  environments(): Promise<readonly string[]>;
  declaration(type: string): Promise<Declared | undefined>;
  /** Names of variables, which a secret can come from. */
  variables(): readonly string[];
}

export type Declared = Pick<ConnectionType, 'fields' | 'usage'>;

/** What a line says up to the word that is being typed. */
export interface Line {
  /** The command that it is of. */
  readonly path: string;
  readonly scanned: Scanned;
  /** The columns that its list can be ordered by. */
  readonly sorts: readonly string[];
  /** The fields of the type at hand. */
  readonly fields: () => Promise<Fields>;
  readonly look: Look;
}
