import { afterAll, beforeAll, expect, test } from 'vitest'
import { data_of, meskit_floor, meskit_of } from '../../../../test/meskit.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'

let shop: Shop
let call: ReturnType<typeof meskit_of>
let data: ReturnType<typeof data_of>
let floor: Awaited<ReturnType<typeof meskit_floor>>
let unit: { id: string }
beforeAll(async () => {
  shop = await open_shop()
  call = meskit_of(shop)
  data = data_of(shop)
  floor = await meskit_floor(shop, 'QUA')
  ;[unit] = await data('generate_units', { part_number_id: floor.part.id, route_id: floor.route.id, count: 1 })
  await data('move_unit', { unit_id: unit.id })
})
afterAll(() => shop.close())

const nobody = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'

test('defect codes, the worst first', async () => {
  const make = (code: string, severity: string) => data('create_defect_code', { code, description: `It is ${code}`, severity })
  const minor = await make('A', 'minor')
  expect(minor).toEqual({
    id: minor.id,
    user_id: shop.tenant_id,
    org_id: shop.tenant_id,
    code: 'A',
    description: 'It is A',
    severity: 'minor',
  })
  await make('C', 'critical')
  await make('B', 'critical')
  const codes = (await data('list_defect_codes')).map(({ code }: { code: string }) => code)
  expect(codes).toEqual(['B', 'C', 'A'])
  expect(await data('list_defect_codes', { severity: 'minor' })).toEqual([minor])
  expect((await call('create_defect_code', { code: 'A', description: 'x', severity: 'minor' })).status).toBe(409)
  expect((await call('create_defect_code', { code: 'D', description: 'x', severity: 'bad' })).status).toBe(400)
})

test('a quality event is written down, and moves nothing', async () => {
  const [defect] = await data('list_defect_codes')
  const given = { unit_id: unit.id, workstation_id: floor.stations[0].id, event_type: 'inspection', result: 'fail' }
  const event = await data('create_quality_event', { ...given, defect_code_id: defect.id, notes: 'Bent' })
  expect(event).toEqual({ id: event.id, ...given, defect_code_id: defect.id, notes: 'Bent', timestamp: expect.stringMatching(/Z$/) })
  expect(await data('create_quality_event', given)).toMatchObject({ defect_code_id: null, notes: null })
  expect((await data('search_units'))[0]).toMatchObject({ id: unit.id, status: 'in_progress', current_step: 10 })
  for (const wrong of [{ unit_id: nobody }, { workstation_id: nobody }, { defect_code_id: nobody }]) {
    expect((await call('create_quality_event', { ...given, ...wrong })).status, JSON.stringify(wrong)).toBe(404)
  }
  expect((await call('create_quality_event', { ...given, event_type: 'look' })).status).toBe(400)
})

test('what is measured lies within the limits, which are good themselves, or so far beyond them', async () => {
  const [step] = floor.route.route_steps
  const given = {
    ...{ part_number_id: floor.part.id, route_step_id: step.id, test_name: 'Resistance', property: 'resistance' },
    ...{ unit_of_measure: 'mΩ', lower_limit: 10, upper_limit: 20 },
  }
  const test = await data('create_test_definition', given)
  expect(test).toEqual({
    ...{ id: test.id, user_id: shop.tenant_id, org_id: shop.tenant_id, ...given },
    ...{ measurement_method: null, created_at: test.created_at },
  })
  expect((await call('create_test_definition', { ...given, lower_limit: 20 })).status).toBe(400)
  expect((await call('create_test_definition', { ...given, route_step_id: nobody })).status).toBe(404)
  expect(await data('list_test_definitions', { part_number_id: floor.part.id })).toEqual([
    { ...test, route_steps: { name: 'Step 1', step_number: 10, workstations: { name: 'QUA 1' } } },
  ])
  const measure = (measured_value: number) => data('record_test_result', { test_definition_id: test.id, unit_id: unit.id, measured_value })
  for (const [value, result, deviation] of [
    [10, 'pass', null],
    [20, 'pass', null],
    [9.5, 'fail', 0.5],
    [23, 'fail', 3],
  ] as const) {
    expect(await measure(value)).toMatchObject({
      ...{ test_name: 'Resistance', property: 'resistance', unit_of_measure: 'mΩ', measured_value: value, result, deviation },
      ...{ lower_limit: 10, upper_limit: 20 },
      quality_event: { unit_id: unit.id, workstation_id: floor.stations[0].id, event_type: 'inspection', result },
    })
  }
  expect((await call('record_test_result', { test_definition_id: nobody, unit_id: unit.id, measured_value: 1 })).status).toBe(404)
  const kept = await shop.call('GET', `/v1/test-results?unit_id=${unit.id}`)
  expect(kept.body.data.map(({ measured_value }: { measured_value: number }) => measured_value)).toEqual([23, 9.5, 20, 10])
})
