import { v7 } from 'uuid'
import { z } from 'zod'

/** UUIDv7, rising within a process: newest first is `order by id desc`. */
export const new_id = (): string => v7()

export const Id = z
  .guid()
  .toLowerCase()
  .meta({ id: 'Id', format: 'uuid', examples: ['019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'] })

/** The tables an input may point into. The engine checks every such id in the request's first round trip. */
export type Referable =
  | 'people'
  | 'plants'
  | 'lines'
  | 'workstations'
  | 'machines'
  | 'products'
  | 'items'
  | 'routings'
  | 'jobs'
  | 'parts'
  | 'operations'
  | 'time_entries'
  | 'quantity_reports'
  | 'reasons'
  | 'units'
  | 'defect_codes'
  | 'test_definitions'
  | 'files'

/** An id that must exist, in the caller's own tenant, and not be deleted: else the request is invalid at that path. */
export const reference = (table: Referable) => z.guid().toLowerCase().meta({ format: 'uuid', references: table })

/** Ids rise with time: those below this were made before. */
export const first_id_at = (at: number): string => {
  const hex = at.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}
