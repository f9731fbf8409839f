import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant } from '../../../../test/people.ts'
import { as_owner, open_shop, type Shop } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

let names = 0
const made = async (path: string, given: object) => {
  const { status, body } = await shop.call('POST', path, given)
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}
const line = async () => made('/v1/lines', { name: `Line ${names++}` })
const station = async (line_id: string | null = null) => made('/v1/workstations', { name: `Station ${names++}`, line_id })
const machine = async (workstation_id: string, name = `Machine ${names++}`) => made('/v1/machines', { name, workstation_id })
const order = async (workstation_id: string) =>
  made('/v1/jobs', {
    job_number: `J${names++}`,
    parts: [{ part_number: 'P', quantity: 1, operations: [{ sequence: 10, name: 'Cut', workstation_id }] }],
  })
const finish = async (job: { parts: { operations: { id: string }[] }[] }) => {
  const id = job.parts[0]?.operations[0]?.id
  for (const word of ['start', 'complete']) expect((await shop.call('POST', `/v1/operations/${id}/${word}`)).status).toBe(200)
}
const events_of = async (id: string) => (await told_of(shop, id)).map(({ name }) => name)

test('machines keep a workstation in place, unless they are to stay behind', async () => {
  const at = await station()
  const one = await machine(at.id)
  const refused = await shop.call('DELETE', `/v1/workstations/${at.id}`)
  expect(refused.body).toMatchObject({ status: 409, reason: 'workstation_in_use', facts: { machines: 1, operations: 0, units: 0 } })
  expect((await shop.call('DELETE', `/v1/workstations/${at.id}?detach_machines=true`)).body).toEqual({ id: at.id })
  expect((await shop.call('GET', `/v1/machines/${one.id}`)).body).toMatchObject({ workstation_id: null, revision: 1 })
  const facts = { machine_id: one.id, changes: { workstation_id: { before: at.id, after: null } } }
  expect((await told_of(shop, one.id)).at(-1)).toEqual({ name: 'machine.updated', facts })
  expect(await events_of(at.id)).toEqual(['workstation.created', 'workstation.deleted'])
})

test('two machines of one name cannot both stand nowhere', async () => {
  const [a, b] = [await station(), await station()]
  for (const { id } of [a, b]) await machine(id, 'Robot')
  expect((await shop.call('DELETE', `/v1/workstations/${a.id}?detach_machines=true`)).status).toBe(200)
  const second = await shop.call('DELETE', `/v1/workstations/${b.id}?detach_machines=true`)
  expect(second.body).toMatchObject({ status: 409, reason: 'machine_name_taken' })
  expect((await shop.call('GET', `/v1/workstations/${b.id}`)).status).toBe(200)
})

test('a line goes with its workstations where it is told so; what was done there stays on record', async () => {
  const whole = await line()
  const [a, b] = [await station(whole.id), await station(whole.id)]
  const one = await machine(a.id)
  const job = await order(a.id)
  const remove = (query = '') => shop.call('DELETE', `/v1/lines/${whole.id}${query}`)
  expect((await remove()).body).toMatchObject({ status: 409, reason: 'line_in_use', facts: { workstation_ids: [a.id, b.id] } })
  expect((await remove('?with_workstations=true')).body).toMatchObject({
    status: 409,
    reason: 'workstation_in_use',
    facts: { workstation_id: a.id, operations: 1 },
  })
  for (const { id } of [a, b]) expect((await shop.call('GET', `/v1/workstations/${id}`)).status).toBe(200)
  await finish(job)
  expect((await remove('?with_workstations=true')).body).toEqual({ id: whole.id })
  for (const { id } of [a, b]) expect((await shop.call('GET', `/v1/workstations/${id}`)).status).toBe(404)
  expect((await shop.call('GET', `/v1/machines/${one.id}`)).body).toMatchObject({ workstation_id: null })
  const operation = job.parts[0].operations[0]
  expect((await shop.call('GET', `/v1/operations/${operation.id}`)).body).toMatchObject({ workstation_id: a.id, status: 'completed' })
  expect(await events_of(whole.id)).toEqual(['line.created', 'line.deleted'])
  expect(await events_of(b.id)).toEqual(['workstation.created', 'workstation.deleted'])
})

test('units that stand there keep it in place, and so does a routing that is followed', async () => {
  const whole = await line()
  const at = await station(whole.id)
  const job = await order(at.id)
  await finish(job)
  const part = job.parts[0]
  await as_owner(shop.database, (client) =>
    client.query(
      `insert into units (tenant_id, id, code_number, serial_number, job_id, part_id, status, operation_id, created_at, updated_at)
      values ($1, gen_random_uuid(), 1, 'S-1', $2, $3, 'held', $4, now(), now())`,
      [shop.tenant_id, job.id, part.id, part.operations[0].id],
    ),
  )
  for (const path of [`workstations/${at.id}`, `lines/${whole.id}?with_workstations=true`]) {
    const { body } = await shop.call('DELETE', `/v1/${path}`)
    expect(body).toMatchObject({ status: 409, reason: 'workstation_in_use', facts: { workstation_id: at.id, units: 1 } })
  }
  await as_owner(shop.database, (client) => client.query("update units set status = 'scrapped'"))
  const product = await made('/v1/products', { product_number: 'R-1', name: 'Routed' })
  await made('/v1/routings', { product_id: product.id, steps: [{ sequence: 10, name: 'Cut', workstation_id: at.id }] })
  const followed = await shop.call('DELETE', `/v1/lines/${whole.id}?with_workstations=true`)
  expect(followed.body).toMatchObject({ status: 409, reason: 'workstation_in_use', facts: { routings: 1, units: 0 } })
})

test('a line is never removed with a workstation at which work is being planned', async () => {
  for (let round = 0; round < 8; round++) {
    const whole = await line()
    const at = await station(whole.id)
    const operations = [{ sequence: 10, name: 'Cut', workstation_id: at.id }]
    const [job, removed] = await Promise.all([
      shop.call('POST', '/v1/jobs', { job_number: `C${round}`, parts: [{ part_number: 'P', quantity: 1, operations }] }),
      shop.call('DELETE', `/v1/lines/${whole.id}?with_workstations=true`),
    ])
    const outcomes = [
      [201, 409],
      [422, 200],
    ]
    expect(outcomes, JSON.stringify([job.body, removed.body])).toContainEqual([job.status, removed.status])
  }
})

test('who is usually there is kept, and the log names nobody', async () => {
  const at = await made('/v1/workstations', { name: 'Bench', operator_name: 'Zebedee' })
  expect(at.operator_name).toBe('Zebedee')
  const { body } = await shop.call('PATCH', `/v1/workstations/${at.id}`, { operator_name: 'Zachary', description: 'By the window' })
  expect(body).toMatchObject({ operator_name: 'Zachary', revision: 2 })
  const changes = { operator_name: {}, description: { before: null, after: 'By the window' } }
  expect((await told_of(shop, at.id)).at(-1)).toEqual({ name: 'workstation.updated', facts: { workstation_id: at.id, changes } })
  expect((await shop.call('PATCH', `/v1/workstations/${at.id}`, { operator_name: null })).body.operator_name).toBeNull()
})

test('another company removes nothing of ours', async () => {
  const whole = await line()
  await station(whole.id)
  const { key } = await another_tenant(shop)
  const answer = await shop.call('DELETE', `/v1/lines/${whole.id}?with_workstations=true`, undefined, { key })
  expect(answer.body).toMatchObject({ status: 404, reason: 'line_unknown' })
})
