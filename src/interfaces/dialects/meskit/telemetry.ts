import { z } from 'zod'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Actor } from '../../../kernel/context.ts'
import type { Output } from '../../../kernel/verb.ts'
import type { Row } from '../dialect.ts'
import { a, id, link, moment, Owned, owned, text, whole } from './members.ts'
import { listing, tool } from './tool.ts'

const chapter = 'Telemetry'

const Message = z
  .strictObject({
    id,
    ...Owned,
    topic: text('Under which it came in.'),
    machine_id: link('The machine.'),
    event_type: text('What it tells.'),
    payload: z.record(z.string(), z.json()).meta({ description: 'What it says, as it came in.' }),
    received_at: moment('When it came in.'),
    processed: z.boolean().meta({ description: 'Whether it was acted upon. It always was, when it came in.' }),
  })
  .meta({ id: 'MqttMessage' })
const message_out = (message: Output<(typeof verbs)['machine_messages.create']>, asker: Actor): z.input<typeof Message> => ({
  id: message.id,
  ...owned(asker),
  topic: message.topic,
  machine_id: message.machine_id,
  event_type: message.kind,
  payload: message.payload,
  received_at: message.occurred_at,
  processed: true,
})

const figure = (says: string) =>
  z
    .number()
    .nullable()
    .meta({ description: `${says} Null where nothing was measured.` })
const Statistics = z
  .strictObject({
    machine_id: link('The machine.'),
    property: text('What was measured.'),
    count: whole('How often.'),
    mean: figure('The mean.'),
    std_dev: figure('The standard deviation of the whole.'),
    min: figure('The least.'),
    max: figure('The most.'),
  })
  .meta({ id: 'SensorStatistics' })
const thousandth = (value: number | null): number | null => (value === null ? null : Math.round(value * 1000) / 1000)

const times = {
  start_time: z
    .string()
    .optional()
    .meta({ description: 'Only what came in then or later.', examples: ['2026-03-02T07:30:00Z'] }),
  end_time: z
    .string()
    .optional()
    .meta({ description: 'Only what came in before.', examples: ['2026-03-02T15:30:00Z'] }),
}
const Kind = z.enum(['cycle_complete', 'measurement', 'fault'])

export const telemetry_rows: readonly Row[] = [
  listing('query_mqtt_messages', verbs['machine_messages.list'], {
    chapter,
    says: 'Lists what machines told, newest first: fifty of them unless told.',
    input: z.object({
      machine_id: a('Only from this machine.').optional(),
      event_type: z
        .string()
        .max(255)
        .optional()
        .meta({ description: 'Only what tells this.', examples: ['fault'] }),
      ...times,
      limit: z.number().int().min(1).max(200).optional().meta({ description: 'How many, where the address does not say it.' }),
      offset: z.number().int().min(0).optional().meta({ description: 'How many to pass over.' }),
    }),
    takes: { machine_id: 'machine_id', event_type: 'kind', start_time: 'from', end_time: 'to', limit: 'limit', offset: 'offset' },
    adds: { limit: 50 },
    one: Message,
    gives: message_out,
  }),
  tool('get_sensor_statistics', verbs['machine_messages.statistics'], {
    chapter,
    group: 'read',
    says: 'Says how what a machine measured was spread.',
    input: z.object({
      machine_id: a('The machine.'),
      property: z
        .string()
        .min(1)
        .max(255)
        .meta({ description: 'What was measured: a member of the payload.', examples: ['temperature'] }),
      ...times,
    }),
    takes: { machine_id: 'machine_id', property: 'property', start_time: 'from', end_time: 'to' },
    data: Statistics,
    gives: ({ machine_id, property, count, ...figures }) => ({
      machine_id,
      property,
      count,
      mean: thousandth(figures.mean),
      std_dev: thousandth(figures.std_dev),
      min: thousandth(figures.min),
      max: thousandth(figures.max),
    }),
  }),
  tool('publish_mqtt_message', verbs['machine_messages.create'], {
    chapter,
    group: 'run',
    says: 'Takes in what a machine or its sensors tell. A fault aborts the machine.',
    input: z.object({
      topic: z
        .string()
        .min(1)
        .max(1000)
        .meta({ description: 'Under which it came in.', examples: ['meskit/line-1/saw/measurement'] }),
      machine_id: a('The machine.'),
      event_type: Kind.meta({ description: 'What it tells.' }),
      payload: z.record(z.string(), z.json()).meta({ description: 'What it says.', examples: [{ temperature: 41.2 }] }),
    }),
    takes: { topic: 'topic', machine_id: 'machine_id', event_type: 'kind', payload: 'payload' },
    data: Message,
    gives: (message, _given, asker) => message_out(message, asker),
  }),
]
