import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { as_owner, open_shop, type Shop } from '../../../test/shop.ts'
import { import_csv } from './import-csv.ts'

let shop: Shop
let url = ''
const folder = mkdtempSync(join(tmpdir(), 'gemba-csv-'))
beforeAll(async () => {
  shop = await open_shop()
  url = await shop.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await shop.close()
  rmSync(folder, { recursive: true })
})

async function run(kind: string, text: string, ...words: string[]): Promise<{ lines: string[]; has_failed: boolean }> {
  const path = join(folder, `${kind}.csv`)
  writeFileSync(path, text)
  const lines: string[] = []
  let has_failed = false
  const screen = {
    out: (said: string) => void lines.push(...said.split('\n')),
    failed: () => {
      has_failed = true
    },
  }
  await import_csv([kind, path, ...words], { url, key: shop.admin.key }, screen)
  return { lines, has_failed }
}
const events = async (): Promise<number> =>
  as_owner(shop.database, async (client) => (await client.query('select count(*)::int as n from events')).rows[0].n)

const jobs = `external_source,external_id,job_number,customer,due_date,priority,metadata
erp,1,SO-1,"Acme, Inc.",2026-12-24,2,"{""po"": 7}"
erp,2,SO-2,,soon,,
erp,3,SO-3,Bolt,,,
`

test('a preview tells each row by its line, and changes nothing', async () => {
  const before = await events()
  const { lines, has_failed } = await run('jobs', jobs, '--preview')
  expect(lines).toEqual([
    'line 2  created    1',
    expect.stringMatching(/^line 3 {2}failed {5}2 {2}due: /),
    'line 4  created    3',
    'A preview, nothing was changed. Of 3 rows: 2 created, 0 updated, 0 unchanged, 1 failed.',
  ])
  expect(has_failed).toBe(true)
  expect(await events()).toBe(before)
  expect((await shop.call('GET', '/v1/jobs')).body.data).toEqual([])
})

test('the import does what the preview said, and a repeat finds it done', async () => {
  expect((await run('jobs', jobs)).lines.at(-1)).toBe('3 rows: 2 created, 0 updated, 0 unchanged, 1 failed.')
  const { data } = (await shop.call('GET', '/v1/jobs?external_id=1')).body
  expect(data).toMatchObject([{ job_number: 'SO-1', customer: 'Acme, Inc.', due: '2026-12-24', priority: 2, metadata: { po: 7 } }])
  expect((await run('jobs', jobs)).lines.at(-1)).toBe('3 rows: 0 created, 0 updated, 2 unchanged, 1 failed.')
  const changed = await run('jobs', jobs.replace('Bolt', 'Bolt & Co').replace('soon', '2026-11-01'))
  expect(changed.lines).toContain('line 4  updated    3  customer: "Bolt" -> "Bolt & Co"')
  expect(changed.has_failed).toBe(false)
  const { body } = await shop.call('GET', '/v1/sync-runs?source=erp&entity_type=jobs')
  expect(body.data.map((one: { created: number; failed: number }) => [one.created, one.failed])).toEqual([
    [1, 0],
    [0, 1],
    [2, 1],
  ])
  expect(body.data[2].faults).toMatchObject([{ at: 3, external_id: '2' }])
})

test('cells, resources, parts and operations, in their own names for things', async () => {
  expect((await run('cells', 'external_id;name;sequence;active\nc1;Saw;2;false\n', '--source', 'erp')).lines[0]).toBe(
    'line 2  created    c1',
  )
  expect((await shop.call('GET', '/v1/workstations?name=saw')).body.data).toMatchObject([{ position: 2, is_active: false }])
  const resources = await run('resources', 'external_id,name,type\nr1,Vice,fixture\nr2,Hammer,machine\n', '--source', 'erp')
  expect(resources.lines).toEqual([
    'line 2  created    r1',
    expect.stringMatching(/^line 3 {2}failed {5}r2 {2}type: /),
    '2 rows: 1 created, 0 updated, 0 unchanged, 1 failed.',
  ])
  const parts = 'external_id,job_external_id,part_number,quantity,file_paths\np1,1,P-1,10,"a.pdf,b.pdf"\np2,9,P-2,1,\n'
  const { lines } = await run('parts', parts, '--source', 'erp')
  expect(lines.slice(0, 2)).toEqual(['line 2  created    p1', 'line 3  failed     p2  job_external_id: There is no job 9.'])
  expect((await shop.call('GET', '/v1/parts?search=P-1')).body.data).toMatchObject([{ quantity: 10, file_paths: ['a.pdf', 'b.pdf'] }])
  const operations = 'external_id,part_external_id,operation_name,cell_name\no1,p1,Cut,Saw\no2,p1,Mill,Mill 1\n'
  expect((await run('operations', operations, '--source', 'erp')).lines.at(-1)).toContain('2 created')
  const { data } = (await shop.call('GET', '/v1/operations?sort=sequence')).body
  expect(data.map((one: { name: string; workstation: { name: string } }) => [one.name, one.workstation.name])).toEqual([
    ['Cut', 'Saw'],
    ['Mill', 'Mill 1'],
  ])
})

test('what the file or the call lacks is told before anything is sent', async () => {
  const before = await events()
  await expect(run('jobs', 'external_id,job_number,colour\n1,A,red\n')).rejects.toThrow(
    /There is no field colour. There is no column external_source. Columns may be: .*job_number/,
  )
  await expect(run('jobs', '')).rejects.toThrow(/is empty/)
  await expect(run('jobs', 'external_id,job_number\n1,"A\n', '--source', 'x')).rejects.toThrow(/cannot be read: .*Nothing was sent/)
  await expect(run('machines', 'name\nx\n')).rejects.toThrow(/Say what to import/)
  await expect(run('jobs', jobs, '--key', 'ery_live_nobody_has_this_one')).rejects.toThrow(/key/i)
  const { lines } = await run('jobs', 'external_id,job_number,metadata\n5,A,{x\n6,B,,much,more\n', '--source', 'x', '--preview')
  expect(lines.slice(0, 2)).toEqual([
    'line 2  failed       metadata: this is not valid JSON.',
    'line 3  failed       The row has 5 cells where the header has 3.',
  ])
  expect(await events()).toBe(before)
})
