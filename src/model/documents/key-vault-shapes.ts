import { list, object, oneOf, orNull, text } from './shapes.ts';

/** An export or enrichment that stops with a secret. */
const falling = object({ name: text, displayName: text, status: oneOf('active', 'inactive') });

/** A secret of the key vault where a connection uses it. */
export const vaultReference = object({
  name: text,
  displayName: text,
  type: text,
  field: text,
  secret: text,
  version: orNull(text),
  exports: list(falling),
  enrichments: list(falling),
});
