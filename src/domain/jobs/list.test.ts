import { afterAll, beforeAll, expect, test } from 'vitest'
import { open_shop, type Shop } from '../../../test/shop.ts'

let shop: Shop
const noon = Date.parse('2030-06-12T10:00:00.000Z')
beforeAll(async () => {
  shop = await open_shop({ clock: () => noon })
  const { status } = await shop.call('PATCH', `/v1/tenants/${shop.tenant_id}`, { time_zone: 'Pacific/Auckland' })
  expect(status).toBe(200)
  // There it is the 12th, 22:00.
  await make('past', { due: '2030-06-11', priority: 1 })
  await make('today', { due: '2030-06-12', priority: 5 })
  await make('hour', { due: '2030-06-12T09:59:00Z' })
  await make('later', { due: '2030-06-12T10:01:00Z' })
  await make('agreed', { due: '2030-06-01', due_override: '2030-07-01', priority: 5 })
  await make('undated', {})
  await make('done', { due: '2030-06-01', status: 'completed' })
})
afterAll(() => shop.close())

async function make(job_number: string, more: object): Promise<string> {
  const { status, body } = await shop.call('POST', '/v1/jobs', { job_number, ...more })
  expect(status, JSON.stringify(body)).toBe(201)
  return body.id
}
interface Listed {
  readonly job_number: string
  readonly progress: object
}
const listed = async (query: string): Promise<string[]> =>
  (await shop.call('GET', `/v1/jobs?${query}`)).body.data.map(({ job_number }: Listed) => job_number)

test('knows what is late by the shop’s own calendar', async () => {
  expect(await listed('late=true&sort=job_number')).toEqual(['hour', 'past'])
  expect(await listed('late=false&sort=job_number')).toEqual(['agreed', 'done', 'later', 'today', 'undated'])
  const { body } = await shop.call('GET', '/v1/jobs?expand=progress&sort=job_number')
  const told = Object.fromEntries(body.data.map(({ job_number, progress }: Listed) => [job_number, progress]))
  expect(told).toMatchObject({
    past: { lateness: 'late', days_late: 1 },
    today: { lateness: 'due_today', days_late: 0 },
    hour: { lateness: 'late', days_late: 0 },
    later: { lateness: 'due_today' },
    agreed: { lateness: 'in_time' },
    undated: { lateness: 'undated' },
    done: { lateness: 'late', days_late: 11, percentage: 100 },
  })
})

test('sorts by rank and by date, page by page', async () => {
  const by_rank = ['today', 'agreed', 'past', 'done', 'hour', 'later', 'undated']
  expect(await listed('sort=rank')).toEqual(by_rank)
  expect(await listed('sort=rank&order=desc')).toEqual(by_rank.toReversed())
  expect(await listed('sort=due')).toEqual(['done', 'past', 'today', 'hour', 'later', 'agreed', 'undated'])
  for (const order of ['asc', 'desc']) {
    const walked: string[] = []
    for (let cursor = ''; ; ) {
      const { body } = await shop.call('GET', `/v1/jobs?sort=rank&order=${order}&limit=2${cursor}`)
      walked.push(...body.data.map(({ job_number }: Listed) => job_number))
      if (body.next_cursor === null) break
      cursor = `&cursor=${body.next_cursor}`
    }
    expect(walked).toEqual(order === 'asc' ? by_rank : by_rank.toReversed())
  }
})

test('finds what is left to do at a workstation, and says how far a job is', async () => {
  const id = await make('work', {
    parts: [
      {
        part_number: 'P',
        quantity: 4,
        operations: [
          { sequence: 10, name: 'Sawing', workstation_name: 'Saw', planned_setup_s: 60, planned_run_s_per_piece: 30 },
          { sequence: 20, name: 'Turning', workstation_name: 'Lathe', planned_total_s: 600 },
        ],
      },
    ],
  })
  const { body: job } = await shop.call('GET', `/v1/jobs/${id}?expand=operations,progress`)
  const [sawing, turning] = job.parts[0].operations
  expect(job.progress).toMatchObject({ operations: 2, operations_done: 0, percentage: 0, planned_s: 780, worked_s: 0, people_at_work: 0 })
  const at = (operation: { workstation_id: string }) => listed(`workstation_id=${operation.workstation_id}`)
  expect(await at(sawing)).toEqual(['work'])
  expect((await shop.call('POST', `/v1/operations/${sawing.id}/skip`, {})).status).toBe(200)
  const counted = await shop.call('POST', '/v1/quantity-reports', { operation_id: turning.id, good: 2 })
  expect(counted.status, JSON.stringify(counted.body)).toBe(201)
  expect(await at(sawing)).toEqual([])
  expect(await at(turning)).toEqual(['work'])
  const { body: now } = await shop.call('GET', `/v1/jobs/${id}?expand=progress`)
  expect(now.progress).toMatchObject({ operations: 2, operations_done: 1, percentage: 75, open_issues: 0 })
  expect(now.parts).toBeUndefined()
})

test('says what is wrong with an order', async () => {
  const { status, body } = await shop.call('GET', '/v1/jobs?sort=colour&late=perhaps')
  expect(status).toBe(422)
  expect(body.errors.map(({ field }: { field: string }) => field).sort()).toEqual(['late', 'sort'])
})
