import type { ConnectionType } from '../../../src/fields/connection-type.ts';
import type { Fields } from '../../../src/fields/field.ts';
import type { ShownType } from '../../../src/views/connection-type.ts';
import type { ShownField } from '../../../src/views/shown-field.ts';

/** A declaration as `type show` gives it. */
export function shownType(type: ConnectionType): ShownType {
  const fields = fieldsOf(type.fields);
  return {
    ...type,
    usesType: type.usesType ?? null,
    keyVault: type.keyVault ?? false,
    fields,
    usage: fieldsOf(type.usage),
    secretFields: fields.filter(({ secret }) => secret).map(({ key }) => key),
  };
}

function fieldsOf(fields: Fields): readonly ShownField[] {
  return Object.entries(fields).map(([key, field]) => ({
    key,
    label: field.label,
    kind: field.kind,
    secret: field.kind === 'secret',
    required: field.optional !== true,
    default: 'default' in field ? (field.default ?? null) : null,
    choices: field.kind === 'choice' ? field.choices : null,
    when: field.when ?? null,
    help: field.help,
  }));
}
