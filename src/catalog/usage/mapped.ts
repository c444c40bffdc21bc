import type { Fields } from '../../fields/field.ts';

/** A profile field that the service needs, named by what it holds: `first name`. */
export function mapped(holds: string) {
  return {
    kind: 'text',
    label: `${capitalised(holds)} field`,
    help: `Field of the profile that holds the ${holds}`,
    example: holds.split(/[\s-]/).map(capitalised).join(''),
  } as const;
}

/** A profile field that goes along where it is given. */
export function alsoMapped(holds: string) {
  return { ...mapped(holds), optional: true } as const;
}

export const emailField = {
  emailField: {
    kind: 'text',
    label: 'Email field',
    help: 'Field of the profile that holds the e-mail address',
    example: 'Email',
  },
} as const satisfies Fields;

export const nameFields = {
  firstNameField: alsoMapped('first name'),
  lastNameField: alsoMapped('last name'),
} as const satisfies Fields;

/** Where a page allows more fields without naming them. */
export const furtherFields = {
  furtherFields: {
    kind: 'list',
    label: 'Further fields',
    help: 'Other fields of the profile to send, with commas between them',
    optional: true,
    example: 'City,Birthday',
  },
} as const satisfies Fields;

function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
