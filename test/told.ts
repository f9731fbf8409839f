import type { Shop } from './shop.ts'

/** What the log says happened to one thing, oldest first. */
export const told_of = (shop: Shop, subject_id: string): Promise<{ name: string; facts: Record<string, unknown> }[]> =>
  shop.engine.as_system(
    'a_test',
    shop.tenant_id,
    (context) => context.read`select name, facts from events where subject_id = ${subject_id} order by xid, seq`,
  )
