import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { type Problem, refusal } from '../../../kernel/errors.ts'
import { Id, new_id } from '../../../kernel/id.ts'
import { roles } from '../../../kernel/role.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { Moment, moment } from '../../../kernel/time.ts'
import { verb } from '../../../kernel/verb.ts'
import { EmployeeNumber, Person, person_columns } from '../person.ts'
import { hash_token, is_secret, new_token, nobody_has_this } from '../secret.ts'
import { sessionStarted } from './events.ts'
import { assert_not_locked_out, counted_address, note_failure, take_turn, tooManyFailures } from './lock-out.ts'

export const signInFailed = refusal('unauthenticated', 'sign_in_failed', 'Nobody can be signed in with that. Check what was typed.')

const kept_ms = 12 * 3600_000
/** No company and nobody has this id: what is unknown is looked for all the same, and takes as long. */
const nowhere = '00000000-0000-0000-0000-000000000000'

const Given = z.object({
  email: z.string().trim().min(1).max(254).optional(),
  password: z.string().min(1).max(200).optional().meta({ secret: true }),
  tenant: z
    .string()
    .max(255)
    .optional()
    .meta({ description: 'The company’s short name; not needed where the tablet itself is signed in.' }),
  person_id: Id.optional(),
  employee_number: EmployeeNumber.optional(),
  pin: z.string().min(1).max(100).optional().meta({ description: 'Stands with a person, at a shared tablet.', secret: true }),
})
type Given = z.output<typeof Given>

export const create = verb({
  name: 'sessions.create',
  does: 'Signs a person in: by e-mail and password, or by PIN at a shared tablet.',
  kind: 'writes',
  allow: ['anonymous', ...roles],
  crosses_tenants: true,
  input: Given,
  output: z.object({
    token: z.string().meta({ description: 'Send it as `Authorization: Bearer …`. Shown this once.', secret: true }),
    person: Person,
    expires_at: Moment,
  }),
  refuses: [signInFailed, tooManyFailures],
  reports: [sessionStarted],
  examples: [
    { given: { email: 'jane@example.com', password: 'a long password' } },
    { given: { tenant: 'acme-tools', employee_number: '1042', pin: '4711' } },
  ],
  faults: faults_of_shape,
  async run(context, given) {
    const tenant_id = await where_to_sign_in(context, given)
    return context.in_tenant(tenant_id ?? nowhere, async () => {
      const found = await whoever_it_is(context, given)
      const attempt = { account_hash: account_hash(given, found), address: counted_address(context.address) }
      await assert_not_locked_out(context, attempt)
      const right = await any_matches(given.password ?? given.pin ?? '', found?.secrets ?? [])
      take_turn(context, attempt)
      await assert_not_locked_out(context, attempt)
      if (!found || !right) {
        note_failure(context, attempt)
        throw context.keeping(signInFailed.because())
      }
      const { secrets: _, ...person } = found
      return { ...start_session(context, person.id), person }
    })
  },
})

const Shape = z.record(z.string(), z.unknown()).catch({})

function faults_of_shape(raw: unknown): Problem[] {
  const given = Shape.parse(raw)
  const has = (field: string): boolean => given[field] !== undefined && given[field] !== null
  const required = (field: string, message: string): Problem[] => [{ path: [field], rule: 'required', message }]
  if (has('password') && has('pin')) return [{ path: ['pin'], rule: 'unknown_field', message: 'Give a password or a PIN, not both.' }]
  if (has('pin'))
    return ['person_id', 'employee_number', 'email'].filter(has).length === 1
      ? []
      : required('person_id', 'A PIN is given with one of person_id, employee_number or email.')
  return [
    ...(has('email') ? [] : required('email', 'Give the e-mail address, or a person with a PIN.')),
    ...(has('password') ? [] : required('password', 'Give the password.')),
  ]
}

/** An e-mail that can sign in is unique on the server; a PIN is good in one company only. */
async function where_to_sign_in(context: Context, given: Given): Promise<string | undefined> {
  if (given.password !== undefined) {
    const [known] = await context.read<{ tenant_id: string }>`select tenant_id from person_signing_in(${given.email ?? ''})`
    return known?.tenant_id
  }
  if (context.actor.tenant_id) return context.actor.tenant_id
  if (given.tenant === undefined) {
    context.problem(['tenant'], 'required', 'Give the company’s short name, or call with the tablet’s own key.')
    context.settle()
  }
  const [known] = await context.read<{ id: string | null }>`select tenant_of_slug(${given.tenant ?? ''}) as id`
  return known?.id ?? undefined
}

type Found = Person & { readonly secrets: readonly string[] }

async function whoever_it_is(context: Context, given: Given): Promise<Found | undefined> {
  const kind = given.password === undefined ? 'pin' : 'password'
  const [found] = await context.read<Found>`
    select ${person_columns}, array(select secret_hash from credentials c where c.person_id = people.id and c.kind = ${kind}) as secrets
    from people where ${named(given)} and is_active and deleted_at is null`
  return found
}

function named({ person_id, employee_number, email = '' }: Given): Sql {
  if (person_id !== undefined) return sql`id = ${person_id}`
  return employee_number === undefined ? sql`email_key = lower(${email})` : sql`employee_number = ${employee_number}`
}

/** Whichever way a person is named it is one account; nobody's is counted by what was typed. */
const account_hash = ({ tenant, person_id, employee_number, email }: Given, found: Found | undefined): string =>
  hash_token(found?.id ?? JSON.stringify([tenant, person_id, employee_number, email?.toLowerCase()]))

async function any_matches(secret: string, stored: readonly string[]): Promise<boolean> {
  const checks = (stored.length > 0 ? stored : [nobody_has_this]).map((hash) => is_secret(secret, hash))
  return (await Promise.all(checks)).includes(true)
}

function start_session(context: Context, person_id: string): { token: string; expires_at: string } {
  const id = new_id()
  const token = new_token('ses_')
  const expires_at = moment(Date.parse(context.now) + kept_ms)
  context.insert('sessions', [{ id, person_id, token_hash: hash_token(token), created_at: context.now, expires_at }])
  context.report(sessionStarted, { session_id: id, person_id })
  return { token, expires_at }
}
