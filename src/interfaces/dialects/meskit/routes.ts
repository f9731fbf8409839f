import type { Row } from '../dialect.ts'
import { part_number_rows } from './part-numbers.ts'
import { shop_floor_rows } from './shop-floor.ts'
import { webhook_rows } from './webhooks.ts'

/** The whole table: what the page has, in its order, and what lies beyond it. */
export const routes: readonly Row[] = [...shop_floor_rows, ...part_number_rows, ...webhook_rows]
