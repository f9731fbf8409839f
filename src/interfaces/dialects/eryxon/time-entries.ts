import { z } from 'zod'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Output } from '../../../kernel/verb.ts'
import { answer, type Row } from '../dialect.ts'
import { Done, done, Listed, listed } from './envelope.ts'
import { ById, DateOrTime, LongText, Minutes, Paging, paging_takes, Text, Uuid } from './members.ts'
import { end_of, moment_of } from './moments.ts'
import { OperationOfIt, operation_of_it, Person, person_of_it } from './named.ts'
import { EryxonTimeEntry, time_entry_out } from './shapes.ts'
import { seconds_of } from './words.ts'

const entity = 'time_entry'
const Kind = z.enum(['setup', 'run', 'rework', 'wait', 'breakdown'])

const given = {
  operator_id: Uuid.nullish(),
  end_time: DateOrTime.nullish(),
  duration: Minutes.optional().meta({ description: 'Minutes; instead of `end_time`.' }),
  time_type: Kind.optional().meta({ description: '`run` unless told.' }),
  notes: LongText.nullish(),
}
const given_takes = {
  operator_id: 'person_id',
  start_time: { to: 'started_at', as: moment_of },
  end_time: { to: 'ended_at', as: moment_of },
  duration: { to: 'duration_s', as: seconds_of },
  time_type: 'kind',
  notes: 'notes',
} as const

/** A time entry by itself. */
export const EryxonTimeEntryWhole = z
  .strictObject({
    ...EryxonTimeEntry.shape,
    operation_id: z.string(),
    notes: z.string().nullable(),
    is_paused: z.literal(false).meta({ description: 'A pause ends the entry; going on begins another one.' }),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    operation: OperationOfIt.optional().meta({ description: 'Not in the answers to POST and PATCH.' }),
    operator: Person.nullable().optional(),
  })
  .meta({ id: 'EryxonTimeEntryWhole' })

type Entry = Omit<Output<(typeof verbs)['time_entries.get']>, 'operation' | 'person'>
type Along = Pick<Output<(typeof verbs)['time_entries.get']>, 'operation' | 'person'>

const entry_out = (entry: Entry): z.input<typeof EryxonTimeEntryWhole> => ({
  ...time_entry_out(entry),
  operation_id: entry.operation_id,
  notes: entry.notes,
  is_paused: false,
  created_at: entry.recorded_at,
  updated_at: entry.updated_at,
})

const with_all = ({ operation, person, ...entry }: Entry & Along): z.input<typeof EryxonTimeEntryWhole> => ({
  ...entry_out(entry),
  ...(operation && { operation: operation_of_it(operation) }),
  operator: person ? person_of_it(person) : null,
})

const along: ('operation' | 'person')[] = ['operation', 'person']

const list = answer('GET /api-time-entries', verbs['time_entries.list'], {
  entity,
  says: 'Lists time entries, newest first.',
  query: z.object({
    ...Paging,
    operation_id: Uuid.optional(),
    operator_id: Uuid.optional(),
    time_type: Kind.optional(),
    start_date: DateOrTime.optional().meta({ description: 'Those that began then or later.' }),
    end_date: DateOrTime.optional().meta({ description: 'Those that began before; a date is in it as a whole.' }),
    search: Text.optional().meta({ description: 'Part of the notes.' }),
  }),
  blank: 'absent',
  takes: {
    ...paging_takes,
    operation_id: 'operation_id',
    operator_id: 'person_id',
    time_type: { to: 'kind', as: (word) => [word] },
    start_date: { to: 'from', as: moment_of },
    end_date: { to: 'to', as: end_of },
    search: 'search',
  },
  adds: { with_total: true, expand: along },
  reply: Listed({ time_entries: z.array(EryxonTimeEntryWhole) }),
  gives: (output, asked) => listed({ time_entries: output.data.map(with_all) }, output, asked),
})

const get = answer('GET /api-time-entries?id', verbs['time_entries.get'], {
  entity,
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  adds: { expand: along },
  reply: Done({ time_entry: EryxonTimeEntryWhole }),
  gives: (entry) => done({ time_entry: with_all(entry) }),
})

const create = answer('POST /api-time-entries', verbs['time_entries.create'], {
  entity,
  says: 'Books time on an operation; without an end it is a clock that runs, and the operation must be in progress.',
  body: z.object({ operation_id: Uuid, start_time: DateOrTime, ...given }),
  blank: 'absent',
  takes: { operation_id: 'operation_id', ...given_takes },
  success: 201,
  reply: Done({ time_entry: EryxonTimeEntryWhole }),
  gives: (entry) => done({ time_entry: entry_out(entry) }),
})

const update = answer(['PATCH /api-time-entries', 'PUT /api-time-entries'], verbs['time_entries.update'], {
  entity,
  says: 'Corrects a time entry; an end stops a clock that runs. The operation’s time follows.',
  query: ById,
  body: z.object({ start_time: DateOrTime.optional(), ...given }),
  blank: 'null',
  takes: { id: 'id', ...given_takes },
  adds: { stops: true },
  needs_a_field: true,
  reply: Done({ time_entry: EryxonTimeEntryWhole }),
  gives: (entry) => done({ time_entry: entry_out(entry) }),
})

const remove = answer('DELETE /api-time-entries', verbs['time_entries.delete'], {
  entity,
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  reply: Done({ message: z.string(), time_entry_id: z.string() }),
  gives: ({ id }) => done({ message: 'Time entry deleted successfully', time_entry_id: id }),
})

export const time_entry_rows: readonly Row[] = [list, get, create, update, remove]
