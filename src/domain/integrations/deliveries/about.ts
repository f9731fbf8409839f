import type { Context } from '../../../kernel/context.ts'
import { type Machine, machine_columns } from '../../floor/machines/machine.ts'
import { type Job, type JobRow, job_columns, job_of } from '../../jobs/job.ts'
import { type Part, type PartRow, part_columns, part_of } from '../../jobs/parts/part.ts'
import { type Operation, type OperationRow, operation_columns, operation_of, operation_tables } from '../../operations/operation.ts'
import { type Substep, substep_columns } from '../../operations/substeps/substep.ts'
import { type Issue, type IssueRow, issue_columns, issue_of, issue_tables } from '../../quality/issues/issue.ts'
import { type QualityEvent, quality_event_columns, quality_event_tables } from '../../quality/quality-events/quality-event.ts'
import { type Unit, type UnitRow, unit_columns, unit_of, unit_tables } from '../../units/unit.ts'
import type { RecordedEvent } from '../events/event-log.ts'

/** The things events are about, by id: for formats that tell names. What has been deleted since is found too. */
export interface About {
  readonly tenant_id: string
  readonly jobs: ReadonlyMap<string, Job>
  readonly parts: ReadonlyMap<string, Part>
  readonly operations: ReadonlyMap<string, Operation>
  readonly substeps: ReadonlyMap<string, Substep>
  readonly issues: ReadonlyMap<string, Issue>
  readonly machines: ReadonlyMap<string, Machine>
  readonly quality_events: ReadonlyMap<string, QualityEvent>
  readonly units: ReadonlyMap<string, Unit>
}

/** However many events there are, one round trip. */
export async function about_events(context: Context, events: readonly RecordedEvent[]): Promise<About> {
  const ids = (field: string): string[] => [...new Set(events.flatMap(({ subjects }) => subjects[field] ?? []))]
  const [jobs, parts, operations, substeps, issues, machines, quality_events, units] = await Promise.all([
    when(ids('job_id'), (some) => context.read<JobRow>`select ${job_columns} from jobs where jobs.id = any(${some}::uuid[])`),
    when(
      ids('part_id'),
      (some) => context.read<PartRow>`
        select ${part_columns} from parts join jobs on jobs.id = parts.job_id where parts.id = any(${some}::uuid[])`,
    ),
    when(
      [...new Set([...ids('operation_id'), ...ids('to_operation_id')])],
      (some) => context.read<OperationRow>`
        select ${operation_columns} from ${operation_tables} where operations.id = any(${some}::uuid[])`,
    ),
    when(
      ids('substep_id'),
      (some) => context.read<Substep>`select ${substep_columns} from substeps where substeps.id = any(${some}::uuid[])`,
    ),
    when(
      ids('issue_id'),
      (some) => context.read<IssueRow>`select ${issue_columns} from ${issue_tables} where issues.id = any(${some}::uuid[])`,
    ),
    when(ids('machine_id'), (some) => context.read<Machine>`select ${machine_columns} from machines where id = any(${some}::uuid[])`),
    when(
      ids('quality_event_id'),
      (some) => context.read<QualityEvent>`
        select ${quality_event_columns} from ${quality_event_tables} where quality_events.id = any(${some}::uuid[])`,
    ),
    when(ids('unit_id'), (some) => context.read<UnitRow>`select ${unit_columns} from ${unit_tables} where units.id = any(${some}::uuid[])`),
  ])
  return {
    tenant_id: context.actor.tenant_id,
    jobs: by_id(jobs.map(job_of)),
    parts: by_id(parts.map(part_of)),
    operations: by_id(operations.map(operation_of)),
    substeps: by_id(substeps),
    issues: by_id(issues.map(issue_of)),
    machines: by_id(machines),
    quality_events: by_id(quality_events),
    units: by_id(units.map(unit_of)),
  }
}

const when = async <R extends object>(ids: readonly string[], read: (ids: readonly string[]) => Promise<R[]>): Promise<R[]> =>
  ids.length === 0 ? [] : read(ids)

const by_id = <Thing extends { readonly id: string }>(things: readonly Thing[]): ReadonlyMap<string, Thing> =>
  new Map(things.map((thing) => [thing.id, thing]))
