import type { Context } from '../../../kernel/context.ts'
import { substepCompleted, substepReopened } from './events.ts'
import { facts_of, type Substep } from './substep.ts'

export function tick(context: Context, substep: Substep, completed_by: string | null, completed_at: string): Substep {
  const changes = { completed_at, completed_by, updated_at: context.now }
  context.change('substeps', substep.id, changes)
  context.report(substepCompleted, { ...facts_of(substep), person_id: completed_by }, { occurred_at: completed_at })
  return { ...substep, ...changes }
}

export function untick(context: Context, substep: Substep): Substep {
  const changes = { completed_at: null, completed_by: null, updated_at: context.now }
  context.change('substeps', substep.id, changes)
  context.report(substepReopened, facts_of(substep))
  return { ...substep, ...changes }
}
