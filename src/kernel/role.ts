/** The ladder: each role may do what those before it may. */
export const roles = ['viewer', 'operator', 'supervisor', 'planner', 'admin', 'system_admin'] as const
export type Role = (typeof roles)[number]

/** `anonymous` is nobody's role: it stands in `allow` only where a verb may be called without signing in. */
export type Allowed = Role | 'anonymous'

export const atLeast = (least: Role): readonly Role[] => roles.slice(roles.indexOf(least))

/** The lower of two: a key never does more than the person behind it. */
export const lower = (a: Role, b: Role): Role => (roles.indexOf(a) < roles.indexOf(b) ? a : b)
