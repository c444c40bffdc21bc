import type { Fields } from '../fields/field.ts';

/** The column that ties a unified customer to a contact of Dynamics 365. */
export const contactIdField = {
  contactIdField: {
    kind: 'text',
    label: 'Contact ID field',
    help: 'Column of the Customer table that holds the ID of the Dynamics 365 contact',
    example: 'ContactId',
  },
} as const satisfies Fields;

/** An organisation of Dynamics 365, and who signs in to it. */
export const organisation = {
  serverAddress: {
    kind: 'text',
    label: 'Server address',
    help: 'Web address of the Dynamics 365 organisation',
    format: 'https-url',
    target: true,
    example: 'https://contoso.crm4.dynamics.com',
  },
  serverAdminAccount: {
    kind: 'text',
    label: 'Server admin account',
    help: 'Administrator of the organisation who signs in',
    format: 'email',
    example: 'admin@contoso.example',
  },
  ...contactIdField,
} as const satisfies Fields;

/** What has to be true of the contacts before segments of them can be sent. */
export const contactPrerequisites = [
  'Contacts of the organisation, ingested as a data source',
  'Those contacts unified into the Customer table',
] as const;
