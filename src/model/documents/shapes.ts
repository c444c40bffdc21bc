/** A JSON Schema, as far as documents need it. */
export type Shape = { readonly [keyword: string]: unknown };

export const text: Shape = { type: 'string' };
export const count: Shape = { type: 'integer', minimum: 0 };
export const yesNo: Shape = { type: 'boolean' };
export const moment: Shape = { type: 'string', format: 'date-time' };

export const oneOf = (...values: readonly string[]): Shape => ({ enum: values });
export const orNull = (shape: Shape): Shape => ({ anyOf: [shape, { type: 'null' }] });
export const list = (items: Shape): Shape => ({ type: 'array', items });
export const map = (values: Shape): Shape => ({ type: 'object', additionalProperties: values });

export const listOf = (item: Shape): Shape => object({ items: list(item), next: orNull(text), total: count });

/** An object with these members, all there. More may come in later versions, so others are not forbidden. */
export function object(
  members: { readonly [name: string]: Shape },
  optional: { readonly [name: string]: Shape } = {},
): Shape {
  return { type: 'object', required: Object.keys(members), properties: { ...members, ...optional } };
}
