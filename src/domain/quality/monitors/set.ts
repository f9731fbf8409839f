import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { new_id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { json } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { monitorSet } from './events.ts'
import { Monitor, MonitorKind, monitor_settings, read_monitors } from './monitor.ts'

export const set = verb({
  name: 'monitors.set',
  does: 'Sets thresholds of a monitor, or switches it on or off. What is not said stays.',
  kind: 'writes',
  allow: atLeast('supervisor'),
  input: z.object({
    kind: MonitorKind,
    is_active: z.boolean().optional(),
    settings: z.record(z.string(), z.json()).optional().meta({ description: 'Those of the kind, as `GET /v1/monitors` shows them.' }),
  }),
  output: Monitor,
  refuses: [],
  reports: [monitorSet],
  examples: [{ given: { kind: 'defect_cluster', settings: { within_minutes: 60, warning_from: 4 } } }],
  async run(context, { kind, is_active, settings }) {
    // One row for each kind: whoever comes second waits here, and then finds what the first has set.
    await context.read`select pg_advisory_xact_lock(hashtextextended(current_tenant()::text || 'monitors', 1))`
    const before = (await read_monitors(context)).find((one) => one.kind === kind)
    const asked = checked(context, kind, { ...before?.settings, ...settings })
    const monitor = {
      kind,
      is_active: is_active ?? before?.is_active ?? true,
      settings: asked,
      is_default: false,
      updated_at: context.now,
      revision: before === undefined || before.is_default ? 1 : before.revision + 1,
    }
    const id = new_id()
    const { now, revision } = { ...monitor, now: context.now }
    const [row] = await context.read<{ id: string }>`
      insert into monitors (id, kind, is_active, settings, created_at, updated_at, revision)
      values (${id}, ${kind}, ${monitor.is_active}, ${json(asked)}::jsonb, ${now}, ${now}, ${revision})
      on conflict (tenant_id, kind) do update set is_active = excluded.is_active, settings = excluded.settings,
        updated_at = excluded.updated_at, revision = excluded.revision returning id`
    context.report(monitorSet, { monitor_id: row?.id ?? id, kind, is_active: monitor.is_active, settings: asked })
    return monitor
  },
})

function checked(context: Context, kind: MonitorKind, settings: Readonly<Record<string, unknown>>): z.output<typeof Monitor>['settings'] {
  const parsed = monitor_settings[kind].strict().safeParse(settings)
  for (const issue of parsed.error?.issues ?? []) {
    const fields = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [key]) : [issue.path.map(String)]
    for (const field of fields)
      context.problem(['settings', ...field], issue.code === 'unrecognized_keys' ? 'unknown_field' : 'type', issue.message)
  }
  context.settle()
  return parsed.data ?? {}
}
