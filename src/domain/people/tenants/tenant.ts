import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Name, Revision } from '../../../kernel/fields.ts'
import { Id } from '../../../kernel/id.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'
import { tenantCreated } from './events.ts'

export const TimeZone = z
  .string()
  .max(64)
  .refine(is_time_zone, { message: 'Give an IANA time zone such as Europe/Berlin.', params: { rule: 'choice' } })
  .meta({ description: 'An IANA time zone.', examples: ['Europe/Berlin'] })

const short_name = 'The short name used where somebody signs in at a shared tablet; unique on the server.'

export const Slug = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Small letters, digits and single hyphens, such as acme-tools.')
  .meta({ description: short_name, examples: ['acme-tools'] })

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
    .strictObject({ jobs: z.number().int().min(0).optional(), parts_per_month: z.number().int().min(0).optional() })
    .meta({ description: 'What was agreed with this company; nothing is limited by itself. Only a system admin sets it.' }),
}

export const Tenant = z
  .object({
    id: Id,
    number: z.number().int(),
    name: Name,
    slug: z.string().meta({ description: short_name }),
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
export const tenantLimitsGuarded = refusal(
  'forbidden',
  'tenant_limits_guarded',
  'Only a system admin changes what was agreed with a company.',
)

/** What is to be read in place of the table: a system admin sees all companies of the server. */
export const visible_tenants = (context: Context): Sql => (context.actor.role === 'system_admin' ? sql`all_tenants()` : sql`tenants`)

/** The caller's own company, or the one that was entered. */
export async function read_tenant(context: Context, id: string): Promise<Tenant> {
  const [row] = await context.read<Tenant>`select ${tenant_columns} from tenants where id = ${id}`
  if (!row) throw tenantUnknown.because(`There is no company ${id}.`)
  return row
}

export const slug_of = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-|-$/g, '') || 'shop'

/** The short name itself, or the first free one after it: `acme`, `acme-2`, … One at a time on the whole server. */
export async function free_slug(context: Context, stem: string): Promise<string> {
  context.read`select pg_advisory_xact_lock(hashtextextended('a free slug', 2))`
  const taken = await context.read<{
    slug: string
  }>`select slug from all_tenants() where slug = ${stem} or starts_with(slug, ${`${stem}-`})`
  const slugs = new Set(taken.map(({ slug }) => slug))
  if (!slugs.has(stem)) return stem
  let next = 2
  while (slugs.has(`${stem}-${next}`)) next += 1
  return `${stem}-${next}`
}

interface TenantGiven {
  readonly id: string
  readonly name: string
  readonly slug: string
  readonly sandbox_of?: string
  readonly settings?: { readonly [setting in keyof typeof tenant_settings]?: Tenant[setting] | undefined }
}

/** Writes a new company. Call it within `in_tenant` of its own id. */
export function found_tenant(context: Context, given: TenantGiven): void {
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
