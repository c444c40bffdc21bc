import { describe, expect, test } from '@jest/globals';
import type { Fields } from '../../../src/fields/field.ts';
import { questionCount } from '../../../src/fields/question-count.ts';
import { typeOf } from '../../catalog/every.ts';

describe('how many questions a set-up asks', () => {
  test('is one number where no answer decides what else is asked', () => {
    expect(questionCount(typeOf('leadspace').fields)).toEqual({ questions: [1, 1], secrets: [1, 1] });
  });

  test('is nothing for a type without fields', () => {
    expect(questionCount(typeOf('inmobi').fields)).toEqual({ questions: [0, 0], secrets: [0, 0] });
  });

  test('is told from the least to the most: a password is one, a key and its passphrase are two', () => {
    expect(questionCount(typeOf('sftp').fields)).toEqual({ questions: [5, 6], secrets: [1, 2] });
  });

  test('counts what a text or a switch decides, and what that decides in turn', () => {
    const fields: Fields = {
      region: { kind: 'text', label: 'Region', help: 'Where it lies' },
      strict: { kind: 'switch', label: 'Strict', help: 'Whether', default: false, when: { field: 'region', is: 'eu' } },
      token: { kind: 'secret', label: 'Token', help: 'Of it', when: { field: 'strict', is: true } },
    };

    expect(questionCount(fields)).toEqual({ questions: [1, 3], secrets: [0, 1] });
  });
});
