import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Name, Revision } from '../../../kernel/fields.ts'
import { Id } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'
import { tenantCreated } from './events.ts'

export const TimeZone = z
  .string()
  .max(64)
  .refine(is_time_zone, { message: 'Give an IANA time zone such as Europe/Berlin.', params: { rule: 'choice' } })
  .meta({ description: 'An IANA time zone.', examples: ['Europe/Berlin'] })

const WallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Give a time of day such as 14:00.')

/** A company's own rules; each verb that they touch reads them with the caller. */
export const tenant_settings = {
  time_zone: TimeZone,
  sequence_policy: z
    .enum(['free', 'warn', 'enforce', 'per_step'])
    .meta({ description: 'Whether operations must be done in order; parts copy it when laid out.' }),
  overlap_policy: z.enum(['allow', 'warn', 'refuse']).meta({ description: 'Whether one person may have two clocks running.' }),
  shift_ends: z
    .array(WallTime)
    .max(12)
    .meta({ description: 'Local times at which forgotten clocks are closed, to be confirmed.', examples: [['14:00', '22:00']] }),
  limits: z
    .object({ jobs: z.number().int().min(0).optional(), parts_per_month: z.number().int().min(0).optional() })
    .meta({ description: 'What was agreed with this company; nothing is limited by itself. Only a system admin sets it.' }),
}

export const Tenant = z
  .object({
    id: Id,
    number: z.number().int(),
    name: Name,
    slug: z.string().meta({ description: 'The short name used where somebody signs in at a shared tablet.' }),
    sandbox_of: Id.nullable(),
    ...tenant_settings,
    created_at: Moment,
    updated_at: Moment,
    revision: Revision,
  })
  .meta({ id: 'Tenant' })
export type Tenant = z.output<typeof Tenant>

export const tenant_columns = sql`id, number, name, slug, sandbox_of, time_zone, limits, sequence_policy, overlap_policy, shift_ends, created_at, updated_at, revision`

export const tenantUnknown = refusal('not_found', 'tenant_unknown', 'There is no such company.')
export const tenantSlugTaken = refusal('conflict', 'tenant_slug_taken', 'Another company of this server has that short name.')
export const tenantStale = refusal('stale', 'tenant_stale', 'The company was changed since you read it. Read it again.')

export const slug_of = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60) || 'shop'

/** Writes a new company. Call it within `in_tenant` of its own id. */
export function found_tenant(
  context: Context,
  given: { id: string; name: string; slug: string; sandbox_of?: string; settings?: Partial<Tenant> },
): void {
  const { now } = context
  context.on_conflict('tenants_slug_key', tenantSlugTaken.because())
  context.insert('tenants', [
    {
      id: given.id,
      name: given.name,
      slug: given.slug,
      sandbox_of: given.sandbox_of ?? null,
      time_zone: given.settings?.time_zone ?? 'UTC',
      limits: given.settings?.limits ?? {},
      sequence_policy: given.settings?.sequence_policy ?? 'free',
      overlap_policy: given.settings?.overlap_policy ?? 'allow',
      shift_ends: given.settings?.shift_ends ?? [],
      created_at: now,
      updated_at: now,
      revision: 1,
    },
  ])
  context.report(tenantCreated, { tenant_id: given.id })
}

function is_time_zone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return true
  } catch {
    return false
  }
}
