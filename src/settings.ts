import { resolve } from 'node:path'
import { z } from 'zod'
import { is_place } from './domain/integrations/webhooks/address.ts'

const Port = z.coerce.number().int().min(0).max(65_535)
const Whole = z.coerce.number().int().min(1)
const Switch = z.enum(['on', 'off'])

/** Every setting, read once. Nothing else looks at the environment. */
const Environment = z.object({
  PORT: Port.default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z.string().min(1).optional(),
  GEMBA_DATA_DIR: z.string().min(1).default('./data'),
  GEMBA_ADMIN_KEY: z
    .string()
    .regex(/^ery_live_\S{16,}$/, 'must begin with ery_live_ and have 16 or more characters after it')
    .optional(),
  GEMBA_WEBHOOK_ALLOW: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''))
    .refine((places) => places.every(is_place), 'must be hosts, addresses or networks such as 10.0.0.0/8, with commas between them'),
  GEMBA_RATE_LIMIT: Whole.optional(),
  GEMBA_PROCESSES: Whole.max(64).default(1),
  GEMBA_CONNECTIONS: Whole.max(500).default(20),
  GEMBA_WORK: Switch.default('on'),
  GEMBA_TRUST_PROXY: Switch.default('off'),
  GEMBA_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
})

export interface Settings {
  readonly port: number
  readonly host: string
  readonly database_url: string | null
  readonly data_dir: string
  readonly admin_key: string | null
  readonly webhook_allow: readonly string[]
  readonly rate_limit_per_minute: number | null
  readonly processes: number
  readonly connections: number
  readonly works: boolean
  readonly trusts_proxy: boolean
  readonly log_level: string
}

export function read_settings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const read = Environment.safeParse(given)
  if (!read.success) {
    const faults = read.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`Some settings cannot be used:\n${faults.join('\n')}`)
  }
  const { data } = read
  return {
    port: data.PORT,
    host: data.HOST,
    database_url: data.DATABASE_URL ?? null,
    data_dir: resolve(data.GEMBA_DATA_DIR),
    admin_key: data.GEMBA_ADMIN_KEY ?? null,
    webhook_allow: data.GEMBA_WEBHOOK_ALLOW,
    rate_limit_per_minute: data.GEMBA_RATE_LIMIT ?? null,
    processes: data.GEMBA_PROCESSES,
    connections: data.GEMBA_CONNECTIONS,
    works: data.GEMBA_WORK === 'on',
    trusts_proxy: data.GEMBA_TRUST_PROXY === 'on',
    log_level: data.GEMBA_LOG_LEVEL,
  }
}

const ClientEnvironment = z.object({ GEMBA_URL: z.string().min(1).default('http://127.0.0.1:3000'), GEMBA_API_KEY: z.string().optional() })

/** What the commands that call a server over HTTP read. */
export function read_client(environment: Readonly<Record<string, string | undefined>>): { url: string; key: string | undefined } {
  const { GEMBA_URL, GEMBA_API_KEY } = ClientEnvironment.parse({ ...environment, GEMBA_URL: environment.GEMBA_URL || undefined })
  return { url: GEMBA_URL, key: GEMBA_API_KEY }
}
