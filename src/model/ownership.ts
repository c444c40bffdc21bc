/** Which manifest stated a record last, and the revision that it left it at: a later one came from elsewhere. */
export interface Ownership {
  readonly id: string;
  readonly revision: number;
}
