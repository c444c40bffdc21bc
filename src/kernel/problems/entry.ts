/** One problem: its title, HTTP status, exit code, and the words for a person. */
export interface Entry<P> {
  readonly title: string;
  readonly status: number;
  readonly exit: number;
  readonly retryable?: true;
  readonly detail: (params: P) => string;
  readonly fix?: (params: P) => readonly string[];
}

/** States what an entry's words are made of; it hands the entry back. */
export const entry = <P>(it: Entry<P>): Entry<P> => it;
