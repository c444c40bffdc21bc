import type { Fields } from '../../fields/field.ts';
import { expectedProfiles } from './expected.ts';
import { emailField, furtherFields } from './mapped.ts';

export const segments = {
  segments: {
    kind: 'list',
    label: 'Segments',
    help: 'Segments to send, with commas between them',
    example: 'High value customers',
  },
} as const satisfies Fields;

/** Segments by a mapped e-mail address: what most marketing services take. */
export const segmentsByEmail = { ...segments, ...emailField, ...expectedProfiles } as const satisfies Fields;

/** Segments of people whom the service finds by one kind of identifier. */
export const segmentsByIdentifier = {
  ...segments,
  keyIdentifier: {
    kind: 'choice',
    label: 'Key identifier',
    help: 'What the service finds people by',
    choices: [
      { value: 'email', label: 'e-mail address' },
      { value: 'nameAndAddress', label: 'name and address' },
      { value: 'phone', label: 'phone number' },
    ],
    default: 'email',
  },
  identifierFields: {
    kind: 'list',
    label: 'Identifier fields',
    help: 'Fields of the profile that hold the key identifier, with commas between them',
    example: 'Email',
  },
  ...furtherFields,
  ...expectedProfiles,
} as const satisfies Fields;
