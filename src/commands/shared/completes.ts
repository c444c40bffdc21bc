/**
 * What completion offers in a place: words of its own, names of a kind, or, for a flag whose value has a form, what that
 * form is made of. `like-connection` is a connection of the type of the first argument's, `subject` what the action that
 * is the first argument is done to, `handed-field` a field of what a command runs over.
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
  | 'handed-field'
  | 'subject'
  | 'setting'
  | 'secret'
  | 'source';
