import { z } from 'zod'
import { code, read_code } from '../../../kernel/code.ts'
import type { Context } from '../../../kernel/context.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'

const Match = z
  .object({
    kind: z.enum(['job', 'part', 'operation', 'unit']),
    id: Id,
    label: z.string().meta({ description: 'What to show: job number, part number, sequence and name, or a unit’s serial number.' }),
    code: z.string().nullable().meta({ description: 'What stands on its traveller; parts have none.' }),
    status: z.string(),
    job_id: Id,
    part_id: Id.nullable(),
    operation_id: Id.nullable().meta({ description: 'Where a unit stands.' }),
    unit_id: Id.nullable(),
  })
  .meta({ id: 'CodeMatch' })
type Match = z.output<typeof Match>

const most = 100

export const resolve = verb({
  name: 'codes.resolve',
  does: 'Says what somebody has scanned or typed: a code (`J…`, `O…`, `U…`), else a job number, else a serial number, else a part number. Case does not matter.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ text: z.string().trim().min(1).max(255) }),
  output: z.object({
    matches: z.array(Match).meta({ description: 'None, one, or for a part number all parts that have it, newest first, at most 100.' }),
  }),
  refuses: [],
  reports: [],
  examples: [{ given: { text: 'O2Z9' } }],
  async run(context, { text }) {
    const found = await Promise.all([
      by_code(context, text),
      by_job_number(context, text),
      by_serial_number(context, text),
      by_part_number(context, text),
    ])
    return { matches: found.find((matches) => matches.length > 0) ?? [] }
  },
})

interface JobFound {
  readonly id: string
  readonly code_number: number
  readonly job_number: string
  readonly status: string
}
interface PartFound {
  readonly id: string
  readonly job_id: string
  readonly job_number: string
  readonly part_number: string
  readonly status: string
}
interface OperationFound extends PartFound {
  readonly part_id: string
  readonly code_number: number
  readonly sequence: number
  readonly name: string
}

interface UnitFound extends Pick<OperationFound, 'id' | 'job_id' | 'part_id' | 'code_number' | 'status'> {
  readonly serial_number: string
  readonly operation_id: string | null
}

const job_match = ({ id, code_number, job_number, status }: JobFound): Match => ({
  kind: 'job',
  id,
  label: job_number,
  code: code('J', code_number),
  status,
  job_id: id,
  part_id: null,
  operation_id: null,
  unit_id: null,
})

async function by_code(context: Context, text: string): Promise<Match[]> {
  const read = read_code(text)
  if (read?.kind === 'J') {
    const jobs = await context.read<JobFound>`
      select id, code_number, job_number, status from jobs where code_number = ${read.number} and deleted_at is null`
    return jobs.map(job_match)
  }
  if (read?.kind === 'U') return units(context, sql`code_number = ${read.number}`)
  if (read?.kind !== 'O') return []
  const operations = await context.read<OperationFound>`
    select o.id, o.job_id, o.part_id, o.code_number, o.sequence, o.name, o.status, j.job_number, p.part_number
    from operations o join parts p on p.id = o.part_id join jobs j on j.id = o.job_id
    where o.code_number = ${read.number} and o.deleted_at is null`
  return operations.map(({ id, job_id, part_id, code_number, sequence, name, status, job_number, part_number }) => ({
    kind: 'operation',
    id,
    label: `${job_number} · ${part_number} · ${sequence} ${name}`,
    code: code('O', code_number),
    status,
    job_id,
    part_id,
    operation_id: id,
    unit_id: null,
  }))
}

/** One that is spelled so comes before one that differs in case. */
async function by_job_number(context: Context, text: string): Promise<Match[]> {
  const jobs = await context.read<JobFound>`
    select id, code_number, job_number, status from jobs where job_number_key = name_key(${text}) and deleted_at is null
    order by job_number = ${text} desc, id desc limit ${most}`
  const exact = jobs.filter(({ job_number }) => job_number === text)
  return (exact.length > 0 ? exact : jobs).map(job_match)
}

const by_serial_number = (context: Context, text: string): Promise<Match[]> =>
  units(context, sql`serial_number = any(${[text, text.toUpperCase()]})`)

async function units(context: Context, those: Sql): Promise<Match[]> {
  const found = await context.read<UnitFound>`
    select id, job_id, part_id, code_number, serial_number, operation_id, status from units where ${those} and deleted_at is null`
  return found.map(({ id, job_id, part_id, code_number, serial_number, operation_id, status }) => ({
    kind: 'unit',
    id,
    label: serial_number,
    code: code('U', code_number),
    status,
    job_id,
    part_id,
    operation_id,
    unit_id: id,
  }))
}

async function by_part_number(context: Context, text: string): Promise<Match[]> {
  const parts = await context.read<PartFound>`
    select p.id, p.job_id, j.job_number, p.part_number, p.status from parts p join jobs j on j.id = p.job_id
    where p.part_number_key = name_key(${text}) and p.deleted_at is null order by p.id desc limit ${most}`
  return parts.map(({ id, job_id, job_number, part_number, status }) => ({
    kind: 'part',
    id,
    label: `${job_number} · ${part_number}`,
    code: null,
    status,
    job_id,
    part_id: id,
    operation_id: null,
    unit_id: null,
  }))
}
