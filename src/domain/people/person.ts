import { z } from 'zod'
import type { Actor, Context } from '../../kernel/context.ts'
import { refusal } from '../../kernel/errors.ts'
import { Name, Revision } from '../../kernel/fields.ts'
import { Id, new_id } from '../../kernel/id.ts'
import { atLeast, roles } from '../../kernel/role.ts'
import { sql } from '../../kernel/sql.ts'
import { Moment } from '../../kernel/time.ts'
import { type Hashes, replace_credentials } from './credentials.ts'
import { personCreated } from './events.ts'

export const Role = z.enum(roles).meta({ id: 'Role', description: 'Each may do what those before it may.' })
export type Role = z.output<typeof Role>

export const Email = z
  .string()
  .trim()
  .max(254)
  .regex(z.regexes.email, 'Give an e-mail address such as jane@example.com.')
  .meta({ examples: ['jane@example.com'] })
export const EmployeeNumber = z.string().trim().min(1).max(100)

export const Person = z
  .object({
    id: Id,
    number: z.number().int(),
    name: Name,
    role: Role,
    email: z.string().nullable(),
    employee_number: z.string().nullable(),
    is_active: z.boolean(),
    is_owner: z.boolean().meta({ description: 'Runs the company, and stays its admin until they hand it over. There is one at most.' }),
    has_password: z.boolean(),
    has_pin: z.boolean(),
    picture_file_id: Id.nullable().meta({ description: 'What they look like, to be picked at a shared tablet.' }),
    origin: z.string(),
    created_at: Moment,
    updated_at: Moment,
    revision: Revision,
  })
  .meta({ id: 'Person' })
export type Person = z.output<typeof Person>

export const person_columns = sql`id, number, name, role, email, employee_number, is_active, is_owner, has_password, has_pin, picture_file_id, origin, created_at, updated_at, revision`

export const personUnknown = refusal('not_found', 'person_unknown', 'There is no such person.')
export const personEmailTaken = refusal('conflict', 'person_email_taken', 'Another person has that e-mail address.')
export const personNumberTaken = refusal('conflict', 'person_number_taken', 'Another person has that employee number.')
export const personStale = refusal('stale', 'person_stale', 'The person was changed since you read it. Read it again.')
export const personIsSelf = refusal('conflict', 'person_is_self', 'Nobody removes, switches off or moves themselves: ask another admin.')
export const personIsOwner = refusal(
  'conflict',
  'person_is_owner',
  'The owner of the company stays its admin. They can hand it over to another admin.',
)
export const personAtWork = refusal('conflict', 'person_at_work', 'A clock of this person is running. Stop it first.')
export const roleTooHigh = refusal('forbidden', 'role_too_high', 'Nobody gives more than they have.')

export async function read_person(context: Context, id: string): Promise<Person> {
  const [row] = await context.read<Person>`select ${person_columns} from people where id = ${id} and deleted_at is null`
  if (!row) throw personUnknown.because(`There is no person ${id}.`)
  return row
}

export async function locked_person(context: Context, id: string): Promise<Person> {
  context.read`select id from people where id = ${id} and deleted_at is null for no key update`
  return read_person(context, id)
}

const ranks_below = (actor: Actor, role: Role): boolean => !atLeast(role).some((enough) => enough === actor.role)

/** Neither a role above one's own is given, nor are those who have one changed. */
export function assert_not_above(context: Context, role: Role): void {
  if (!ranks_below(context.actor, role)) return
  throw roleTooHigh.because(`This takes the role ${role}; you are ${context.actor.role}.`, { role: context.actor.role, needed: role })
}

/** The unique indexes of a person, and what each says. */
export function expect_conflicts(context: Context): void {
  context.on_conflict('people_email', personEmailTaken.because())
  context.on_conflict('people_sign_in_email', personEmailTaken.because())
  context.on_conflict('people_employee_number', personNumberTaken.because())
}

interface PersonGiven {
  readonly name: string
  readonly role: Role
  readonly is_owner?: boolean
  readonly email?: string | null | undefined
  readonly employee_number?: string | null | undefined
  readonly picture_file_id?: string | null | undefined
}

/** Writes a new person with the credentials that are given, and answers the id. */
export function make_person(context: Context, given: PersonGiven, hashes: Hashes = {}): string {
  const { now, origin } = context
  const id = new_id()
  expect_conflicts(context)
  context.insert('people', [
    {
      id,
      name: given.name,
      role: given.role,
      email: given.email ?? null,
      employee_number: given.employee_number ?? null,
      is_active: true,
      is_owner: given.is_owner ?? false,
      has_password: typeof hashes.password === 'string',
      has_pin: typeof hashes.pin === 'string',
      picture_file_id: given.picture_file_id ?? null,
      origin,
      created_at: now,
      updated_at: now,
      revision: 1,
    },
  ])
  replace_credentials(context, id, hashes)
  context.report(personCreated, { person_id: id })
  return id
}

/** Whoever was signed in as this person is no longer; the caller may stay, where it is themselves. */
export function end_sessions(context: Context, person_id: string): void {
  context.write`update sessions set ended_at = ${context.now}
    where person_id = ${person_id} and ended_at is null and id is distinct from ${context.actor.session_id}::uuid`
}
