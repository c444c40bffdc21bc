import { defineConnectionType } from '../../fields/connection-type.ts';
import { ownApp } from '../../fields/own-app.ts';
import { hashed } from '../remarks.ts';
import { expectedMembers, expectedProfiles } from '../usage/expected.ts';
import { segments } from '../usage/segments.ts';

export const linkedinAds = defineConnectionType({
  id: 'linkedin-ads',
  label: 'LinkedIn Ads',
  purpose: 'export',
  category: 'advertising',
  summary: 'Sends segments to matched audiences in LinkedIn Ads',
  article: 'export-linkedin-ads.md',
  standing: { status: 'current' },
  addable: true,
  signIn: 'browser',
  /** Sources: learn.microsoft.com/linkedin/shared/authentication, authorization-code-flow and programmatic-refresh-tokens (a year). */
  signsInAt: {
    authorization: 'https://www.linkedin.com/oauth/v2/authorization',
    token: 'https://www.linkedin.com/oauth/v2/accessToken',
    scopes: ['r_ads', 'rw_dmp_segments'],
    pkce: false,
    clientSecret: 'form',
    redirect: '127.0.0.1',
    leaves: 'refresh-token',
    lasts: { days: 365, from: 'sign-in' },
    kindUnsaid: true,
  },
  fields: {
    accountId: {
      kind: 'text',
      label: 'Campaign Manager account ID',
      help: 'Account in LinkedIn Campaign Manager that uses the audiences',
      example: '507654321',
    },
    ...ownApp,
  },
  usage: {
    ...segments,
    targeting: {
      kind: 'choice',
      label: 'Targeting',
      help: 'Whether people or companies are targeted',
      choices: [
        { value: 'contact', label: 'people' },
        { value: 'company', label: 'companies' },
      ],
      default: 'contact',
    },
    contactIdentifier: {
      kind: 'choice',
      label: 'Contact identifier',
      help: 'What people are found by',
      choices: [
        { value: 'email', label: 'e-mail address' },
        { value: 'appleAdId', label: 'Apple advertising ID' },
        { value: 'googleAdId', label: 'Google advertising ID' },
        { value: 'googleUserId', label: 'Google user ID' },
        { value: 'name', label: 'first and last name' },
      ],
      default: 'email',
      when: { field: 'targeting', is: 'contact' },
    },
    companyIdentifier: {
      kind: 'choice',
      label: 'Company identifier',
      help: 'What companies are found by',
      choices: [
        { value: 'name', label: 'company name' },
        { value: 'emailDomain', label: 'e-mail domain' },
        { value: 'pageUrl', label: 'address of the LinkedIn page' },
        { value: 'stockSymbol', label: 'stock symbol' },
        { value: 'website', label: 'website' },
      ],
      default: 'name',
      when: { field: 'targeting', is: 'company' },
    },
    identifierFields: {
      kind: 'list',
      label: 'Identifier fields',
      help: 'Fields of the profile that hold the identifier, with commas between them',
      example: 'Email',
    },
    ...expectedProfiles,
    ...expectedMembers,
  },
  consent: 'sends',
  shareable: true,
  limits: [
    { counts: 'profiles', atMost: 100_000, source: 'export-linkedin-ads.md' },
    { counts: 'minutes', atMost: 10, source: 'export-linkedin-ads.md' },
    { counts: 'segmentMembers', atLeast: 300, source: 'export-linkedin-ads.md' },
  ],
  prerequisites: ['A LinkedIn Campaign Manager account with administrator rights', 'Its account ID'],
  notes: ['Each segment becomes a matched audience', hashed],
});
