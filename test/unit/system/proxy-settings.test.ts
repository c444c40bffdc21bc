import { expect, test } from '@jest/globals';
import { proxySettings } from '../../../src/adapters/system/proxy-settings.ts';

test('the proxy is named in either case, the lower one first, and an empty one is none', () => {
  expect(proxySettings({})).toBeUndefined();
  expect(proxySettings({ HTTPS_PROXY: '', https_proxy: '' })).toBeUndefined();
  expect(proxySettings({ HTTPS_PROXY: '', https_proxy: 'http://b:1' })).toEqual({
    variable: 'https_proxy',
    address: 'http://b:1',
    spared: '',
  });
  expect(proxySettings({ HTTPS_PROXY: 'http://a:1', NO_PROXY: 'x', no_proxy: '' })).toMatchObject({
    variable: 'HTTPS_PROXY',
    spared: 'x',
  });
  expect(proxySettings({ HTTPS_PROXY: 'http://a:1', https_proxy: 'http://b:1' })?.address).toBe('http://b:1');
});
