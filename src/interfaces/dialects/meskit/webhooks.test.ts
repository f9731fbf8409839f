import * as crypto from 'node:crypto'
import { expect, test } from 'vitest'
import { data_of, meskit_floor, meskit_of } from '../../../../test/meskit.ts'
import { courier_for_this_test, local, open_receiver, type Received, soon } from '../../../../test/receiver.ts'
import { shop_for_this_test } from '../../../../test/shop.ts'

/** The page's own sample, as it stands there. */
function is_valid(received: Received, webhookSecret: string): boolean {
  const signature = received.headers['x-webhook-signature']
  const expected = `sha256=${crypto.createHmac('sha256', webhookSecret).update(received.text).digest('hex')}`
  return signature === expected
}

async function told_shop(events: readonly string[] = ['*']) {
  const shop = await shop_for_this_test({ webhook_allow: local })
  const receiver = await open_receiver()
  const data = data_of(shop)
  const { secret } = await data('create_webhook', { url: receiver.url, events })
  courier_for_this_test(shop)
  return { shop, receiver, data, secret: String(secret) }
}

const of = (received: readonly Received[], event: string) =>
  received.filter(({ body }) => body.event === event).map(({ body }) => body.data)

test('moves, quality events and machines are told in the page’s words, signed by its sample', async () => {
  const { shop, receiver, data, secret } = await told_shop()
  const { part, route, stations } = await meskit_floor(shop, 'HOOK')
  const [first, second] = await data('generate_units', { part_number_id: part.id, route_id: route.id, count: 2 })
  const defect = await data('create_defect_code', { code: 'H-1', description: 'Bent', severity: 'major' })
  const machine = await data('create_machine', { workstation_id: stations[0].id, name: 'M1', type: 'mill' })
  await data('update_machine_status', { id: machine.id, status: 'EXECUTE' })
  for (let times = 0; times < 4; times++) await data('move_unit', { unit_id: first.id })
  await data('move_unit', { unit_id: second.id })
  await data('create_quality_event', {
    ...{ unit_id: second.id, workstation_id: stations[0].id, event_type: 'inspection', result: 'fail', defect_code_id: defect.id },
  })
  await data('scrap_unit', { unit_id: second.id, defect_code_id: defect.id })
  // Five moves, the gate that was passed, what was found, the scrap, the machine.
  const received = await receiver.arrived(9)
  for (const one of received) {
    expect(is_valid(one, secret)).toBe(true)
    expect(one.headers['x-webhook-event']).toBe(one.body.event)
    expect(Object.keys(one.body)).toEqual(['event', 'data', 'timestamp'])
    expect(one.body.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  }
  expect(of(received, 'machine_status_change')).toEqual([
    expect.objectContaining({ id: machine.id, name: 'M1', status: 'EXECUTE', old_status: 'IDLE', new_status: 'EXECUTE' }),
  ])
  const moves = of(received, 'unit_moved').filter(({ id }) => id === first.id)
  const shown = moves.map(({ current_step, current_step_name, completed, at_gate }) => [
    current_step,
    current_step_name,
    completed,
    at_gate,
  ])
  expect(shown).toEqual([
    [10, 'Step 1', false, false],
    [20, 'Step 2', false, true],
    [30, 'Step 3', false, false],
    [31, null, true, false],
  ])
  expect(moves[3]).toMatchObject({ serial_number: 'HOOK-0001', part_number_id: part.id, route_id: route.id, status: 'completed' })
  expect(of(received, 'quality_event')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ unit_id: first.id, event_type: 'inspection', result: 'pass', defect_code: null, defect_code_id: null }),
      expect.objectContaining({
        ...{ unit_id: second.id, event_type: 'inspection', result: 'fail', defect_code_id: defect.id },
        ...{ defect_code: expect.objectContaining({ code: 'H-1', severity: 'major' }) },
        workstation: { id: stations[0].id, name: 'HOOK 1' },
      }),
      expect.objectContaining({ unit_id: second.id, event_type: 'scrap', result: 'fail' }),
    ]),
  )
  const deliveries = await data('list_webhook_deliveries', { event: 'machine_status_change' })
  expect(deliveries).toMatchObject([{ event: 'machine_status_change', payload: { data: { id: machine.id } } }])
})

test('what happens by another interface is told, too: a machine’s fault, a measurement, an operation that is completed', async () => {
  const { shop, receiver, data } = await told_shop(['machine_status_change', 'unit_moved'])
  const { part, route, stations } = await meskit_floor(shop, 'ALL', [{}])
  const machine = await data('create_machine', { workstation_id: stations[0].id, name: 'M1', type: 'mill' })
  await shop.call('POST', '/v1/machine-messages', { machine_id: machine.id, topic: 't', kind: 'fault', payload: {} })
  const [unit] = await data('generate_units', { part_number_id: part.id, route_id: route.id, count: 1 })
  await shop.call('POST', `/v1/units/${unit.id}/move`)
  const received = await receiver.arrived(2)
  expect(of(received, 'machine_status_change')).toMatchObject([{ old_status: 'IDLE', new_status: 'ABORTED' }])
  expect(of(received, 'unit_moved')).toMatchObject([{ id: unit.id, current_step: 10 }])
})

test('subscriptions are listed without their secrets, changed, switched off and deleted', async () => {
  const { shop, receiver, data } = await told_shop(['quality_event'])
  const call = meskit_of(shop)
  const own = await data('create_webhook', { url: receiver.url, secret: 'sixteen letters.', is_active: false })
  expect(own).toMatchObject({ url: receiver.url, events: ['*'], secret: 'sixteen letters.', is_active: false })
  const { secret: _, ...shown } = own
  await shop.call('POST', '/v1/webhooks', { url: receiver.url, events: ['job.*'] })
  expect(await data('list_webhooks')).toEqual([shown, expect.objectContaining({ events: ['quality_event'] })])
  expect(await data('update_webhook', { id: own.id, events: ['unit_moved'], is_active: true })).toMatchObject({ events: ['unit_moved'] })
  expect((await call('create_webhook', { url: receiver.url, events: ['job.created'] })).body.issues).toMatchObject([
    { path: ['events', 0] },
  ])
  expect((await call('create_webhook', { url: 'ftp://x', secret: 'short' })).body.issues).toMatchObject([
    { path: ['secret'], code: 'too_small', type: 'string' },
    { path: ['url'], code: 'custom' },
  ])
  expect(await data('delete_webhook', { id: own.id })).toEqual({ success: true })
  expect((await call('update_webhook', { id: own.id, events: ['*'] })).status).toBe(404)
  await soon(async () => (await data('list_webhooks')).length).toBe(1)
})
