import type { HttpStep, Template } from '../fields/probe.ts';

/** What places in templates stand for: settings, opened secrets, and what earlier steps took. */
export type Values = { readonly [name: string]: string };

/** A request as it is sent. Its path may hold a secret, so none of it is ever shown. */
export interface HttpRequest {
  readonly method: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

const place = /\{(\w+)\}/g;
const asItIs = (text: string) => text;

/** The text, or nothing where something that it names is not there. */
export function filled(
  template: Template,
  values: Values,
  encode: (text: string) => string = asItIs,
): string | undefined {
  const names = [...template.matchAll(place)].map(([, name]) => name as string);
  if (names.some((name) => !Object.hasOwn(values, name) || values[name] === '')) return undefined;
  return template.replace(place, (_, name: string) => encode(values[name] as string));
}

/** The fields that a text names. */
export function named(template: Template): readonly string[] {
  return [...template.matchAll(place)].map(([, name]) => name as string);
}

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const hostForm = new RegExp(`^(?:(?=.{1,253}$)${label}(?:\\.${label})*|\\[[0-9a-f:.]{2,45}\\])$`, 'i');

/** Host and port of a name, of `name:port` or of an address; nothing where it is no host, such as a text with a control character or a leading dash. */
export function hostOf(text: string, usual: number): { readonly host: string; readonly port: number } | undefined {
  const bare = text.replace(/^(?:https|sftp):\/\/([^/]*)(?:\/.*)?$/, '$1');
  const [, host = '', digits] = /^(.+?)(?::(\d{1,5}))?$/.exec(bare) ?? [];
  const port = digits === undefined ? usual : Number(digits);
  if (!hostForm.test(host) || port < 1 || port > 65_535) return undefined;
  return { host: host.replace(/^\[|\]$/g, '').toLowerCase(), port };
}

/** One step as a request, or nothing where its host is none. */
export function requestOf(step: HttpStep, values: Values): HttpRequest | undefined {
  const at = hostOf(filled(step.host, values) ?? '', 443);
  if (at === undefined) return undefined;
  const { sends } = step;
  const query = pairs({ ...step.query, ...(sends.by === 'query' ? sends.values : {}) }, values);
  const form = pairs({ ...step.form, ...(sends.by === 'form' ? sends.values : {}) }, values);
  const path = filled(step.path, values, encodeURIComponent) ?? '/';
  return {
    method: step.method,
    ...at,
    path: query === '' ? path : `${path}?${query}`,
    body: form,
    headers: {
      accept: 'application/json',
      'user-agent': 'cinch',
      ...Object.fromEntries(
        Object.entries(step.headers ?? {}).map(([name, value]) => [name, filled(value, values) ?? '']),
      ),
      ...(sends.by === 'header' ? { [sends.name]: filled(sends.value, values) ?? '' } : {}),
      ...(sends.by === 'basic'
        ? {
            authorization: `Basic ${btoaUtf8(`${filled(sends.user, values) ?? ''}:${filled(sends.password, values) ?? ''}`)}`,
          }
        : {}),
      ...(form === '' ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    },
  };
}

// What was not given is left out, such as the secret of an app that has none.
function pairs(templates: { readonly [name: string]: Template }, values: Values): string {
  const given = Object.entries(templates).flatMap(([name, template]) => {
    const value = filled(template, values);
    return value === undefined ? [] : [[name, value] as [string, string]];
  });
  return new URLSearchParams(given).toString();
}

function btoaUtf8(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
