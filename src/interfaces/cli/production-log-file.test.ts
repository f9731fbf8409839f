import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { overlaps_of } from './overlaps.ts'
import { read_log_file } from './production-log-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'gemba-log-'))
afterAll(() => rmSync(folder, { recursive: true }))

const header = 'work_order,part,order_qty,operation,machine,operator,report_type,start,end,qty_completed,qty_rejected,qty_for_mrb,rework'
const line = (work_order: string, from = '07:00', to = '08:00'): string =>
  `${work_order},Spindle,33,Turning,Lathe 4,4794,D,2012-01-31 ${from}:00,2012-01-31 ${to}:00,5,0,0,`

function read(text: string | Buffer) {
  const path = join(folder, 'log.csv')
  writeFileSync(path, text)
  return read_log_file(path)
}
const seen = async (text: string | Buffer) => {
  const { rows, findings } = await read(text)
  return {
    rows: rows.map(({ line: at, work_order }) => `${at} ${work_order}`),
    findings: findings.map(({ line: at, message }) => `${at} ${message}`),
  }
}

test('reads a plain file, with the lines as an editor shows them', async () => {
  const { rows, findings } = await read([header, line('A'), line('B')].join('\n'))
  expect(findings).toEqual([])
  expect(rows[1]).toEqual({
    line: 3,
    occurrence: 1,
    work_order: 'B',
    part: 'Spindle',
    order_qty: '33',
    operation: 'Turning',
    machine: 'Lathe 4',
    operator: '4794',
    report_type: 'D',
    start: '2012-01-31 07:00:00',
    end: '2012-01-31 08:00:00',
    qty_completed: '5',
    qty_rejected: '0',
    qty_for_mrb: '0',
    rework: '',
  })
})

test('takes a byte order mark, CRLF, quotes, blank lines, columns in another order and columns too many', async () => {
  const text = `\ufeff"Start","END",Work Order,operation,report_type,colour\r\n"2012-01-31 07:00","2012-01-31 08:00"," A ""1"", b",Turning,S,red\r\n\r\n,,,,,\r\nx,y,C,d,D,blue,,\r\n`
  const { rows, findings } = await read(text)
  expect(findings).toEqual([])
  expect(rows.map(({ line: at, work_order, start, part }) => [at, work_order, start, part])).toEqual([
    [2, 'A "1", b', '2012-01-31 07:00', ''],
    [5, 'C', 'x', ''],
  ])
})

test('counts how often the same row came before, however it is spelled around its cells', async () => {
  const { rows } = await read([header, line('A'), line('B'), line('A'), line(' "A" '.trim()), line('A ')].join('\n'))
  expect(rows.map(({ work_order, occurrence }) => `${work_order}${occurrence}`)).toEqual(['A1', 'B1', 'A2', 'A3', 'A4'])
})

test('a row with cells missing is told, and the rest is read', async () => {
  expect(await seen([header, line('A'), 'B,x', line('C'), `${line('D')},more`].join('\n'))).toEqual({
    rows: ['2 A', '4 C'],
    findings: ['3 The row has 2 cells where the header has 13.', '5 The row has 14 cells where the header has 13.'],
  })
})

test('a stray quote costs its own row only', async () => {
  const found = await seen(
    [header, line('A'), `"${line('B')}`, line('C'), `x"${line('D')}`, `"E"e${line('')}`, line('F'), `"G${line('')}`, line('H')].join(
      '\r\n',
    ),
  )
  expect(found.rows).toEqual(['2 A', '4 C', '5 x"D', '6 "E"e', '7 F', '9 H'])
  expect(found.findings.map((text) => text.slice(0, 22))).toEqual(['3 The row cannot be re', '8 The row cannot be re'])
})

test('a column of the shop’s own may hold line breaks', async () => {
  const text = [`${header},remarks`, `${line('A')},"first\n\nsecond"`, `${line('B')},`].join('\n')
  expect(await seen(text)).toEqual({ rows: ['2 A', '5 B'], findings: [] })
})

test('a file without what is needed is refused in whole', async () => {
  await expect(read('')).rejects.toThrow(/empty/)
  await expect(read('work_order,start\nA,b')).rejects.toThrow(/no column operation, report_type, end/)
  await expect(read_log_file(join(folder, 'nothing.csv'))).rejects.toThrow(/no such file/)
})

test('a file larger than any buffer is read whole', async () => {
  const many = 40_000
  const { rows } = await read([header, ...Array.from({ length: many }, (_, at) => line(`W-${at}`))].join('\n'))
  expect(rows).toHaveLength(many)
  expect(rows.at(-1)).toMatchObject({ line: many + 1, work_order: `W-${many - 1}` })
})

test('finds rows that begin while another of the same person or machine runs', async () => {
  const { rows } = await read(
    [
      header,
      line('A', '07:00', '09:00'),
      line('B', '08:00', '08:30'),
      line('C', '08:40', '09:10'),
      line('D', '09:10', '09:20'),
      line('E', '07:30', '07:30'),
    ].join('\n'),
  )
  expect(overlaps_of(rows, 'operator')).toEqual({
    count: 2,
    first: [
      [3, 2],
      [4, 2],
    ],
  })
  expect(
    overlaps_of(
      rows.map((row) => ({ ...row, machine: '' })),
      'machine',
    ),
  ).toEqual({ count: 0, first: [] })
})
