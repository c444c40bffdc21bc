/** What lists can be ordered by, each after the list it is of. */
export const connectionOrders = [
  'name',
  'displayName',
  'type',
  'purpose',
  'status',
  'sharedWith',
  'locked',
  'exports',
  'enrichments',
  'createdAt',
  'createdBy',
  'updatedAt',
  'revision',
] as const;

export const dependentOrders = [
  'name',
  'displayName',
  'type',
  'status',
  'schedule',
  'createdAt',
  'createdBy',
  'updatedAt',
  'revision',
] as const;

export const tokenOrders = ['displayName', 'id', 'role', 'user', 'expiresAt', 'createdAt'] as const;

export const userOrders = ['name', 'displayName', 'role', 'createdAt', 'revision'] as const;
