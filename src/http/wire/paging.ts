import { text } from '../../model/documents/shapes.ts';
import type { Members } from './closed.ts';

/** The most rows of one page. */
export const mostRows = 5_000;
/** Rows of a page where nothing is said. */
export const usualRows = 100;

export const paging: Members = { limit: { type: 'integer', minimum: 1, maximum: mostRows }, next: text, sort: text };
