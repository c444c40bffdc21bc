import type { ConnectionType } from '../../../fields/connection-type.ts';
import { type QuestionCount, questionCount, type Range } from '../../../fields/question-count.ts';
import type { Choice } from '../../../kernel/prompter.ts';
import type { Context } from '../../context.ts';
import { shownType } from '../shown-type.ts';
import { typeAt } from '../type-at.ts';
import type { TypeItem } from '../type-items.ts';
import { typeChoices } from './type.ts';

type Step = { readonly do: 'back' | 'leave' } | { readonly do: 'set up'; readonly type: string };

/** Lets a person look through the types, one in full at a time. Answers the one to set up, or nothing (R4). */
export async function browseTypes(context: Context, items: readonly TypeItem[]): Promise<string | undefined> {
  const way = { value: '', label: 'leave', group: 'Or' };
  for (let opened: string | undefined; ; ) {
    opened = await context.prompt.search({
      message: 'What can be connected',
      hint: 'choose one to see what it is for and what it needs',
      find: async (typed) => [
        ...typeChoices(items, typed),
        ...(way.label.startsWith(typed.trim().toLowerCase()) ? [way] : []),
      ],
      initial: opened,
    });
    if (opened === way.value) return undefined;
    const type = await typeAt(context, opened);
    await context.show('DiscoveredType', { ...shownType(type), asks: allQuestions(type) });
    const step = await askStep(context, type);
    if (step.do === 'set up') return step.type;
    if (step.do === 'leave') return undefined;
  }
}

async function askStep(context: Context, type: ConnectionType): Promise<Step> {
  return context.prompt.choose<Step>({
    message: type.label,
    choices: [
      ...(await startOf(context, type)),
      { value: { do: 'back' }, label: 'back to the list' },
      { value: { do: 'leave' }, label: 'leave' },
    ],
  });
}

/** What can be set up from here: the type itself, or the one that it relies on. */
async function startOf(context: Context, { id, addable, usesType }: ConnectionType): Promise<readonly Choice<Step>[]> {
  if (addable) return [{ value: { do: 'set up', type: id }, label: 'set it up now' }];
  if (usesType === undefined) return [];
  const { label } = await typeAt(context, usesType);
  return [{ value: { do: 'set up', type: usesType }, label: `set up ${label}`, aside: 'the connection that it uses' }];
}

// Besides its fields, every set-up asks a display name, and where there is a choice who may use it.
function allQuestions({ fields, shareable }: ConnectionType): QuestionCount {
  const { questions, secrets } = questionCount(fields);
  const more = shareable ? 2 : 1;
  return { questions: questions.map((it) => it + more) as unknown as Range, secrets };
}
