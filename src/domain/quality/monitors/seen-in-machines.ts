import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { sql } from '../../../kernel/sql.ts'
import type { Settings } from './monitor.ts'
import { type Seen, since } from './seen.ts'

interface Message {
  readonly id: string
  readonly machine_id: string
  readonly name: string
  readonly kind: string
  readonly payload: Readonly<Record<string, unknown>>
}

interface Finding {
  readonly severity: 'warning' | 'critical'
  readonly says: string
}

const most_messages = 2_000

export async function unwell_machines(context: Context, settings: Settings<'machine_health'>): Promise<Seen[]> {
  const messages = await context.read<Message>`
    select t.id, t.machine_id, m.name, t.kind, t.payload from machines m cross join lateral (
      select id, machine_id, kind, payload, occurred_at from machine_messages
      where machine_id = m.id and occurred_at > ${since(context, settings.within_minutes, 'machine_health', sql`m.id`)}
      order by occurred_at desc limit ${most_messages}) t
    where m.deleted_at is null order by t.occurred_at desc`
  const by_machine = Map.groupBy(messages, ({ machine_id }) => machine_id)
  return [...by_machine].flatMap(([machine_id, of_it]): Seen[] => {
    const found = of_it.flatMap((message) => judged(message, settings).map((finding) => ({ ...finding, message_id: message.id })))
    const worst = found.find(({ severity }) => severity === 'critical') ?? found[0]
    if (!worst) return []
    return [
      {
        kind: 'machine_health',
        severity: worst.severity,
        subject_id: machine_id,
        about: 'machine_id',
        says: `${of_it[0]?.name}: ${worst.says}`,
        facts: { findings: found.length, machine_message_ids: found.slice(0, 10).map(({ message_id }) => message_id) },
      },
    ]
  })
}

function judged({ kind, payload }: Message, settings: Settings<'machine_health'>): Finding[] {
  if (kind === 'fault')
    return [{ severity: 'critical', says: `fault ${text_of(payload.fault_code)} ${text_of(payload.description)}`.trim() }]
  if (kind === 'cycle_complete') return slow_cycle(payload, settings.cycle_ratio)
  return Object.entries(measured(payload)).flatMap(([property, value]): Finding[] => {
    const range = settings.ranges[property]
    if (!range || (value >= range.min && value <= range.max)) return []
    return [
      { severity: value > range.critical_above ? 'critical' : 'warning', says: `${property} ${value}, not ${range.min} to ${range.max}` },
    ]
  })
}

const Cycle = z.object({ cycle_time: z.number().positive(), expected_cycle_time: z.number().positive() })
const Duration = z.object({ duration: z.number().positive(), expected_duration: z.number().positive() })

function slow_cycle(payload: Message['payload'], most: number): Finding[] {
  const cycle = Cycle.safeParse(payload).data
  const duration = Duration.safeParse(payload).data
  const ratio = cycle ? cycle.cycle_time / cycle.expected_cycle_time : duration ? duration.duration / duration.expected_duration : 0
  if (ratio <= most) return []
  return [{ severity: 'warning', says: `a cycle took ${Math.round(ratio * 100)} % of its time` }]
}

const Sensor = z.object({ sensor_type: z.string(), value: z.number() })

/** By property: `{temperature: 41.2}`, or `{sensor_type: 'temperature', value: 41.2}`. */
function measured(payload: Message['payload']): Record<string, number> {
  const sensor = Sensor.safeParse(payload).data
  const plain = Object.entries(payload).filter((entry): entry is [string, number] => typeof entry[1] === 'number')
  return { ...Object.fromEntries(plain), ...(sensor && { [sensor.sensor_type]: sensor.value }) }
}

const text_of = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
