/** Who does what a server does of itself, or at the hands of whoever keeps its database: a name that no user can have. */
export const byServer = { name: '(server)', realName: null } as const;
