import type { Answer } from '../../support/services.ts';

type Steps = readonly Answer[];

/** What a service is recorded to answer: the steps of a success, and what it says of a wrong credential and of a lack of permission. */
export interface Recorded {
  readonly settings?: { readonly [field: string]: string };
  readonly secrets: readonly string[];
  /** Every host that takes part, in the order of the steps. */
  readonly hosts: readonly string[];
  readonly success: Steps;
  readonly wrong: Steps;
  /** Nothing where the service, as far as it is asked, has no such answer. */
  readonly lacks?: Steps;
  readonly missing?: Steps;
}

const ok = (body: unknown): Answer => ({ status: 200, body });
const refused = (status: number, body: unknown = {}): Answer => ({ status, body });
const token = ok({ access_token: 'access-of-the-tests', token_type: 'Bearer', expires_in: 3600 });
const over = refused(400, { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' });
const app = { settings: { clientId: 'app-1' }, secrets: ['clientSecret', 'refreshToken'] };

export const recorded: { readonly [type: string]: Recorded } = {
  'active-campaign': {
    settings: { restEndpointHostname: 'contoso.api-us1.com' },
    secrets: ['apiKey'],
    hosts: ['contoso.api-us1.com'],
    success: [ok({ user: { username: 'admin', id: '1' } })],
    wrong: [refused(403, { message: 'You do not have permission to access this resource' })],
  },
  adroll: nextroll(),
  rollworks: nextroll(),
  braze: {
    settings: { restEndpointHostname: 'rest.iad-03.braze.com' },
    secrets: ['apiKey'],
    hosts: ['rest.iad-03.braze.com'],
    success: [ok({ message: 'success', segments: [] })],
    wrong: [refused(401, { message: 'Invalid API key' })],
    lacks: [refused(403, { message: 'Forbidden' })],
  },
  'campaign-monitor': {
    secrets: ['refreshToken'],
    hosts: ['api.createsend.com', 'api.createsend.com'],
    success: [token, ok({ SystemDate: '2026-11-22 05:00:00' })],
    wrong: [token, refused(401, { Code: 122, Message: 'Revoked OAuth Token' })],
    lacks: [token, refused(401, { Code: 60, Message: 'No permission' })],
  },
  'constant-contact': {
    ...app,
    hosts: ['authz.constantcontact.com', 'api.cc.email'],
    success: [token, ok([{ privilege_id: 1, privilege_name: 'ui:account:metadata' }])],
    wrong: [token, refused(401, [{ error_key: 'unauthorized', error_message: 'Unauthorized' }])],
    lacks: [token, refused(403, { error_key: 'access_denied', error_message: 'Access denied' })],
  },
  criteo: {
    settings: { clientId: 'app-1' },
    secrets: ['clientSecret'],
    hosts: ['api.criteo.com', 'api.criteo.com'],
    success: [token, ok({ data: { id: '1', type: 'Application' } })],
    wrong: [refused(401, { error: 'invalid_client' })],
    lacks: [token, refused(403, { errors: [{ type: 'authorization', code: 'authorization-denied' }] })],
  },
  dotdigital: {
    settings: { username: 'apiuser-0123456789ab@apiconnector.com', addressBookId: '1' },
    secrets: ['password'],
    hosts: ['r1-api.dotdigital.com'],
    success: [ok({ id: 4, properties: [{ name: 'Name', value: 'Contoso' }] })],
    wrong: [refused(401, { message: 'Error: ERROR_INVALID_LOGIN' })],
    lacks: [refused(403)],
  },
  'dynamics-365-sales': dynamics(),
  'dynamics-365-marketing': dynamics(),
  'facebook-ads-manager': {
    settings: { adAccount: 'act_1234567890' },
    secrets: ['refreshToken'],
    hosts: ['graph.facebook.com', 'graph.facebook.com'],
    success: [ok({ id: '1', name: 'Ana' }), ok({ id: 'act_1234567890', name: 'Contoso' })],
    wrong: [refused(400, { error: { message: 'Invalid OAuth access token', type: 'OAuthException', code: 190 } })],
    lacks: [
      ok({ id: '1', name: 'Ana' }),
      refused(400, { error: { message: 'Permissions error', type: 'OAuthException', code: 200 } }),
    ],
    missing: [
      ok({ id: '1', name: 'Ana' }),
      refused(400, { error: { message: 'Unsupported get request', code: 100, error_subcode: 33 } }),
    ],
  },
  'google-ads': {
    settings: { ...app.settings, customerId: '123-456-7890' },
    secrets: app.secrets,
    hosts: ['oauth2.googleapis.com', 'googleads.googleapis.com'],
    success: [token, ok({ resourceNames: ['customers/1234567890'] })],
    wrong: [over],
    lacks: [token, refused(403, { error: { code: 403, status: 'PERMISSION_DENIED' } })],
  },
  hubspot: {
    secrets: ['apiKey'],
    hosts: ['api.hubapi.com'],
    success: [ok({ portalId: 1234, accountType: 'STANDARD' })],
    wrong: [refused(401, { status: 'error', category: 'INVALID_AUTHENTICATION' })],
    lacks: [refused(403, { status: 'error', category: 'MISSING_SCOPES' })],
  },
  iterable: {
    secrets: ['apiKey'],
    hosts: ['api.iterable.com'],
    success: [ok({ lists: [] })],
    wrong: [refused(401, { msg: 'Invalid API key', code: 'BadApiKey', params: null })],
    lacks: [refused(403, { msg: 'wrong kind of key', code: 'Forbidden' })],
  },
  klaviyo: {
    secrets: ['apiKey'],
    hosts: ['a.klaviyo.com'],
    success: [ok({ data: [{ type: 'account', id: 'AbC123' }] })],
    wrong: [refused(401, { errors: [{ status: 401, code: 'authentication_failed' }] })],
    lacks: [refused(403, { errors: [{ status: 403, code: 'permission_denied' }] })],
  },
  'linkedin-ads': {
    settings: { ...app.settings, accountId: '507654321' },
    secrets: app.secrets,
    hosts: ['www.linkedin.com', 'api.linkedin.com'],
    success: [token, ok({ id: 507654321, status: 'ACTIVE' })],
    wrong: [over],
    lacks: [token, refused(403, { message: 'Not enough permissions', serviceErrorCode: 100, status: 403 })],
    missing: [token, refused(404, { message: 'Not found', status: 404 })],
  },
  mailchimp: {
    secrets: ['refreshToken'],
    hosts: ['login.mailchimp.com', 'us6.api.mailchimp.com'],
    success: [ok({ dc: 'us6', api_endpoint: 'https://us6.api.mailchimp.com' }), ok({ health_status: 'fine' })],
    wrong: [ok({ error: 'invalid_token' })],
    lacks: [ok({ dc: 'us6' }), refused(403, { title: 'Forbidden', status: 403 })],
  },
  marketo: {
    settings: { restEndpointHostname: 'xyz-abc-123.mktorest.com', clientId: 'app-1' },
    secrets: ['clientSecret'],
    hosts: ['xyz-abc-123.mktorest.com', 'xyz-abc-123.mktorest.com'],
    success: [token, ok({ requestId: '1', success: true, result: [] })],
    wrong: [refused(401, { error: 'invalid_client', error_description: 'Bad client credentials' })],
    lacks: [token, ok({ requestId: '1', success: false, errors: [{ code: '603', message: 'Access denied' }] })],
  },
  'microsoft-advertising': {
    settings: { ...app.settings, customerId: '12345678' },
    secrets: app.secrets,
    hosts: ['login.microsoftonline.com'],
    success: [token],
    wrong: [over],
    lacks: [refused(400, { error: 'consent_required' })],
  },
  omnisend: {
    secrets: ['apiKey'],
    hosts: ['api.omnisend.com'],
    success: [ok({ brandID: '5f', website: 'contoso.example' })],
    wrong: [refused(401, { error: 'unauthorized' })],
    lacks: [refused(403, { error: 'forbidden' })],
  },
  sendgrid: {
    secrets: ['apiKey'],
    hosts: ['api.sendgrid.com'],
    success: [ok({ scopes: ['mail.send'] })],
    wrong: [refused(401, { errors: [{ field: null, message: 'authorization required' }] })],
    lacks: [refused(403, { errors: [{ field: null, message: 'access forbidden' }] })],
  },
  sendinblue: {
    secrets: ['apiKey'],
    hosts: ['api.brevo.com'],
    success: [ok({ email: 'ana@contoso.example', companyName: 'Contoso' })],
    wrong: [refused(401, { message: 'Key not found', code: 'unauthorized' })],
    lacks: [refused(403, { code: 'permission_denied' })],
  },
  snapchat: {
    ...app,
    hosts: ['accounts.snapchat.com', 'adsapi.snapchat.com'],
    success: [token, ok({ request_status: 'SUCCESS', me: { id: '1', organization_id: '2' } })],
    wrong: [token, refused(401, { request_status: 'ERROR' })],
    lacks: [token, refused(403, { request_status: 'ERROR' })],
  },
  'azure-maps': {
    secrets: ['apiKey'],
    hosts: ['atlas.microsoft.com'],
    success: [ok({ Version: '2026a' })],
    wrong: [refused(401, { error: { code: '401 Unauthorized' } })],
    lacks: [refused(403, { error: { code: '403 Forbidden' } })],
  },
  'here-technologies': {
    secrets: ['apiKey'],
    hosts: ['geocode.search.hereapi.com'],
    success: [ok({ items: [{ title: 'Berlin' }] })],
    wrong: [refused(401, { error: 'Unauthorized', error_description: 'apiKey invalid. apiKey not found.' })],
    lacks: [refused(403, { error: 'Forbidden' })],
  },
};

function nextroll(): Recorded {
  return {
    ...app,
    hosts: ['services.adroll.com', 'services.adroll.com'],
    success: [token, ok({ results: { eid: 'ABC123', name: 'Contoso' } })],
    wrong: [token, refused(401, { errors: [{ code: 'apiproxy:3', message: 'Unauthorized' }] })],
    lacks: [token, refused(403, { errors: [{ code: 'apiproxy:4' }] })],
  };
}

function dynamics(): Recorded {
  return {
    settings: { ...app.settings, serverAddress: 'https://contoso.crm4.dynamics.com' },
    secrets: app.secrets,
    hosts: ['login.microsoftonline.com', 'contoso.crm4.dynamics.com'],
    success: [token, ok({ BusinessUnitId: 'b', UserId: 'u', OrganizationId: 'o' })],
    wrong: [
      refused(400, { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.' }),
    ],
    lacks: [token, refused(403, { error: { code: '0x80072560' } })],
  };
}
