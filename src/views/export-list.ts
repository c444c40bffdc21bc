import type { DependentItem } from '../model/query.ts';
import type { Column } from './column.ts';
import { dependentColumns } from './dependent-columns.ts';

export const empty = 'No exports to show; make one with `cinch export add`';

export const columns: readonly Column<DependentItem>[] = dependentColumns;
