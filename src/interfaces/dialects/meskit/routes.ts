import type { Row } from '../dialect.ts'
import { analytics_rows } from './analytics.ts'
import { maintenance_rows } from './maintenance.ts'
import { order_rows } from './orders.ts'
import { organisation_rows } from './organisation.ts'
import { part_number_rows } from './part-numbers.ts'
import { route_rows } from './product-routes.ts'
import { product_rows } from './products.ts'
import { quality_rows } from './quality.ts'
import { shop_floor_rows } from './shop-floor.ts'
import { sustainability_rows } from './sustainability.ts'
import { telemetry_rows } from './telemetry.ts'
import { unit_rows } from './units.ts'
import { webhook_rows } from './webhooks.ts'

/** The whole table: what the product has, chapter by chapter, and what lies beyond it. */
export const routes: readonly Row[] = [
  ...[...shop_floor_rows, ...part_number_rows, ...product_rows, ...route_rows],
  ...[...unit_rows, ...order_rows, ...quality_rows, ...analytics_rows],
  ...[...organisation_rows, ...maintenance_rows, ...telemetry_rows, ...sustainability_rows, ...webhook_rows],
]
