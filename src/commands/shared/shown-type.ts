import type { ConnectionType } from '../../fields/connection-type.ts';
import type { Field, Fields } from '../../fields/field.ts';
import { typeItem } from './type-items.ts';

/** A connection type as `type show` gives it: the members of the list, and all that a setup has to know. */
export function shownType(type: ConnectionType) {
  return {
    ...typeItem(type),
    formerly: type.formerly ?? [],
    standing: type.standing,
    preview: type.preview ?? false,
    signIn: type.signIn,
    signsInAt: type.signsInAt ?? null,
    fields: shownFields(type.fields),
    usage: shownFields(type.usage),
    secretFields: Object.keys(type.fields).filter((key) => type.fields[key]?.kind === 'secret'),
    keyVaultFills: type.keyVault?.fills ?? [],
    consent: type.consent,
    limits: type.limits ?? [],
    prerequisites: type.prerequisites ?? [],
    notes: type.notes ?? [],
  };
}

function shownFields(fields: Fields) {
  return Object.entries(fields).map(([key, field]) => shownField(key, field));
}

function shownField(key: string, field: Field) {
  return {
    key,
    label: field.label,
    kind: field.kind,
    secret: field.kind === 'secret',
    required: field.optional !== true,
    default: 'default' in field ? (field.default ?? null) : null,
    choices: field.kind === 'choice' ? field.choices.map(({ value }) => value) : null,
    choiceLabels: field.kind === 'choice' ? field.choices.map(({ label }) => label) : null,
    when: field.when ?? null,
    help: field.help,
    example: field.example ?? null,
  };
}
