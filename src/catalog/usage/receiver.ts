/** The list at a service that takes the profiles. */
export function listId(service: string, example: string) {
  return { kind: 'text', label: 'List ID', help: `List in ${service} that takes the profiles`, example } as const;
}

/** The audience at a service that takes the profiles. */
export function audienceId(service: string, example: string) {
  return {
    kind: 'text',
    label: 'Audience ID',
    help: `Audience in ${service} that takes the profiles`,
    example,
  } as const;
}

/** The advertiser at a service on whose behalf the profiles are used. */
export function advertiserId(service: string) {
  return {
    kind: 'text',
    label: 'Advertiser ID',
    help: `Advertiser in ${service} that uses the profiles`,
    example: 'ABCDEFGHIJKLMNOPQRSTUV',
  } as const;
}
