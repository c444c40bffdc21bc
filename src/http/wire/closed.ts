import type { Shape } from '../../model/documents/shapes.ts';

/** Members of what a request gives, by name. */
export interface Members {
  readonly [name: string]: Shape;
}

/** What one change is given: members it needs, and members it may have. */
export interface ChangeShape {
  readonly required: Members;
  readonly optional?: Members;
  /** What it is given besides by its `kind`, where that decides. */
  readonly kinds?: { readonly [kind: string]: ChangeShape };
}

/** An object of a request: these members, and none besides. */
export function closed(required: Members, optional: Members = {}): Shape {
  return {
    type: 'object',
    required: Object.keys(required),
    properties: { ...required, ...optional },
    additionalProperties: false,
  };
}
