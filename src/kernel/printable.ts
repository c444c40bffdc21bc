// C0 and C1 controls, line and paragraph separators, and the marks that turn the direction of text.
const unsafe = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const unsafeOnce = new RegExp(unsafe.source);

/** Whether text could move a cursor, hide itself or reverse its neighbours when shown. */
export function hasControlCharacters(text: string): boolean {
  return unsafeOnce.test(text);
}

/** Text from outside as it may be shown: every unsafe character becomes a visible `\u{…}`. */
export function printable(text: string): string {
  return unsafeOnce.test(text)
    ? text.replace(unsafe, (mark) => `\\u{${mark.codePointAt(0)?.toString(16).padStart(2, '0')}}`)
    : text;
}

/** Text from outside without anything unsafe in it. */
export function withoutUnsafe(text: string): string {
  return text.replace(unsafe, '');
}
