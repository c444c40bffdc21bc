const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const form = new RegExp(
  `^https://login\\.(?:microsoftonline\\.(?:com|us)|partner\\.microsoftonline\\.cn)/(${guid})/v2\\.0$`,
);

/** The tenant of an issuer that is Microsoft Entra ID's, of one organisation and in its second version; nothing of any other. */
export function entraTenant(issuer: string): string | undefined {
  return form.exec(issuer)?.[1];
}
