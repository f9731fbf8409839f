import type { Answer, CallOptions, Shop } from './shop.ts'

/** Calls a tool of MESkit; `query` is its page. */
export const meskit_of =
  (shop: Shop) =>
  (name: string, input: unknown = {}, { query = '', ...options }: CallOptions & { query?: string } = {}): Promise<Answer> =>
    shop.call('POST', `/api/tools/${name}${query}`, input, options)

/** The same, where it must succeed: what stands in `data`. */
export const data_of =
  (shop: Shop) =>
  // What a test reads out of an answer is what it asserts on; a wrong guess fails the test.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  async (name: string, input: unknown = {}): Promise<any> => {
    const { status, body } = await meskit_of(shop)(name, input)
    if (status !== 200) throw new Error(`${name}: ${status} ${JSON.stringify(body)}`)
    return body.data
  }

/** A line with so many workstations, a part number with a serial algorithm, and a route of one step at each; gates where they are named. */
export async function meskit_floor(
  shop: Shop,
  name: string,
  steps: readonly { gate?: boolean; seconds?: number }[] = [{}, { gate: true }, {}],
) {
  const data = data_of(shop)
  const line = await data('create_line', { name })
  // biome-ignore lint/suspicious/noExplicitAny: see above
  const stations: any[] = []
  for (const at of steps.keys()) {
    stations.push(await data('create_workstation', { line_id: line.id, name: `${name} ${at + 1}`, position: at + 1 }))
  }
  const part = await data('create_part_number', { name: `${name}-PN` })
  const route = await data('create_route', {
    part_number_id: part.id,
    name: `${name} route`,
    steps: steps.map(({ gate = false, seconds }, at) => ({
      ...{ workstation_id: stations[at].id, step_number: (at + 1) * 10, name: `Step ${at + 1}`, pass_fail_gate: gate },
      ...(seconds ? { ideal_cycle_time_seconds: seconds } : {}),
    })),
  })
  await data('configure_serial_algorithm', { part_number_id: part.id, prefix: name, pad_length: 4 })
  return { line, stations, part, route }
}
