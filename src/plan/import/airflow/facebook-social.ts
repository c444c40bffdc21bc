import { first, type SourceKind } from '../source-kind.ts';

// Provider facebook: everything stands in the extra; its access token is of another sign-in than the product's.
export const facebookSocial: SourceKind = {
  type: 'facebook-ads-manager',
  settings: {
    adAccount: first('extra.account_id'),
    clientId: first('extra.app_id'),
  },
  secrets: { clientSecret: first('extra.app_secret') },
  left: { 'extra.access_token': 'signs-in' },
};
