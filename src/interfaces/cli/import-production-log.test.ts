import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expect_sums_to_agree, no_real_log, real_log, rows_of } from '../../../test/production-log.ts'
import { open_shop, type Shop } from '../../../test/shop.ts'
import { batches_of, import_production_log } from './import-production-log.ts'
import { read_log_file } from './production-log-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'gemba-import-'))
let shop: Shop
let url: string
beforeAll(async () => {
  shop = await open_shop()
  url = await shop.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await shop.close()
  rmSync(folder, { recursive: true })
})

interface Ran {
  readonly summary: string
  readonly progress: string
  readonly ms: number
}

async function run(path: string, ...more: string[]): Promise<Ran> {
  const out: string[] = []
  const shown = new PassThrough()
  const lines: string[] = []
  shown.on('data', (chunk: Buffer) => lines.push(chunk.toString()))
  const began = performance.now()
  const words = ['production-log', path, '--time-zone', 'Asia/Jerusalem', ...more]
  await import_production_log(words, { url, key: shop.admin.key }, { out: (text) => out.push(text), progress: shown })
  return { summary: out.join('\n'), progress: lines.join(''), ms: performance.now() - began }
}

const header = 'work_order,part,order_qty,operation,machine,operator,report_type,start,end,qty_completed,qty_rejected,qty_for_mrb,rework'
function file(...lines: string[]): string {
  const path = join(folder, 'log.csv')
  writeFileSync(path, [header, ...lines].join('\n'))
  return path
}
const status_of = async (job_number: string) => (await shop.call('GET', `/v1/jobs?job_number=${job_number}`)).body.data[0]?.status

test('imports a file, says what was made, and lists each odd row by line and reason', async () => {
  const path = file(
    'C-1,Spindle,33,Turning,Lathe 4,4794,D,2012-01-31 07:00:00,2012-01-31 08:00:00,5,0,0,',
    'C-1,Spindle,33,Turning,Lathe 4,4794,D,2012-01-31 07:00:00,2012-01-31 08:00:00,5,0,0,',
    'C-1,Spindle',
    'C-2,Spindle,33,Turning,Lathe 4,4795,D,2012-01-31 09:00:00,2012-01-31 08:00:00,5,0,0,',
    'C-2,Spindle,33,Turning,,4795,D,2012-01-31 09:00:00,2012-01-31 10:00:00,5,1,0,Y',
    'C-3,a\0b,33,Turning,,4795,D,2012-01-31 09:00:00,2012-01-31 10:00:00,5,1,0,',
  )
  const dry = await run(path, '--dry-run')
  expect(dry.summary).toContain('A dry run: nothing was changed.')
  expect(dry.summary).toContain(
    'Would make  2 jobs, 2 operations, 1 products, 2 people, 1 machines, 1 workstations, 3 time entries, 3 quantity reports',
  )
  expect(await status_of('C-1')).toBeUndefined()

  const { summary, progress } = await run(path)
  expect(progress).toBe('Importing log.csv: 5 of 5 rows\n')
  expect(summary.split('\n')).toEqual([
    'log.csv: 5 rows, 3 work orders',
    'Made        2 jobs, 2 operations, 1 products, 2 people, 1 machines, 1 workstations, 3 time entries, 3 quantity reports',
    'Completed   2 jobs',
    'Already there: 0 rows. Not taken in: 3 rows.',
    '',
    'Not taken in:',
    '  line 4  row_unreadable  The row has 2 cells where the header has 13.',
    '  line 5  end_before_start  The row ends at 2012-01-31 08:00:00, before it starts at 2012-01-31 09:00:00.',
    '  line 7  row_unreadable  part: Text must be well-formed Unicode without NUL.',
    '',
    'Taken in, but worth a look:',
    '  line 3  duplicate_row  An earlier row says exactly the same (this is occurrence 2).',
    '',
    'Overlaps of one person (kept): 2 rows: line 3 beside 2, line 7 beside 6.',
    '',
    'Overlaps of one machine (kept): 1 rows: line 3 beside 2.',
  ])
  expect([await status_of('C-1'), await status_of('C-2')]).toEqual(['completed', 'completed'])
  const again = await run(path)
  expect(again.summary).toContain('Already there: 3 rows.')
  expect(again.summary).toContain('Made        0 jobs, 0 operations')
})

test('--open leaves jobs open, and a later run completes them', async () => {
  const path = file('C-9,Spindle,33,Turning,Lathe 4,4794,D,2012-01-31 07:00:00,2012-01-31 08:00:00,5,0,0,')
  expect((await run(path, '--open')).summary).toContain('the jobs were left open')
  expect(await status_of('C-9')).toBe('running')
  expect((await run(path)).summary).toContain('Completed   1 jobs')
  expect(await status_of('C-9')).toBe('completed')
})

test('says what is missing', async () => {
  const client = { url, key: 'ery_live_not_one_of_ours' }
  const call = (words: string[], known: { url: string; key: string | undefined } = client) =>
    import_production_log(words, known, { out: () => {}, progress: new PassThrough() })
  const path = file('C-1,,,Turning,,1,D,2012-01-31 07:00:00,2012-01-31 08:00:00,5,0,0,')
  await expect(call([])).rejects.toThrow(/Say what to import/)
  await expect(call(['sales', path])).rejects.toThrow(/Say what to import/)
  await expect(call(['production-log', path])).rejects.toThrow(/--time-zone/)
  await expect(call(['production-log', path, '--time-zone', 'UTC', '--wrong'])).rejects.toThrow(/--wrong/)
  await expect(call(['production-log', path, '--time-zone', 'UTC'], { url, key: undefined })).rejects.toThrow(/API key/)
  await expect(call(['production-log', path, '--time-zone', 'UTC'])).rejects.toThrow(/not known/)
  await expect(call(['production-log', path, '--time-zone', 'Mars/North', '--key', shop.admin.key])).rejects.toThrow(/time_zone/)
})

test('keeps the rows of a work order together, and splits only what is too long', () => {
  const row = (line: number, work_order: string, start = '2012') => ({ line, work_order, start })
  const long = Array.from({ length: 1201 }, (_, at) => row(at + 2, 'long', String(5000 - at)))
  const rows = [...long, row(2000, 'a'), row(2001, 'b'), row(2002, 'a')]
  const batches = batches_of(rows)
  expect(batches.map((batch) => batch.length)).toEqual([500, 500, 204])
  expect(batches[0]?.[0]?.line).toBe(1202)
  expect(batches[2]?.slice(-3).map(({ line }) => line)).toEqual([2000, 2002, 2001])
})

const with_real_log = no_real_log
  ? 'the real log (skipped: ../shared/data/production_events.csv is not beside the checkout)'
  : 'the real log'

test.skipIf(no_real_log)(`${with_real_log}: nothing is lost, doubled or invented`, { timeout: 240_000 }, async () => {
  const other = await open_shop()
  const at = await other.app.listen({ port: 0, host: '127.0.0.1' })
  const go = (...more: string[]) => run(real_log, '--url', at, '--key', other.admin.key, ...more)
  try {
    const count = () =>
      rows_of(
        other,
        'select (select count(*) from events) as events, (select count(*) from people) as people, (select count(*) from jobs) as jobs',
      )
    const before = await count()
    const dry = await go('--dry-run')
    expect(await count()).toEqual(before)
    const first = await go()
    const made =
      '225 jobs, 1,271 operations, 35 products, 46 people, 19 machines, 24 workstations, 4,503 time entries, 3,091 quantity reports'
    expect(dry.summary).toContain(`Would make  ${made}`)
    expect(first.summary).toContain(`Made        ${made}`)
    expect(first.summary).toContain('Completed   225 jobs')
    expect(first.summary).toContain('Already there: 0 rows. Not taken in: 0 rows.')
    expect(first.summary.match(/duplicate_row/g)).toHaveLength(24)
    expect(first.summary.match(/zero_length/g)).toHaveLength(9)
    const second = await go()
    expect(second.summary).toContain('Made        0 jobs, 0 operations')
    expect(second.summary).toContain('Already there: 4,503 rows.')
    console.log(`4,503 rows: dry ${Math.round(dry.ms)} ms, import ${Math.round(first.ms)} ms, again ${Math.round(second.ms)} ms`)
    await expect_sums_to_agree(other)
    await expect_real_sums(other)
  } finally {
    await other.close()
  }
})

async function expect_real_sums(other: Shop): Promise<void> {
  const [sums] = await rows_of(
    other,
    `select (select count(*)::int from time_entries) as entries, sum(good)::int as good, sum(scrap)::int as scrap, sum(mrb)::int as mrb,
      (select count(*)::int from jobs where status = 'completed') as completed, (select count(*)::int from events where name = 'job.created' and origin = 'import') as told
    from quantity_reports`,
  )
  expect(sums).toEqual({ entries: 4503, good: 91_664, scrap: 593, mrb: 105, completed: 225, told: 225 })
  const rows: Record<string, number>[] = []
  for (let cursor = ''; ; ) {
    const { body } = await other.call('GET', `/v1/reports/production-summary?limit=100${cursor}`)
    rows.push(...body.data)
    if (body.next_cursor === null) break
    cursor = `&cursor=${body.next_cursor}`
  }
  expect(rows).toHaveLength(225)
  const sum = (field: string): number => rows.reduce((all, row) => all + Number(row[field]), 0)
  expect([sum('good'), sum('scrap'), sum('mrb')]).toEqual([91_664, 593, 105])

  const { rows: logged } = await read_log_file(real_log)
  const seconds = (from: string, to: string): number => (Date.parse(`${to}Z`) - Date.parse(`${from}Z`)) / 1000
  const before_change = (text: string): boolean => text < '2012-03-30 02'
  const by_clock = logged
    .filter((row) => row.report_type === 'S')
    .reduce((all, { start, end }) => all + seconds(start, end) - (before_change(start) && !before_change(end) ? 3600 : 0), 0)
  expect(sum('setup_s')).toBe(by_clock)
  const one = rows.find((row) => String(row.job_number) === 'Case18')
  const of_one = logged.filter(({ work_order }) => work_order === 'Case18')
  expect(one).toMatchObject({
    part_number: 'Cable Head',
    quantity: 557,
    good: of_one.reduce((all, row) => all + Number(row.qty_completed), 0),
  })
}
