import type { Fields } from '../../fields/field.ts';

// What the administrator expects, not what was measured. A type asks only for a figure that one of its limits judges.

/** To be compared with a limit on the profiles of an export. */
export const expectedProfiles = {
  profiles: {
    kind: 'number',
    label: 'Profiles',
    help: 'How many profiles the export is expected to send, to be warned of a limit',
    min: 0,
    optional: true,
    example: '250000',
  },
} as const satisfies Fields;

/** To be compared with a limit on the members of a segment. */
export const expectedMembers = {
  segmentMembers: {
    kind: 'number',
    label: 'Members of a segment',
    help: 'How many members its segments are expected to have, to be warned of a limit',
    min: 0,
    optional: true,
    example: '5000',
  },
} as const satisfies Fields;
