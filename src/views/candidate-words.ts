/** What the words mean that completion offers inside a value, where no definition says it. */
export const candidateWords = {
  administrators: 'Administrators alone',
  contributors: 'Every contributor',
  'user:': 'One contributor, by name',
  disconnect: 'Keeps its settings, without a connection',
  deactivate: 'Stops and keeps its settings',
  remove: 'Goes',
  'move:': 'Goes to another connection of the same type',
  'env:': 'From a variable',
  'keyvault:': 'From the key vault, by name',
  'file:': 'From a file',
  stdin: 'From standard input',
  prompt: 'Asked, and not shown',
} as const;
