import { afterAll, beforeAll, expect, test } from 'vitest'
import { data_of, meskit_of } from '../../../../test/meskit.ts'
import { another_tenant, someone } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'

let shop: Shop
let call: ReturnType<typeof meskit_of>
let data: ReturnType<typeof data_of>
beforeAll(async () => {
  shop = await open_shop()
  call = meskit_of(shop)
  data = data_of(shop)
})
afterAll(() => shop.close())

const nobody = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'
let lines = 0
async function new_machine(): Promise<string> {
  lines += 1
  const line_id = (await data('create_line', { name: `Line ${lines}` })).id
  const workstation_id = (await data('create_workstation', { line_id, name: 'W', position: 1 })).id
  return (await data('create_machine', { workstation_id, name: 'M', type: 'mill' })).id
}
const told = (machine_id: string, event_type: string, payload: unknown) => ({
  topic: `meskit/l/w/${event_type}`,
  machine_id,
  event_type,
  payload,
})
const publish = (machine_id: string, event_type: string, payload: unknown) =>
  data('publish_mqtt_message', told(machine_id, event_type, payload))

test('what a machine tells is kept as it came in, and found again', async () => {
  const machine_id = await new_machine()
  const payload = { temperature: 41.2, unit: '°C', more: { deep: [1, null] } }
  const message = await publish(machine_id, 'measurement', payload)
  expect(message).toMatchObject({ machine_id, topic: 'meskit/l/w/measurement', event_type: 'measurement', payload, processed: true })
  const cycle = await publish(machine_id, 'cycle_complete', { unit_serial: 'A-1', cycle_time_ms: 900, result: 'pass' })
  expect(await data('query_mqtt_messages', { machine_id })).toEqual([cycle, message])
  expect(await data('query_mqtt_messages', { machine_id, event_type: 'measurement' })).toEqual([message])
  expect(await data('query_mqtt_messages', { machine_id, event_type: 'status_change' })).toEqual([])
  expect(await data('query_mqtt_messages', { machine_id: nobody })).toEqual([])
  const [first, last] = [message.received_at, cycle.received_at]
  const after = new Date(Date.parse(last) + 1).toISOString()
  expect(await data('query_mqtt_messages', { machine_id, start_time: first, end_time: after })).toHaveLength(2)
  expect(await data('query_mqtt_messages', { machine_id, start_time: after })).toEqual([])
  expect(await data('query_mqtt_messages', { machine_id, end_time: first })).toEqual([])
})

test('limit and offset stand in the body or in the address; fifty come unless told', async () => {
  const machine_id = await new_machine()
  const ids: string[] = []
  for (let at = 0; at < 52; at++) ids.unshift((await publish(machine_id, 'measurement', { at })).id)
  const found = async (input: object, query = '') => {
    const { body } = await call('query_mqtt_messages', { machine_id, ...input }, { query })
    return { ...body, data: body.data.map(({ id }: { id: string }) => ids.indexOf(id)) }
  }
  expect((await found({})).data).toEqual(ids.slice(0, 50).map((_, at) => at))
  expect((await found({ limit: 2 })).data).toEqual([0, 1])
  expect((await found({ limit: 2, offset: 3 })).data).toEqual([3, 4])
  expect((await found({ limit: 200, offset: 50 })).data).toEqual([50, 51])
  expect((await found({ offset: 51 })).data).toEqual([51])
  expect(await found({}, '?limit=2')).toEqual({ data: [0, 1], next_cursor: ids[1], total: 52 })
  expect(await found({}, `?limit=3&cursor=${ids[48]}`)).toEqual({ data: [49, 50, 51], next_cursor: null, total: 52 })
  expect((await found({ limit: 9 }, '?limit=500')).data).toHaveLength(52)
})

test('what is no time, no number or no kind is 400', async () => {
  const { body } = await call('query_mqtt_messages', { machine_id: 'x', start_time: 'soon', end_time: '2026-13-01', offset: -1 })
  expect(body).toMatchObject({ error: 'Validation error', code: 'invalid' })
  const places = body.issues.map(({ path }: { path: string[] }) => path[0])
  expect(places.sort()).toEqual(['end_time', 'machine_id', 'offset', 'start_time'])
  for (const limit of [0, 201, 1.5, '5'])
    expect((await call('query_mqtt_messages', { limit })).body, String(limit)).toMatchObject({
      code: 'invalid',
      issues: [{ path: ['limit'] }],
    })
  const published = await call('publish_mqtt_message', { machine_id: 'x', event_type: 'status_change', payload: 'x' })
  expect(published.body.issues.map(({ path }: { path: string[] }) => path[0])).toEqual(['topic', 'machine_id', 'event_type', 'payload'])
})

test('statistics: by the whole, rounded to three decimals, of finite figures only', async () => {
  const machine_id = await new_machine()
  const nothing = { machine_id, property: 'temperature', count: 0, mean: null, std_dev: null, min: null, max: null }
  expect(await data('get_sensor_statistics', { machine_id, property: 'temperature' })).toEqual(nothing)
  for (const temperature of [1, 2, 4, 'hot', null, [7]]) await publish(machine_id, 'measurement', { temperature })
  await publish(machine_id, 'measurement', { sensor_type: 'temperature', value: 8 })
  await publish(machine_id, 'cycle_complete', { temperature: 1000 })
  expect(await data('get_sensor_statistics', { machine_id, property: 'temperature' })).toEqual({
    ...{ machine_id, property: 'temperature', count: 4 },
    ...{ mean: 3.75, std_dev: 2.681, min: 1, max: 8 },
  })
  const later = new Date(Date.now() + 60_000).toISOString()
  expect(await data('get_sensor_statistics', { machine_id, property: 'temperature', start_time: later })).toEqual(nothing)
  expect((await call('get_sensor_statistics', { machine_id })).body.issues).toMatchObject([{ path: ['property'] }])
  expect((await call('get_sensor_statistics', { machine_id: nobody, property: 'x' })).status).toBe(404)
})

test('a fault aborts the machine from wherever it is, with what it says, and is told once', async () => {
  const machine_id = await new_machine()
  await data('update_machine_status', { id: machine_id, status: 'EXECUTE' })
  await publish(machine_id, 'fault', { fault_code: 'E42', description: 'Spindle stuck' })
  const [machine] = (await data('list_machines', { status: 'ABORTED' })).filter(({ id }: { id: string }) => id === machine_id)
  expect(machine).toMatchObject({ status: 'ABORTED' })
  await publish(machine_id, 'fault', { fault_code: 'E43' })
  const told = (await told_of(shop, machine_id)).filter(({ name }) => name === 'machine.state_changed')
  expect(told.map(({ facts }) => facts.new_state)).toEqual(['execute', 'aborted'])
  expect(await data('query_mqtt_messages', { machine_id, event_type: 'fault' })).toHaveLength(2)
})

test('another company’s machine is not there, nor what it told; and not for every key', async () => {
  const machine_id = await new_machine()
  await publish(machine_id, 'measurement', { load: 1 })
  const { key } = await another_tenant(shop)
  expect((await call('publish_mqtt_message', told(machine_id, 'fault', {}), { key })).status).toBe(404)
  expect((await call('query_mqtt_messages', { machine_id }, { key })).body.data).toEqual([])
  expect((await call('get_sensor_statistics', { machine_id, property: 'load' }, { key })).status).toBe(404)
  const reader = await someone(shop, 'operator', { scopes: ['read'] })
  expect((await call('query_mqtt_messages', {}, reader)).status).toBe(200)
  expect((await call('publish_mqtt_message', told(machine_id, 'fault', {}), reader)).status).toBe(403)
  expect((await call('publish_mqtt_message', told(machine_id, 'fault', {}), await someone(shop, 'viewer'))).status).toBe(403)
  expect((await data('list_machines')).find(({ id }: { id: string }) => id === machine_id)).toMatchObject({ status: 'IDLE' })
})
