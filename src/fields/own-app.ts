import type { Fields } from './field.ts';

/** The administrator's own app at a service with browser sign-in. Until the refresh token is there, the connection awaits its sign-in (D17). */
export const ownApp = {
  clientId: {
    kind: 'text',
    label: 'Client ID',
    help: 'Client ID of your own app at the service',
    optional: true,
    example: 'cinch-app-1',
  },
  clientSecret: {
    kind: 'secret',
    label: 'Client secret',
    help: 'Client secret of your own app at the service',
    shape: 'key',
    optional: true,
  },
  refreshToken: {
    kind: 'secret',
    label: 'Refresh token',
    help: 'What the sign-in leaves behind; given here, or fetched by signing in',
    shape: 'token',
    optional: true,
  },
} as const satisfies Fields;

/** The same where the app is registered in Microsoft Entra ID, which names every app by a GUID. */
export const ownEntraApp = {
  ...ownApp,
  clientId: {
    kind: 'text',
    label: 'Client ID',
    help: 'Client ID of your own app in Microsoft Entra ID',
    format: 'guid',
    optional: true,
    example: '72f988bf-86f1-41af-91ab-2d7cd011db47',
  },
} as const satisfies Fields;
