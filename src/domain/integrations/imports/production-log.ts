import { z } from 'zod'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { machineCreated } from '../../floor/machines/events.ts'
import { workstationCreated } from '../../floor/workstations/events.ts'
import { jobCreated, jobReleased, jobReopened, jobStarted } from '../../jobs/events.ts'
import { partCreated, partReopened, partStarted } from '../../jobs/parts/events.ts'
import { assert_within_quota, overQuota } from '../../jobs/quota.ts'
import { operationCreated, operationReopened, operationStarted } from '../../operations/events.ts'
import { draw_code_numbers } from '../../operations/lay-out.ts'
import { quantityReported } from '../../operations/quantity-reports/events.ts'
import { timeEntryBooked } from '../../operations/time-entries/events.ts'
import { personCreated } from '../../people/events.ts'
import { TimeZone } from '../../people/tenants/tenant.ts'
import { productCreated } from '../../products/events.ts'
import { book, has_pieces } from './book.ts'
import { go_on } from './go-on.ts'
import { lay_out, type NewWork, new_work, quantity_of } from './lay-out.ts'
import { Finding, type LogEntry, LogRow, read_row } from './log-row.ts'
import { find_masters, hold_masters, type Masters, make_masters } from './named.ts'
import { find_work, place_entries, taken_before } from './place.ts'
import { external_source_of, Source, take_import_turn } from './source.ts'

const Count = z.number().int()
const Names = z.array(z.string())

export const production_log = verb({
  name: 'imports.production_log',
  does: 'Takes in rows of a shop’s log: who did what on which job, from when to when, and what came of it. Rows that are there already stay as they are; a row that cannot be read is told and stops no other.',
  kind: 'writes',
  allow: atLeast('planner'),
  origin: 'import',
  input: z.object({
    source: Source,
    time_zone: TimeZone.meta({ description: 'The zone of the log’s local times.', examples: ['Asia/Jerusalem'] }),
    dry_run: z.boolean().default(false).meta({ description: 'Only say what would be made.' }),
    rows: z.array(LogRow).min(1).max(500).meta({ description: 'Best all rows of a job together, in the order in which they happened.' }),
  }),
  output: z.object({
    made: z.object({
      jobs: Count,
      operations: Count,
      products: Count,
      people: Count,
      machines: Count,
      workstations: Count,
      time_entries: Count,
      quantity_reports: Count,
    }),
    made_names: z
      .object({ jobs: Names, operations: Names, products: Names, people: Names, machines: Names, workstations: Names })
      .meta({ description: 'Of those that have one: so that dry runs of several parts of a file can be added up.' }),
    already_there: Count.meta({ description: 'Rows that an earlier import has taken in.' }),
    findings: z.array(Finding),
  }),
  refuses: [overQuota],
  reports: [
    ...[productCreated, workstationCreated, machineCreated, personCreated],
    ...[jobCreated, jobReleased, jobStarted, jobReopened, partCreated, partStarted, partReopened],
    ...[operationCreated, operationStarted, operationReopened, timeEntryBooked, quantityReported],
  ],
  examples: [
    {
      given: {
        time_zone: 'Asia/Jerusalem',
        rows: [
          {
            line: 2,
            work_order: 'WO-17',
            part: 'Spindle',
            order_qty: '33',
            operation: 'Turning',
            machine: 'Lathe 4',
            operator: '4794',
            report_type: 'D',
            start: '2012-01-31 07:00:00',
            end: '2012-01-31 11:50:00',
            qty_completed: '31',
            qty_rejected: '1',
            qty_for_mrb: '0',
            rework: '',
          },
        ],
      },
    },
  ],
  async run(context, { source, time_zone, dry_run, rows }) {
    const external_source = external_source_of(source)
    const { entries, findings } = read_rows(rows, time_zone, context.now)
    take_import_turn(context)
    const before = await taken_before(context, external_source, entries)
    const fresh = entries.filter(({ external_id }) => !before.has(external_id))
    const placed = fresh.length === 0 ? { jobs: [], findings: [] } : place_entries(await find_work(context, fresh), fresh)
    const operations = placed.jobs
      .flatMap((job) => job.parts.flatMap((part) => part.operations))
      .filter(({ entries: of_it }) => of_it.length > 0)
    const taken = operations.flatMap((operation) => operation.entries)
    const masters = await find_masters(context, operations)
    const fresh_work = new_work(placed.jobs)
    if (!dry_run && taken.length > 0) {
      const pieces = fresh_work.parts.reduce((all, part) => all + quantity_of(part), 0)
      const [code_numbers] = await Promise.all([
        draw_code_numbers(context, fresh_work.jobs.length + fresh_work.operations.length),
        assert_within_quota(context, fresh_work.jobs.length, pieces),
        hold_masters(context, masters),
      ])
      make_masters(context, masters, operations)
      lay_out(context, fresh_work, code_numbers, masters)
      go_on(context, placed.jobs, masters)
      book(context, external_source, placed.jobs, masters)
      context.write`select refresh_statistics()`
    }
    return {
      ...made_of(fresh_work, masters, taken),
      already_there: entries.length - fresh.length,
      findings: [...findings, ...placed.findings].sort((a, b) => a.line - b.line),
    }
  },
})

/** What can be read, in the order in which it happened. */
function read_rows(rows: readonly LogRow[], zone: string, now: string): { entries: LogEntry[]; findings: Finding[] } {
  const read = rows.map((row) => read_row(row, zone, now))
  const findings = read.flatMap((one) => one.findings)
  const entries = new Map<string, LogEntry>()
  for (const { entry } of read) {
    if (!entry) continue
    const twin = entries.get(entry.external_id)
    if (!twin) entries.set(entry.external_id, entry)
    else findings.push(said_twice(entry, twin))
  }
  return { entries: [...entries.values()].sort(by_start), findings }
}

const said_twice = ({ line }: LogEntry, twin: LogEntry): Finding => ({
  line,
  reason: 'occurrence_repeated',
  message: `Line ${twin.line} says the same and is the same occurrence; it is taken once.`,
  taken: false,
})

const by_start = (a: LogEntry, b: LogEntry): number =>
  a.started_at === b.started_at ? a.line - b.line : a.started_at < b.started_at ? -1 : 1

function made_of(work: NewWork, masters: Masters, taken: readonly LogEntry[]) {
  const { products, people, machines, workstations } = masters
  const names = (things: readonly { readonly name: string }[]): string[] => things.map(({ name }) => name)
  const made_names = {
    jobs: work.jobs.map(({ job_number }) => job_number),
    operations: work.operations.map(({ name, part }) => `${part.job.job_number}: ${name}`),
    products: names(products.missing),
    people: names(people.missing),
    machines: names(machines.missing),
    workstations: names(workstations.missing),
  }
  return {
    made_names,
    made: {
      jobs: made_names.jobs.length,
      operations: made_names.operations.length,
      products: made_names.products.length,
      people: made_names.people.length,
      machines: made_names.machines.length,
      workstations: made_names.workstations.length,
      time_entries: taken.length,
      quantity_reports: taken.filter(has_pieces).length,
    },
  }
}
