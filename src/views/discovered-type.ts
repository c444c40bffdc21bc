import type { QuestionCount, Range } from '../fields/question-count.ts';
import { block, type Line } from './block.ts';
import { addText, type ShownType, section, text as typePage } from './connection-type.ts';
import { type Paint, plain } from './paint.ts';

/** A connection type before somebody who may set it up. */
export interface DiscoveredType extends ShownType {
  readonly asks: QuestionCount;
}

/** All of a type; what its set-up takes comes last, so that it stands above the question. */
export function text({ asks, ...type }: DiscoveredType, paint: Paint = plain, width = 80): string {
  const lines = block(setUpLines(type, asks), Math.min(80, width), 2);
  const page = typePage({ ...type, prerequisites: [] }, paint, width);
  return `\n${page}${section('to set it up', [lines], paint)}\n`;
}

function setUpLines(type: ShownType, { questions, secrets }: QuestionCount): readonly Line[] {
  const [first = null, ...others] = type.prerequisites ?? [];
  const ofSecrets = secrets[1] === 0 ? '' : `, ${range(secrets)} for a secret`;
  const agreement = type.consent === 'none' ? '' : ', then your agreement';
  return [
    type.addable
      ? ['asks', `${range(questions)} ${questions[1] === 1 ? 'question' : 'questions'}${ofSecrets}${agreement}`]
      : ['takes', addText(type)],
    ['first', first],
    ...others.map((it): Line => ['and', it]),
  ];
}

function range([least, most]: Range): string {
  return least === most ? String(most) : `${least} to ${most}`;
}
