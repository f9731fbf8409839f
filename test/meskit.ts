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
