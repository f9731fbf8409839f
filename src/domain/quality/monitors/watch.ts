import type { Context } from '../../../kernel/context.ts'
import { new_id } from '../../../kernel/id.ts'
import { task } from '../../../kernel/task.ts'
import type { Severity } from '../alerts/alert.ts'
import { alertEscalated, alertRaised } from '../alerts/events.ts'
import { type MonitorKind, monitor_settings, read_monitors } from './monitor.ts'
import type { Seen } from './seen.ts'
import { unwell_machines } from './seen-in-machines.ts'
import { defect_clusters, low_yields, scrap_rates } from './seen-in-quality.ts'

const looks = {
  yield_drop: (context: Context, given: unknown) => low_yields(context, monitor_settings.yield_drop.parse(given)),
  defect_cluster: (context: Context, given: unknown) => defect_clusters(context, monitor_settings.defect_cluster.parse(given)),
  scrap_rate: (context: Context, given: unknown) => scrap_rates(context, monitor_settings.scrap_rate.parse(given)),
  machine_health: (context: Context, given: unknown) => unwell_machines(context, monitor_settings.machine_health.parse(given)),
} as const satisfies Record<MonitorKind, unknown>

export const watch = task({
  name: 'monitors.watch',
  does: 'Looks at what the monitors watch, and raises alerts: one for each thing, until somebody has seen it.',
  every: '*/5 * * * * *',
  async run(context) {
    const monitors = await read_monitors(context)
    const active = monitors.filter(({ is_active }) => is_active)
    const seen = (await Promise.all(active.map(({ kind, settings }) => looks[kind](context, settings)))).flat()
    if (seen.length === 0) return
    const standing =
      await context.read<Standing>`select id, kind, severity, subject_id from alerts where acknowledged_at is null for no key update`
    for (const one of seen) tell(context, one, standing)
  },
})

interface Standing {
  readonly id: string
  readonly kind: MonitorKind
  readonly severity: Severity
  readonly subject_id: string
}

function tell(context: Context, seen: Seen, standing: readonly Standing[]): void {
  const { kind, severity, subject_id, about, says, facts } = seen
  const same = standing.find((one) => one.kind === kind && one.subject_id === subject_id)
  if (!same) {
    const id = new_id()
    context.insert('alerts', [{ id, kind, severity, subject_id, says, facts, raised_at: context.now }])
    const subjects = { workstation_id: null, machine_id: null, defect_code_id: null, [about]: subject_id }
    context.report(alertRaised, { alert_id: id, kind, severity, ...subjects })
  } else if (same.severity !== severity && severity === 'critical') {
    context.change('alerts', same.id, { severity, says, facts })
    context.report(alertEscalated, { alert_id: same.id, kind, severity })
  }
}
