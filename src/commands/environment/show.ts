import { defineCommand } from '../define.ts';

export default defineCommand({
  path: 'environment show',
  summary: 'Show what an environment holds and how it keeps secrets',
  description: 'What it holds, its grade and organisation, what seals its secrets, and the head of its audit trail.',
  namesEnvironment: true,
  args: [
    { name: 'environment', help: 'Its name; the one in use when left out', completes: 'environment', optional: true },
  ],
  flags: {},
  examples: [
    { run: 'environment show', does: 'the one that commands go to' },
    {
      run: 'environment show prod -o json --query auditHead',
      does: 'the head of its audit trail, to be kept elsewhere',
    },
  ],

  async run(_, context) {
    const detail = await (await context.environment()).query('environment.show', {});
    const name = await context.environmentName();
    const location = await (await context.environments()).location(name);
    return { kind: 'Environment', data: { ...detail, name, location } };
  },
});
