import { fill } from '../../src/demo/fill.ts'
import { open_shop, type Shop } from '../shop.ts'

export interface DemoShop {
  readonly shop: Shop
  readonly url: string
}

/** The demo, on a server of its own that a browser can reach. */
export async function open_demo(): Promise<DemoShop> {
  const shop = await open_shop()
  await fill(shop.engine, shop.tenant_id)
  const url = await shop.app.listen({ port: 0, host: '127.0.0.1' })
  return { shop, url }
}
