/** A form that text must have: how to test it, the rule in words, and a value on each side of the line. */
export interface Format {
  readonly matches: (text: string) => boolean;
  readonly says: string;
  readonly accepted: string;
  readonly refused: string;
}

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const host = new RegExp(`^(?=.{1,253}$)${label}(?:\\.${label})*$`, 'i');

function isHost(text: string): boolean {
  return host.test(text) || isIpv6(text);
}

function isIpv6(text: string): boolean {
  return /^\[[0-9a-f:.]{2,45}\]$/i.test(text) && URL.canParse(`http://${text}/`);
}

function isHostWithPort(text: string): boolean {
  const parts = /^(.+?)(?::(\d{1,5}))?$/.exec(text);
  return parts !== null && isHost(parts[1] ?? '') && isPort(parts[2]);
}

function isPort(digits: string | undefined): boolean {
  return digits === undefined || (Number(digits) >= 1 && Number(digits) <= 65_535);
}

function isUrl(text: string, scheme: string): boolean {
  if (!text.startsWith(`${scheme}://`) || /\s/.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return url.username === '' && url.password === '' && isHostWithPort(url.host) && !url.host.startsWith('-');
}

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const pattern = (regex: RegExp) => (text: string) => regex.test(text);

/** Every format a declaration may name. Sources: the facts' `format` remarks, and the naming rules of the services. */
export const formats = {
  hostname: {
    matches: isHost,
    says: 'a host name alone, without https:// or a path',
    accepted: 'rest.iad-03.braze.com',
    refused: 'https://rest.iad-03.braze.com',
  },
  'host-with-port': {
    matches: isHostWithPort,
    says: 'a host name, with a port where it is not the usual one',
    accepted: 'sftp.partner.example:2022',
    refused: 'sftp://sftp.partner.example',
  },
  'sftp-url': {
    matches: (text) => isUrl(text, 'sftp'),
    says: 'an address that begins with sftp://, with the port where it is not 22',
    accepted: 'sftp://files.partner.example:22',
    refused: 'files.partner.example',
  },
  'https-url': {
    matches: (text) => isUrl(text, 'https'),
    says: 'an address that begins with https://, without a user name in it',
    accepted: 'https://contoso.crm4.dynamics.com',
    refused: 'http://contoso.crm4.dynamics.com',
  },
  email: {
    matches: pattern(/^[^\s@"<>]+@[^\s@"<>]+\.[^\s@"<>.]+$/),
    says: 'an e-mail address',
    accepted: 'ana@contoso.example',
    refused: 'ana at contoso',
  },
  guid: {
    matches: pattern(guid),
    says: 'an id of the form 00000000-0000-0000-0000-000000000000',
    accepted: '72f988bf-86f1-41af-91ab-2d7cd011db47',
    refused: '72f988bf',
  },
  tenant: {
    matches: (text) => guid.test(text) || (isHost(text) && text.includes('.')),
    says: 'the id or a domain of the organisation',
    accepted: 'contoso.onmicrosoft.com',
    refused: 'contoso',
  },
  digits: {
    matches: pattern(/^\d{1,32}$/),
    says: 'digits only',
    accepted: '12345',
    refused: 'ST12345A7',
  },
  'storage-account': {
    matches: pattern(/^[a-z0-9]{3,24}$/),
    says: '3 to 24 lower-case letters and digits, as Azure names storage accounts',
    accepted: 'contosodata',
    refused: 'Contoso-Data',
  },
  container: {
    matches: pattern(/^(?:\$root|\$web|(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*)$/),
    says: '3 to 63 lower-case letters, digits and single dashes, as Azure names containers',
    accepted: 'segments-out',
    refused: 'Segments_Out',
  },
  'resource-group': {
    matches: pattern(/^[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]$/u),
    says: 'letters, digits, dots, dashes, underscores and parentheses, not ending in a dot',
    accepted: 'rg-customer-data',
    refused: 'rg customer data',
  },
  'synapse-workspace': {
    matches: (text) => /^(?=.{1,50}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(text) && !text.includes('-ondemand'),
    says: 'up to 50 lower-case letters, digits and inner dashes, without -ondemand, as Azure names Synapse workspaces',
    accepted: 'contoso-synapse',
    refused: 'Contoso_Synapse',
  },
  'machine-learning-workspace': {
    matches: pattern(/^[a-z0-9][a-z0-9_-]{2,32}$/i),
    says: '3 to 33 letters, digits, dashes and underscores, beginning with a letter or digit',
    accepted: 'contoso-ml',
    refused: 'contoso ml',
  },
  folder: {
    matches: (text) => /^.+$/.test(text) && !/(?:^|\/)\.\.(?:\/|$)|\\|\/\//.test(text),
    says: 'a folder path with single forward slashes and without ..',
    accepted: 'export/folder/path',
    refused: '../outside',
  },
  'identifier-name': {
    matches: pattern(/^\p{L}[\p{L}\p{N}_]*$/u),
    says: 'a letter first, then letters, digits and underscores',
    accepted: 'churn_model',
    refused: '1st-model',
  },
  region: {
    matches: pattern(/^[a-z]{2,4}(?:-[a-z]+)+-\d$/),
    says: 'a region as Amazon S3 names it',
    accepted: 'us-east-1',
    refused: 'Virginia',
  },
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;
