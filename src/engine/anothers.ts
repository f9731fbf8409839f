import type { Caller } from './caller.ts'
import type { Engine } from './run.ts'

/** Whether an id is another company's, and nothing else about it: two published pages order 403 where others say 404. */
export async function is_anothers(engine: Engine, caller: Caller, id: string): Promise<boolean> {
  const signed_in = await engine.who(caller)
  if (!signed_in) return false
  return engine.as_system('is_anothers', signed_in.actor.tenant_id, async (context) => {
    const [row] = await context.read<{ is_anothers: boolean }>`select is_anothers(${id})`
    return row?.is_anothers === true
  })
}
