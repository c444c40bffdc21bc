/**
 * What completion offers in a place: words of its own, names of a kind, or, for a flag whose value has a form, what that
 * form is made of. `like-connection` is a connection of the type of the first argument's.
 */
export type Completes =
  | readonly string[]
  | 'type'
  | 'addable-type'
  | 'own-type'
  | 'connection'
  | 'like-connection'
  | 'export'
  | 'enrichment'
  | 'user'
  | 'token'
  | 'environment'
  | 'topic'
  | 'file'
  | 'column'
  | 'sharing'
  | 'contributors'
  | 'export-choice'
  | 'enrichment-choice'
  | 'field'
  | 'setting'
  | 'secret'
  | 'source';
