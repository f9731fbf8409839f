import type pg from 'pg'
import { GembaError } from '../kernel/errors.ts'
import { is_connection_lost, unavailable } from './failures.ts'

/** A connection for as long as `work` takes. One that is lost meanwhile is thrown away; whoever asked is told to try again. */
export async function with_connection<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw is_connection_lost(error) ? unavailable(error) : error
  })
  let lost: Error | undefined
  // Without a listener a connection that is lost while in use would end the process.
  const on_error = (error: Error): void => {
    lost = error
  }
  client.on('error', on_error)
  try {
    return await work(client)
  } catch (error) {
    if (error instanceof GembaError) throw error
    throw lost || is_connection_lost(error) ? unavailable(error) : error
  } finally {
    client.removeListener('error', on_error)
    client.release(lost)
  }
}
