import type { Condition, Fields } from '../../fields/field.ts';
import { mapped } from './mapped.ts';

/** What every enrichment of a partner is told: whom to enrich, and where the result goes. */
export const enrichmentOf = {
  outputTable: {
    kind: 'text',
    label: 'Output table',
    help: 'Table that receives the result',
    format: 'identifier-name',
    example: 'Enriched_customers',
  },
  customers: {
    kind: 'text',
    label: 'Customers',
    help: 'All customers, or the name of one segment',
    example: 'all',
  },
} as const satisfies Fields;

/** Which of the two addresses of a profile is taken. */
export const addresses = {
  addresses: {
    kind: 'choice',
    label: 'Addresses',
    help: 'Which address of the profile is taken',
    choices: [
      { value: 'primary', label: 'primary address' },
      { value: 'secondary', label: 'secondary address' },
      { value: 'both', label: 'primary and secondary address' },
    ],
    default: 'primary',
  },
} as const satisfies Fields;

const primary: Condition = { field: 'addresses', is: ['primary', 'both'] };
const secondary: Condition = { field: 'addresses', is: ['secondary', 'both'] };

/** Addresses by street and postal code, which a location service needs of each. */
export const addressFields = {
  ...addresses,
  streetField: { ...mapped('street'), when: primary },
  postalCodeField: { ...mapped('postal code'), when: primary },
  secondaryStreetField: { ...mapped('street of the secondary address'), when: secondary },
  secondaryPostalCodeField: { ...mapped('postal code of the secondary address'), when: secondary },
} as const satisfies Fields;

/** People are found by name and address, phone or e-mail: one of them at least. */
export const matchedPeople = {
  matchFields: {
    kind: 'list',
    label: 'Match fields',
    help: 'Fields to find customers by: name and address, phone or e-mail, one of them at least',
    example: 'Email,Phone',
  },
} as const satisfies Fields;
