import type { Context } from './context.ts'

/** Background work. It runs in each tenant, one runner at a time however many processes there are. */
export interface Task {
  readonly name: string
  readonly does: string
  /** When, as cron has it; a sixth field in front is seconds. */
  readonly every: string
  run(context: Context, tenant: { readonly id: string; readonly time_zone: string; readonly shift_ends: readonly string[] }): Promise<void>
}

export const task = (definition: Task): Task => definition
