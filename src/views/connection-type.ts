import type { ConnectionType as Declaration, Limit, Standing } from '../fields/connection-type.ts';
import { printable } from '../kernel/printable.ts';
import { wrap } from '../kernel/wrap.ts';
import { articleAddress } from './article.ts';
import { block, type Line } from './block.ts';
import { figure } from './count.ts';
import { type Paint, plain } from './paint.ts';
import { type ShownField, shownField } from './shown-field.ts';

/** A connection type as `type show` gives it. */
export interface ShownType {
  readonly id: string;
  readonly name: string;
  readonly formerly?: readonly string[] | undefined;
  readonly summary: string;
  readonly purpose: Declaration['purpose'];
  readonly category: Declaration['category'];
  readonly article: string;
  readonly standing: Standing;
  readonly preview?: boolean | undefined;
  readonly addable: boolean;
  readonly usesType?: string | null | undefined;
  readonly signIn?: Declaration['signIn'] | undefined;
  readonly signsInAt?: Declaration['signsInAt'] | null | undefined;
  readonly fields: readonly ShownField[];
  readonly usage: readonly ShownField[];
  readonly consent: Declaration['consent'];
  readonly limits?: readonly Limit[] | undefined;
  readonly keyVault: boolean;
  /** The secret fields that a key vault may fill, where they are told. */
  readonly keyVaultFills: readonly string[];
  readonly secretFields: readonly string[];
  readonly shareable: boolean;
  readonly prerequisites?: readonly string[] | undefined;
  readonly notes?: readonly string[] | undefined;
}

const widest = 80;

/** A connection type as a page, at most 80 columns wide. */
export function text(data: ShownType, paint: Paint = plain, width = widest): string {
  const columns = Math.min(widest, width);
  const title = `${paint.strong(printable(data.name))}  ${paint.name(printable(data.id))}\n`;
  const summary = wrap(printable(data.summary), columns).map((line) => `${line}\n`);
  const uses = data.purpose === 'enrichment' ? 'an enrichment' : 'an export';
  return [
    title,
    ...summary,
    '\n',
    block(facts(data), columns),
    documented(data.article, paint, columns),
    section(
      'fields',
      data.fields.map((field) => shownField(field, paint, columns)),
      paint,
    ),
    section(
      `before ${uses} on it can run`,
      data.usage.map((field) => shownField(field, paint, columns)),
      paint,
    ),
    section(
      'limits',
      items(
        (data.limits ?? []).map((limit) => limitText(limit, data.article)),
        columns,
      ),
      paint,
    ),
    section('has to exist first', items(data.prerequisites ?? [], columns), paint),
    section('notes', items(data.notes ?? [], columns), paint),
  ].join('');
}

function facts(data: ShownType): readonly Line[] {
  return [
    ['formerly', (data.formerly ?? []).length === 0 ? null : (data.formerly ?? []).join(', ')],
    ['purpose', `${data.purpose}, ${data.category}`],
    ['status', standingText(data.standing, data.preview === true)],
    ['add it with', addText(data)],
    ['sign-in', signInText(data)],
    ['key vault', keyVaultText(data)],
    ['sharing', data.addable && data.purpose === 'export' ? (data.shareable ? 'with contributors' : 'never') : null],
    ['consent', consentText[data.consent]],
  ];
}

// On a line of its own where it has no room, because a broken address opens nothing.
function documented(article: string, paint: Paint, columns: number): string {
  if (article === '') return '';
  const label = 'documented in';
  const address = articleAddress(article);
  if (address === undefined) return `${label}  ${printable(article)}\n`;
  const room = columns - 'documented in  '.length;
  const name = address.replace(/^.*\/(?=.)/, '').replace(/\/$/, '');
  if (address.length > room && paint.links && name.length <= room) return `${label}  ${paint.link(name, address)}\n`;
  return `${label}${address.length > room ? '\n  ' : '  '}${paint.link(address, address)}\n`;
}

/** What makes a connection of it, where anything does. */
export function addText({ id, addable, usesType }: ShownType): string {
  if (addable) return `cinch connection add ${id} "DISPLAY NAME"`;
  return typeof usesType === 'string' ? `a connection of type ${usesType}` : 'nothing: it needs no connection';
}

function standingText(standing: Standing, preview: boolean): string {
  if (standing.status === 'current') return preview ? 'current, as a preview' : 'current';
  const { on, successor } = standing;
  return `retired${on === null ? '' : ` since ${on}`}${successor === null ? '' : `; its successor is ${successor}`}`;
}

function signInText({ signIn, signsInAt }: ShownType): string | null {
  if (signIn !== 'browser') return null;
  if (signsInAt === 'manual') return 'with a token that is given by hand';
  if (typeof signsInAt !== 'object' || signsInAt === null) return 'in a browser, after the connection is saved';
  const { authorization, device, lasts, redirect } = signsInAt;
  return [
    `in a browser at ${/^https:\/\/([^/]+)/.exec(authorization)?.[1] ?? ''}`,
    ...(device === undefined ? [] : ['or on another device']),
    ...(redirect === 'https' ? ['which comes back to HTTPS alone'] : []),
    ...(lasts === undefined ? [] : [`for ${lasts.days} days${lasts.from === 'use' ? ' from its last use' : ''}`]),
  ].join(', ');
}

function keyVaultText({ keyVault, keyVaultFills, secretFields }: ShownType): string | null {
  if (secretFields.length === 0) return null;
  if (!keyVault) return 'not supported';
  return keyVaultFills.length === 0 ? 'supported' : `may fill ${keyVaultFills.join(', ')}`;
}

const consentText: { readonly [C in Declaration['consent']]: string | null } = {
  sends: 'saving asks to agree that data leaves (`cinch help terms`)',
  imports: 'saving asks to agree that data comes in (`cinch help terms`)',
  none: null,
};

// The article of the type is named above; another one is named where it is the source.
function limitText({ counts, atMost, atLeast, advised, source }: Limit, article: string): string {
  const what = counts.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const bounds = [
    atLeast === undefined ? '' : `at least ${figure(atLeast)}`,
    atMost === undefined ? '' : `at most ${figure(atMost)}`,
  ].filter((bound) => bound !== '');
  return `${bounds.join(' and ')} ${what}${advised === true ? ', as advice' : ''}${source === article ? '' : ` (${source})`}`;
}

function items(sentences: readonly string[], columns: number): readonly string[] {
  return sentences.map((sentence) => {
    const lines = wrap(printable(sentence), columns - 4);
    return lines.map((line, at) => `${at === 0 ? '  - ' : '    '}${line}\n`).join('');
  });
}

/** Parts under a heading, after an empty line; nothing where there are none. */
export function section(title: string, parts: readonly string[], paint: Paint): string {
  return parts.length === 0 ? '' : `\n${paint.strong(title)}\n${parts.join('')}`;
}
