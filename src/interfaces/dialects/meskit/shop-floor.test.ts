import { afterAll, beforeAll, expect, test } from 'vitest'
import { data_of, meskit_of } from '../../../../test/meskit.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import { machine_words } from './words.ts'

let shop: Shop
let call: ReturnType<typeof meskit_of>
let data: ReturnType<typeof data_of>
beforeAll(async () => {
  shop = await open_shop()
  call = meskit_of(shop)
  data = data_of(shop)
})
afterAll(() => shop.close())

test('lines are made, listed, changed and deleted', async () => {
  const line = await data('create_line', { name: 'SMT', description: 'Boards' })
  expect(line).toMatchObject({ name: 'SMT', description: 'Boards' })
  const changed = await data('update_line', { id: line.id, name: 'SMT 1' })
  expect(changed).toEqual({ ...line, name: 'SMT 1' })
  expect(await data('update_line', { id: line.id })).toEqual(changed)
  expect((await call('create_line', { name: ' smt 1 ' })).status).toBe(409)
  await data('create_workstation', { line_id: line.id, name: 'Printer', position: 1 })
  expect(await data('delete_line', { id: line.id })).toEqual({ success: true })
  expect(await data('list_lines')).not.toContainEqual(changed)
  expect(await data('list_workstations', { line_id: line.id })).toEqual([])
  expect((await call('delete_line', { id: line.id })).status).toBe(404)
})

test('workstations stand along their line, with whoever works there', async () => {
  const line_id = (await data('create_line', { name: 'Assembly' })).id
  const second = await data('create_workstation', { line_id, name: 'Screw', position: 2, operator_name: 'Ann' })
  expect(second).toEqual({
    ...{ id: second.id, user_id: shop.tenant_id, org_id: shop.tenant_id, created_at: second.created_at },
    ...{ line_id, name: 'Screw', position: 2, operator_name: 'Ann' },
  })
  const first = await data('create_workstation', { line_id, name: 'Glue', position: 1 })
  expect(first.operator_name).toBeNull()
  expect(await data('list_workstations', { line_id })).toEqual([first, second])
  expect(await data('list_workstations')).toHaveLength(2)
  expect(await data('update_workstation', { id: second.id, position: 3, operator_name: null })).toMatchObject({
    name: 'Screw',
    position: 3,
    operator_name: null,
  })
  expect(await data('delete_workstation', { id: second.id })).toEqual({ success: true })
  expect((await call('delete_workstation', { id: second.id })).status).toBe(404)
})

test('a machine goes through the states of PackML by the page’s table, and through no other', async () => {
  const line_id = (await data('create_line', { name: 'Milling' })).id
  const workstation_id = (await data('create_workstation', { line_id, name: 'Mill', position: 1 })).id
  const machine = await data('create_machine', { workstation_id, name: 'M1', type: 'CNC mill' })
  expect(machine).toMatchObject({ workstation_id, name: 'M1', type: 'CNC mill', status: 'IDLE' })
  const moves: Record<string, string[]> = {
    ...{ STOPPED: ['IDLE'], IDLE: ['EXECUTE', 'STOPPED'], EXECUTE: ['HELD', 'COMPLETE', 'ABORTED'] },
    ...{
      HELD: ['SUSPENDED', 'EXECUTE', 'ABORTED'],
      SUSPENDED: ['EXECUTE', 'ABORTED'],
      COMPLETE: ['IDLE', 'STOPPED'],
      ABORTED: ['STOPPED'],
    },
  }
  const move = (status: string) => call('update_machine_status', { id: machine.id, status })
  const walk: string[] = ['IDLE', 'EXECUTE', 'HELD', 'SUSPENDED', 'ABORTED', 'STOPPED', 'IDLE', 'EXECUTE', 'COMPLETE']
  for (const [at, from] of walk.entries()) {
    for (const to of machine_words.filter((word) => !moves[from]?.includes(word))) {
      expect(await move(to), `${from} to ${to}`).toMatchObject({ status: 409, body: { code: 'conflict' } })
    }
    const next = walk[at + 1]
    if (next) expect(await move(next)).toMatchObject({ status: 200, body: { data: { id: machine.id, status: next } } })
  }
  expect(await data('list_machines', { workstation_id, status: 'COMPLETE' })).toMatchObject([{ id: machine.id }])
  expect(await data('list_machines', { status: 'IDLE' })).toEqual([])
  expect((await move('running')).status).toBe(400)
})

test('of many who start a machine at once, one does', async () => {
  const line_id = (await data('create_line', { name: 'Race' })).id
  const workstation_id = (await data('create_workstation', { line_id, name: 'W', position: 1 })).id
  const { id } = await data('create_machine', { workstation_id, name: 'R1', type: 'x' })
  const moved = await Promise.all(Array.from({ length: 8 }, () => call('update_machine_status', { id, status: 'EXECUTE' })))
  expect(moved.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)])
})

test('machines are renamed and removed; a workstation goes when they have gone', async () => {
  const line_id = (await data('create_line', { name: 'Turning' })).id
  const workstation_id = (await data('create_workstation', { line_id, name: 'Lathe', position: 1 })).id
  const { id } = await data('create_machine', { workstation_id, name: 'L1', type: 'lathe' })
  expect(await data('update_machine', { id, name: 'L2', type: 'big lathe', status: 'HELD' })).toMatchObject({
    name: 'L2',
    type: 'big lathe',
    status: 'IDLE',
  })
  expect((await call('delete_workstation', { id: workstation_id })).status).toBe(409)
  expect(await data('delete_machine', { id })).toEqual({ success: true })
  expect(await data('delete_workstation', { id: workstation_id })).toEqual({ success: true })
})
