const inspect = Symbol.for('nodejs.util.inspect.custom');

/** A secret on its way. Every way to print it gives `***`; `reveal` is called only where it is sealed, sent or handed to a child. */
export interface SecretValue {
  reveal(): string;
}

/** Wraps a secret so that no log, error, template or JSON can show it. */
export function secretValue(plain: string): SecretValue {
  const hidden = () => '***';
  return Object.freeze(
    Object.defineProperties(Object.create(null), {
      reveal: { value: () => plain, enumerable: false },
      toString: { value: hidden },
      toJSON: { value: hidden },
      [Symbol.toPrimitive]: { value: hidden },
      [inspect]: { value: hidden },
    }),
  ) as SecretValue;
}

export function isSecretValue(value: unknown): value is SecretValue {
  return typeof value === 'object' && value !== null && typeof (value as SecretValue).reveal === 'function';
}
