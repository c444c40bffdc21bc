import { writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Limit } from '../../src/fields/connection-type.ts';
import type { Field } from '../../src/fields/field.ts';
import { ownApp } from '../../src/fields/own-app.ts';
import { typeOf, types } from './every.ts';
import { copiedFacts, copyFile, currentFacts, type Fact, type FactField, factsAreHere } from './facts.ts';

if (factsAreHere && process.env.GOLDEN === 'write') {
  // One type a line; `npm run format` lays it out.
  writeFileSync(
    copyFile,
    `[\n${currentFacts()
      .map((fact) => JSON.stringify(fact))
      .join(',\n')}\n]\n`,
  );
}

const facts = copiedFacts();

describe('the catalog as a whole', () => {
  (factsAreHere ? test : test.skip)('was made from the facts as they are now', () => {
    expect(facts).toEqual(currentFacts());
  });

  test('has all 52 types, in the order of the facts', () => {
    expect(types).toHaveLength(52);
    expect(types.map((type) => type.id)).toEqual(facts.map((fact) => fact.id));
  });

  test('lets 41 of them be added', () => {
    expect(types.filter((type) => type.addable)).toHaveLength(41);
  });

  test('offers the key vault for the twelve types of the facts (R28)', () => {
    expect(types.filter((type) => type.keyVault !== undefined)).toHaveLength(12);
  });
});

describe.each(facts.map((fact) => [fact.id, fact] as const))('%s is what the facts say', (id, fact) => {
  const type = typeOf(id);

  test('in name, purpose, category and page', () => {
    expect({
      label: type.label,
      formerly: type.formerly ?? [],
      purpose: type.purpose,
      category: type.category,
      article: type.article,
      preview: type.preview ?? false,
    }).toEqual({
      label: fact.displayName,
      formerly: fact.formerNames,
      purpose: fact.kind,
      category: fact.category,
      article: fact.source,
      preview: fact.preview,
    });
  });

  test('in whether it makes a connection, and how it signs in', () => {
    const signIn = !fact.createsConnection ? 'none' : fact.signsIn ? 'browser' : 'fields';

    expect([type.addable, type.usesType ?? null, type.signIn]).toEqual([
      fact.createsConnection,
      fact.usesConnectionType,
      signIn,
    ]);
  });

  test('in its fields (R7)', () => {
    const wanted = fact.createsConnection ? fact.fields : [];
    const own = Object.keys(type.fields).filter((key) => type.signIn !== 'browser' || !(key in ownApp));

    expect(own.sort()).toEqual(wanted.map((field) => field.key).sort());
    expect(wanted.map((field) => [field.key, described(type.fields[field.key] as Field)])).toEqual(
      wanted.map((field) => [field.key, expected(id, field)]),
    );
  });

  test('in consent (R9)', () => {
    const direction = id === 'sftp-custom-import' ? 'imports' : 'sends';

    expect(type.consent).toBe(fact.createsConnection && fact.consentRequired === true ? direction : 'none');
  });

  test('in key vault and sharing (R10, R28)', () => {
    expect([type.keyVault?.fills ?? null, type.shareable]).toEqual([fact.keyVault, fact.shared === true]);
  });

  test('in whether it is still offered', () => {
    if (type.standing.status === 'current') {
      expect(fact).toMatchObject({ status: 'current', retiredOn: null, replacedBy: null });
    } else {
      const known = type.standing.successor === null || facts.some((other) => other.id === successorOf(type));
      expect(fact).toMatchObject({
        status: 'retired',
        retiredOn: type.standing.on,
        replacedBy: known ? type.standing.successor : 'in words',
      });
    }
  });

  test('in its limits', () => {
    const stated = (type.limits ?? []).map(({ source, ...limit }) => limit);

    expect(stated.sort(byCount)).toEqual(expectedLimits(fact).sort(byCount));
  });
});

// What the facts leave open (`required: null`), read once and written down here.
const ourReading: { readonly [field: string]: boolean } = {
  'hubspot.apiKey': true,
  'liveramp.privateKey': true,
  'sftp.passphrase': false,
};

function expected(id: string, fact: FactField): object {
  const kind = fact.secret
    ? 'secret'
    : fact.type === 'boolean'
      ? 'switch'
      : fact.type === 'enum' && fact.values !== undefined
        ? 'choice'
        : 'text';
  const [field, is] = fact.showWhen?.split(' = ') ?? [];
  return {
    kind,
    // A switch is off unless it is given, so it needs no `optional`.
    required: kind === 'switch' || (fact.required ?? ourReading[`${id}.${fact.key}`]),
    values: fact.values ?? null,
    when: field === undefined ? null : { field, is },
  };
}

function described(field: Field): object {
  return {
    kind: field.kind,
    required: field.optional !== true,
    values: field.kind === 'choice' ? field.choices.map((choice) => choice.value) : null,
    when: field.when ?? null,
  };
}

function successorOf(type: (typeof types)[number]): string | null {
  return type.standing.status === 'retired' ? type.standing.successor : null;
}

const limitOf: {
  readonly [name: string]: Pick<Limit, 'counts' | 'advised'> & { readonly bound: 'atMost' | 'atLeast' };
} = {
  maxProfilesPerExport: { counts: 'profiles', bound: 'atMost' },
  maxProfilesTotal: { counts: 'profiles', bound: 'atMost' },
  maxDurationMinutes: { counts: 'minutes', bound: 'atMost' },
  minSegmentMembers: { counts: 'segmentMembers', bound: 'atLeast' },
  maxProfilesPerSegment: { counts: 'segmentMembers', bound: 'atMost' },
  recommendedMaxMembersPerSegment: { counts: 'segmentMembers', bound: 'atMost', advised: true },
  maxFilesPerTable: { counts: 'filesPerTable', bound: 'atMost' },
  maxEnrichmentsOfThisType: { counts: 'enrichments', bound: 'atMost' },
  maxAudiencesPerProject: { counts: 'audiencesPerProject', bound: 'atMost' },
  maxAdAccountsPerUser: { counts: 'adAccountsPerUser', bound: 'atMost' },
  maxCallsPer60Seconds: { counts: 'callsPerMinute', bound: 'atMost' },
  maxRowsPerTable: { counts: 'rowsPerTable', bound: 'atMost' },
  minEmailAddresses: { counts: 'emailAddresses', bound: 'atLeast' },
  maxEmailAddresses: { counts: 'emailAddresses', bound: 'atMost' },
  signInValidDays: { counts: 'signInDays', bound: 'atMost' },
  matchingHours: { counts: 'matchingHours', bound: 'atMost' },
  unrefreshedListDeletedAfterDays: { counts: 'unrefreshedDays', bound: 'atMost' },
};

type Stated = Omit<Limit, 'source'>;

function expectedLimits(fact: Fact): Stated[] {
  const limits = new Map<string, Stated>();
  for (const [name, figure] of Object.entries(fact.limits)) {
    const meaning = limitOf[name];
    if (meaning === undefined) throw new Error(`the facts state a new limit, ${name}`);
    const { bound, ...limit } = meaning;
    limits.set(limit.counts, { ...limits.get(limit.counts), ...limit, [bound]: figure });
  }
  return [...limits.values()];
}

function byCount(left: Stated, right: Stated): number {
  return left.counts.localeCompare(right.counts);
}
