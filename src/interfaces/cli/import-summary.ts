import type { Finding, LogRow } from '../../domain/integrations/imports/log-row.ts'
import type { verbs } from '../../domain/verbs.gen.ts'
import type { Output } from '../../kernel/verb.ts'
import type { Overlaps } from './overlaps.ts'

type Answer = Output<(typeof verbs)['imports.production_log']>
type Kind = keyof Answer['made_names']

/** What all batches of a file came to. */
export class Total {
  readonly findings: Finding[]
  time_entries = 0
  quantity_reports = 0
  already_there = 0
  completed_jobs = 0
  /** By name: a dry run finds the same new machine in every batch, and it is still one. */
  readonly names: Readonly<Record<Kind, Set<string>>> = {
    jobs: new Set(),
    operations: new Set(),
    products: new Set(),
    people: new Set(),
    machines: new Set(),
    workstations: new Set(),
  }

  constructor(findings: readonly Finding[]) {
    this.findings = [...findings]
  }

  add({ made, made_names, already_there, findings }: Answer): void {
    this.time_entries += made.time_entries
    this.quantity_reports += made.quantity_reports
    this.already_there += already_there
    this.findings.push(...findings)
    for (const kind of kinds) for (const name of made_names[kind]) this.names[kind].add(name)
  }
}

const kinds: readonly Kind[] = ['jobs', 'operations', 'products', 'people', 'machines', 'workstations']

export interface Imported {
  readonly file: string
  readonly rows: readonly LogRow[]
  readonly dry_run: boolean
  readonly open: boolean
  readonly total: Total
  readonly people: Overlaps
  readonly machines: Overlaps
}

const grouped = new Intl.NumberFormat('en')
const many = (n: number, what: string): string => `${grouped.format(n)} ${what}`

export function summary_of({ file, rows, dry_run, open, total, people, machines }: Imported): string {
  const left_out = total.findings.filter(({ taken }) => !taken).sort((a, b) => a.line - b.line)
  const odd = total.findings.filter(({ taken }) => taken).sort((a, b) => a.line - b.line)
  const made = [
    ...kinds.map((kind) => many(total.names[kind].size, kind)),
    many(total.time_entries, 'time entries'),
    many(total.quantity_reports, 'quantity reports'),
  ]
  const completed = dry_run ? [] : [`Completed   ${open ? 'nothing: the jobs were left open' : many(total.completed_jobs, 'jobs')}`]
  return [
    `${file}: ${many(rows.length, 'rows')}, ${many(new Set(rows.map(({ work_order }) => work_order)).size, 'work orders')}${dry_run ? '. A dry run: nothing was changed.' : ''}`,
    `${dry_run ? 'Would make ' : 'Made       '} ${made.join(', ')}`,
    ...completed,
    `Already there: ${many(total.already_there, 'rows')}. Not taken in: ${many(new Set(left_out.map(({ line }) => line)).size, 'rows')}.`,
    ...section('Not taken in', left_out.map(told)),
    ...section('Taken in, but worth a look', odd.map(told)),
    ...overlapping('person', people),
    ...overlapping('machine', machines),
  ].join('\n')
}

const told = ({ line, reason, message }: Finding): string => `  line ${line}  ${reason}  ${message}`

const section = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ['', `${title}:`, ...lines])

function overlapping(whose: string, { count, first }: Overlaps): string[] {
  if (count === 0) return []
  const named = first.map(([line, beside]) => `line ${line} beside ${beside}`)
  const more = count > first.length ? `, and ${grouped.format(count - first.length)} more` : ''
  return ['', `Overlaps of one ${whose} (kept): ${many(count, 'rows')}: ${named.join(', ')}${more}.`]
}
