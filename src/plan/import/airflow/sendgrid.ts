import { first, type SourceKind } from '../source-kind.ts';

// Provider sendgrid: the password is the key.
export const sendgrid: SourceKind = {
  type: 'sendgrid',
  settings: {},
  secrets: { apiKey: first('password', 'extra.api_key') },
};
