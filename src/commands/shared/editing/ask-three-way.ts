import { problem } from '../../../kernel/problem.ts';
import type { ConnectionDetail } from '../../../model/query.ts';
import { type Side, stillMine, type ThreeWayField, threeWay } from '../../../plan/three-way.ts';
import type { Context } from '../../context.ts';
import type { Editing } from './edits.ts';
import { givenText, keptText, labelOf, settingTextOf, shareText } from './value-text.ts';
import { rebased, versionNow, versionOf } from './versions.ts';

/**
 * Someone else saved meanwhile: shows what was there, what they made of it and what is made of it here, and puts the
 * edits on top of theirs. Where both changed a field, a person chooses.
 */
export async function askThreeWay(context: Context, editing: Editing): Promise<Editing> {
  const { base } = editing;
  const environment = await context.environment();
  const theirs = (await environment.query('connection.show', { connection: base.id })) as ConnectionDetail;
  const { name, lock } = theirs;
  if (lock !== null) throw problem('connection.locked', { name, ...lock });
  const fields = threeWay(versionOf(base), versionOf(theirs), versionNow(editing));
  await context.show('ThreeWay', {
    name,
    by: theirs.updatedBy,
    revision: theirs.revision,
    fields: fields.map((field) => shownField(editing, field)),
  });
  const goesOn = await context.prompt.choose({
    message: 'Someone else saved. What now?',
    choices: [
      { value: true, label: 'take theirs, and put mine on top' },
      { value: false, label: 'leave without saving' },
    ],
  });
  if (!goesOn) throw problem('input.declined', { what: `the edit of ${name}` });
  const decided: Record<string, Side> = {};
  for (const field of fields) {
    const mine = () => rebased(editing, theirs, stillMine(fields, { ...decided, [field.field]: 'mine' }));
    // What theirs leaves no place for is no question.
    if (field.by !== 'both' || !edits(mine()).includes(field.field)) continue;
    decided[field.field] = await context.prompt.choose<Side>({
      message: labelOf(editing.type, field.field),
      hint: 'both changed it',
      choices: [
        { value: 'mine', label: 'yours', aside: textOf(editing, field.field, field.mine) },
        { value: 'theirs', label: 'theirs', aside: textOf(editing, field.field, field.theirs) },
      ],
    });
  }
  return rebased(editing, theirs, stillMine(fields, decided));
}

/** The fields that edits are about, as three versions name them. */
function edits({ edits: { displayName, set, unset, secrets, share, terms }, type }: Editing): readonly string[] {
  const own = Object.entries({ displayName, sharedWith: share, terms }).filter(([, it]) => it !== undefined);
  const path = (key: string) => `${type.fields[key]?.kind === 'secret' ? 'secrets' : 'settings'}.${key}`;
  return [...own.map(([key]) => key), ...[...Object.keys(set), ...unset, ...Object.keys(secrets)].map(path)];
}

const asides = {
  mine: 'you changed it',
  theirs: 'they changed it',
  both: 'both changed it',
  same: 'both changed it alike',
} as const;

function shownField(editing: Editing, { field, base, theirs, mine, by }: ThreeWayField) {
  const text = (value: unknown) => textOf(editing, field, value);
  return {
    label: labelOf(editing.type, field),
    base: text(base),
    theirs: text(theirs),
    mine: text(mine),
    aside: asides[by],
  };
}

function textOf({ type }: Editing, path: string, value: unknown): string {
  const field = type.fields[path.replace(/^(?:settings|secrets)\./, '')];
  if (path === 'sharedWith') return shareText(value as readonly string[]);
  if (path.startsWith('secrets.')) {
    if (typeof value !== 'object' || value === null) return 'none';
    return 'given' in value ? givenText({ source: String(value.given) }) : keptText(value as never);
  }
  if (field === undefined || field.kind === 'secret') return String(value ?? 'none');
  return settingTextOf(field, value);
}
