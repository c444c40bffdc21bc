import type { ConnectionType } from '../../../fields/connection-type.ts';
import type { ImportSummary } from '../../../model/import-summary.ts';
import type { Importing } from '../../../plan/import/imported.ts';
import type { Sourced } from '../../../plan/import/source-entry.ts';

/** What one of the readers found. */
export interface SourceRead {
  readonly entries: AsyncIterable<Sourced> | Iterable<Sourced>;
  readonly kindOf: Importing['kindOf'];
  readonly types: ReadonlyMap<string, ConnectionType>;
  /** Known when all was read: one without a name counts where something stands in it. */
  readonly columns?: () => ImportSummary['columns'];
}
