/** Who stands at the door, before it is known what they may do. */
export type Caller =
  /** The account of this machine that runs the program. */
  { readonly kind: 'account'; readonly name: string };
