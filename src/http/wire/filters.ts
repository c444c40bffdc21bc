import { oneOf, type Shape, text, yesNo } from '../../model/documents/shapes.ts';
import type { Members } from './closed.ts';

/** The most rows of one page. */
export const mostRows = 5_000;
/** Rows of a page where nothing is said. */
export const usualRows = 100;

/** How many rows. */
export const rows: Shape = { type: 'integer', minimum: 1, maximum: mostRows };

/** Which part of a list. */
export const paging: Members = { limit: rows, next: text, sort: text };

/** Which exports or enrichments are listed. */
export const dependentFilter: Members = {
  type: text,
  connection: text,
  withoutConnection: yesNo,
  status: oneOf('active', 'inactive'),
  search: text,
};

/** Which of what goes by a schedule. */
export const runFilter: Members = { dependent: text, due: yesNo };
