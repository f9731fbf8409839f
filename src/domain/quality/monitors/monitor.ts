import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { Revision } from '../../../kernel/fields.ts'
import { Moment } from '../../../kernel/time.ts'

const share = z.number().min(0).max(1)
const minutes = z
  .number()
  .int()
  .min(1)
  .max(30 * 24 * 60)
const count = z.number().int().min(1).max(10_000)
const Range = z.object({ min: z.number(), max: z.number(), critical_above: z.number() })

/** What each kind of monitor looks at, and from where on it speaks. These are the thresholds as delivered. */
export const monitor_settings = {
  yield_drop: z
    .object({
      look_at: count.default(50).meta({ description: 'So many of the newest inspections at a workstation.' }),
      at_least: count.default(10).meta({ description: 'Fewer say nothing.' }),
      within_minutes: minutes.default(24 * 60),
      warning_below: share.default(0.9),
      critical_below: share.default(0.8),
    })
    .meta({ description: 'The share of inspections passed at a workstation.' }),
  defect_cluster: z
    .object({ within_minutes: minutes.default(30), warning_from: count.default(3), critical_from: count.default(5) })
    .meta({ description: 'The same defect again and again.' }),
  scrap_rate: z
    .object({
      within_minutes: minutes.default(24 * 60),
      at_least: count.default(10),
      warning_above: share.default(0.1),
      critical_above: share.default(0.2),
    })
    .meta({ description: 'The share of what left a workstation that was scrap.' }),
  machine_health: z
    .object({
      within_minutes: minutes.default(30),
      cycle_ratio: z.number().min(1).max(100).default(1.15).meta({ description: 'Cycles that take so much longer than they should.' }),
      ranges: z
        .record(z.string(), Range)
        .default({
          temperature: { min: 18, max: 45, critical_above: 60 },
          torque: { min: 40, max: 60, critical_above: 75 },
          vibration: { min: 0, max: 4.5, critical_above: 7.1 },
          pressure: { min: 1, max: 6, critical_above: 8 },
        })
        .meta({ description: '°C, Nm, mm/s, bar, or any property of your own.' }),
    })
    .meta({ description: 'Faults, measurements out of their range, slow cycles.' }),
} as const

export const MonitorKind = z.enum(['yield_drop', 'defect_cluster', 'scrap_rate', 'machine_health']).meta({ id: 'MonitorKind' })
export type MonitorKind = z.output<typeof MonitorKind>
export type Settings<Kind extends MonitorKind> = z.output<(typeof monitor_settings)[Kind]>

export const Monitor = z
  .object({
    kind: MonitorKind,
    is_active: z.boolean(),
    settings: z.record(z.string(), z.json()),
    is_default: z.boolean().meta({ description: 'Nobody has set it: the thresholds are as delivered.' }),
    updated_at: Moment.nullable(),
    revision: Revision,
  })
  .meta({ id: 'Monitor' })
export type Monitor = z.output<typeof Monitor>

/** All kinds: the company's own where it has set one. */
export async function read_monitors(context: Context): Promise<Monitor[]> {
  const own = await context.read<Omit<Monitor, 'is_default'>>`select kind, is_active, settings, updated_at, revision from monitors`
  return MonitorKind.options.map((kind) => {
    const found = own.find((one) => one.kind === kind)
    if (found) return { ...found, is_default: false }
    return { kind, is_active: true, settings: monitor_settings[kind].parse({}), is_default: true, updated_at: null, revision: 1 }
  })
}
