import { describe, expect, test } from '@jest/globals';
import { isProblem } from '../../../src/kernel/problem.ts';
import { applyQuery } from '../../../src/views/output/query.ts';
import { listed, names } from './samples.ts';

describe('a query', () => {
  test('picks from the document as its JSON has it', async () => {
    expect(await applyQuery(listed, 'items[?revision==`2`].name | [0]')).toBe(names.chinese);
    expect(await applyQuery({ at: new Date(0), gone: undefined }, 'keys(@)')).toEqual(['at']);
    expect(await applyQuery(listed, 'nothing')).toBeNull();
  });

  test.each([
    ['items[', '`--query` cannot be used: it ends too early'],
    ['', '`--query` cannot be used: it ends too early'],
    ['a b', '`--query` cannot be used: there is no place for b'],
    ['"abc', '`--query` cannot be used: it ends too early'],
    ['nofn(@)', '`--query` cannot be used: unknown function: nofn()'],
    ['a#', '`--query` cannot be used: unknown character: #'],
    ['items[].$x', '`--query` cannot be used: there is no place for x'],
  ])('%j is refused in words', async (expression, detail) => {
    const error = await applyQuery(listed, expression).catch((thrown) => thrown);
    expect(isProblem(error)).toBe(true);
    expect(error).toMatchObject({ code: 'usage.query', exit: 2, detail });
  });

  test('cannot bring control characters to the terminal in its refusal', async () => {
    await expect(applyQuery(listed, 'a \u001b[2J')).rejects.toMatchObject({
      detail: '`--query` cannot be used: unknown character: \\u{1b}',
    });
  });
});
