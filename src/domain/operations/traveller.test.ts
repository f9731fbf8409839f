import { afterAll, beforeAll, expect, test } from 'vitest'
import { open_shop, type Shop } from '../../../test/shop.ts'

let shop: Shop
let workstation_id = ''
beforeAll(async () => {
  shop = await open_shop({ clock: () => Date.parse('2030-06-12T10:00:00.000Z') })
  await shop.call('PATCH', `/v1/tenants/${shop.tenant_id}`, { time_zone: 'Pacific/Auckland' })
  workstation_id = (await shop.call('POST', '/v1/workstations', { name: 'Lathe' })).body.id
  // There it is the 12th, 22:00.
  await lay_out('plain', {}, {})
  await lay_out('dated', { due: '2030-06-30' }, {})
  await lay_out('part dated', { due: '2030-06-30' }, { due: '2030-06-11' })
  await lay_out('today', { due: '2030-06-12' }, {})
  await lay_out('agreed', { due: '2030-06-01', due_override: '2030-07-01' }, {})
  await lay_out('high', { priority: 5 }, { priority: 2 })
  await lay_out('higher', { priority: 5 }, { priority: 7 })
  await lay_out('bullet', { priority: -3 }, { is_bullet_card: true })
})
afterAll(() => shop.close())

async function lay_out(job_number: string, job: object, part: object): Promise<void> {
  const given = { part_number: `P ${job_number}`, name: `Shaft ${job_number}`, quantity: 4, drawing_number: 'D-1', drawing_revision: 'C' }
  const operations = [
    { sequence: 10, name: 'Saw' },
    { sequence: 20, name: 'Turn', workstation_id },
    { sequence: 30, name: 'Pack' },
  ]
  const { status, body } = await shop.call('POST', '/v1/jobs', { job_number, ...job, parts: [{ ...given, ...part, operations }] })
  expect(status, JSON.stringify(body)).toBe(201)
}

interface Listed {
  readonly job: { readonly job_number: string }
  readonly traveller: { readonly is_late: boolean; readonly due: string | null }
}
const queue = async (more: string): Promise<{ data: Listed[]; next_cursor: string | null }> =>
  (await shop.call('GET', `/v1/operations?workstation_id=${workstation_id}&sort=rank&${more}`)).body
const in_order = ['bullet', 'higher', 'high', 'part dated', 'today', 'dated', 'agreed', 'plain']
const numbers = (data: readonly Listed[]): string[] => data.map(({ job }) => job.job_number)

test('a queue stands in the order of work, by the job and by the part', async () => {
  expect(numbers((await queue('')).data)).toEqual(in_order)
  expect(numbers((await queue('order=desc')).data)).toEqual(in_order.toReversed())
})

test('its pages neither repeat nor skip one', async () => {
  const first = await queue('limit=3')
  const second = await queue(`limit=3&cursor=${first.next_cursor}`)
  const third = await queue(`limit=3&cursor=${second.next_cursor}`)
  expect(numbers([...first.data, ...second.data, ...third.data])).toEqual(in_order)
  expect(third.next_cursor).toBeNull()
})

test('what the paper says stands with the operation', async () => {
  const { data } = await queue('expand=traveller')
  expect(data.filter(({ traveller }) => traveller.is_late).map(({ job }) => job.job_number)).toEqual(['part dated'])
  expect(data.find(({ job }) => job.job_number === 'agreed')?.traveller.due).toBe('2030-07-01')
  expect(data.find(({ job }) => job.job_number === 'plain')?.traveller.due).toBeNull()
  expect(data.find(({ job }) => job.job_number === 'higher')?.traveller).toMatchObject({
    job_status: 'released',
    part_name: 'Shaft higher',
    drawing_number: 'D-1',
    drawing_revision: 'C',
    priority: 7,
    is_late: false,
    before: { sequence: 10, name: 'Saw', status: 'waiting', workstation: null },
    after: { sequence: 30, name: 'Pack' },
  })
  expect((await queue('')).data[0]?.traveller).toBeUndefined()
})
