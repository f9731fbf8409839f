import { expect, test } from 'vitest'
import { shop_for_this_test } from '../../test/shop.ts'

test('a connection lost before its user listens ends nothing, and is not used again', async () => {
  const shop = await shop_for_this_test()
  const client = await shop.pool.connect()
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  expect(() => client.emit('error', new Error('terminating connection due to unexpected postmaster exit'))).not.toThrow()
  client.release(true)
  const after = await shop.pool.query<{ pid: number }>('select pg_backend_pid() as pid')
  expect(after.rows).not.toEqual(rows)
})
