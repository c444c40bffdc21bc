import { describe, expect, test } from '@jest/globals';
import { shownType } from '../../src/commands/shared/shown-type.ts';
import { filled } from '../../src/fields/sign-in.ts';
import { text } from '../../src/views/connection-type.ts';
import { typeOf, types } from './every.ts';

const signing = types.flatMap((type) =>
  typeof type.signsInAt === 'object' ? [[type.id, type.signsInAt] as const] : [],
);

test('every type with a sign-in in a browser says where it is, and no other does (D17)', () => {
  expect(types.filter(({ signIn }) => signIn === 'browser').map(({ id }) => id)).toEqual(
    types.filter(({ signsInAt }) => signsInAt !== undefined).map(({ id }) => id),
  );
  expect(signing).toHaveLength(15);
});

test('Facebook’s sign-in holds as long as the product says', () => {
  const facebook = types.find(({ id }) => id === 'facebook-ads-manager');
  const stated = facebook?.limits?.find(({ counts }) => counts === 'signInDays')?.atMost;

  expect(facebook?.signsInAt).toMatchObject({ lasts: { days: stated, from: 'sign-in' } });
});

describe.each(signing)('%s', (id, signIn) => {
  const tenant = 'contoso.onmicrosoft.com';
  const settings = { serverAddress: 'https://contoso.crm4.dynamics.com/' };
  const { authorization, token, device, scopes } = filled(signIn, { tenant, settings });
  const addresses = [authorization, token, ...(device === undefined ? [] : [device])];

  test('signs in over HTTPS, at addresses that carry nothing of their own', () => {
    for (const address of addresses) {
      const { protocol, search, hash, username, href } = new URL(address);
      expect([address, protocol, search, hash, username]).toEqual([address, 'https:', '', '', '']);
      expect(href).toBe(address);
    }
  });

  test('leaves no variable unfilled, and asks for something where scopes are asked for', () => {
    expect([...addresses, ...scopes].filter((text) => /[{}]/.test(text))).toEqual([]);
    expect(scopes.filter((scope) => scope === '' || /\s/.test(scope))).toEqual([]);
    expect(new Set(scopes).size).toBe(scopes.length);
    expect(id.startsWith('dynamics') ? scopes[0] : '').toBe(
      id.startsWith('dynamics') ? 'https://contoso.crm4.dynamics.com/user_impersonation' : '',
    );
  });

  test('sends nothing of the protocol as a parameter of its own', () => {
    const ours = ['client_id', 'redirect_uri', 'response_type', 'scope', 'state', 'code_challenge'];

    expect(Object.keys(signIn.parameters ?? {}).filter((name) => ours.includes(name))).toEqual([]);
  });
});

test('an organisation that is not named is any, and one that tries to lead elsewhere stays a part of the path', () => {
  const machineLearning = signing.find(([id]) => id === 'azure-machine-learning')?.[1];
  if (machineLearning === undefined) throw new Error('there is none');
  const at = (tenant: string | null, settings = {}) => filled(machineLearning, { tenant, settings }).token;

  expect(at(null)).toBe('https://login.microsoftonline.com/organizations/oauth2/v2.0/token');
  expect(at('a.example', { tenant: 'b.example' })).toContain('/b.example/');
  expect(at('../../evil@x?')).toBe('https://login.microsoftonline.com/..%2F..%2Fevil%40x%3F/oauth2/v2.0/token');
});

test.each([
  ['facebook-ads-manager', 'in a browser at www.facebook.com, for 60 days'],
  ['criteo', 'in a browser at consent.criteo.com, which comes back to HTTPS alone'],
  [
    'microsoft-advertising',
    'in a browser at login.microsoftonline.com, or on another device, for 90 days from its last use',
  ],
  ['mailchimp', 'in a browser at login.mailchimp.com'],
])('type show says how %s signs in', (id, says) => {
  const page = text(shownType(typeOf(id))).replace(/\n +(?=\S)/g, ' ');

  expect(page).toContain(`sign-in      ${says}`);
});
