import type { Shape } from '../../model/documents/shapes.ts';

/** Members of what a request gives, by name. */
export interface Members {
  readonly [name: string]: Shape;
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
