import { z } from 'zod'
import { refusal } from '../../kernel/errors.ts'
import { Name, Revision } from '../../kernel/fields.ts'
import { Id } from '../../kernel/id.ts'
import { roles } from '../../kernel/role.ts'
import { sql } from '../../kernel/sql.ts'
import { Moment } from '../../kernel/time.ts'

export const Role = z.enum(roles).meta({ id: 'Role', description: 'Each may do what those before it may.' })

export const Person = z
  .object({
    id: Id,
    number: z.number().int(),
    name: Name,
    role: Role,
    email: z.string().nullable(),
    employee_number: z.string().nullable(),
    is_active: z.boolean(),
    has_password: z.boolean(),
    has_pin: z.boolean(),
    origin: z.string(),
    created_at: Moment,
    updated_at: Moment,
    revision: Revision,
  })
  .meta({ id: 'Person' })
export type Person = z.output<typeof Person>

export const person_columns = sql`id, number, name, role, email, employee_number, is_active, has_password, has_pin, origin, created_at, updated_at, revision`

export const personUnknown = refusal('not_found', 'person_unknown', 'There is no such person.')
export const personEmailTaken = refusal('conflict', 'person_email_taken', 'Another person has that e-mail address.')
export const personNumberTaken = refusal('conflict', 'person_number_taken', 'Another person has that employee number.')
export const personStale = refusal('stale', 'person_stale', 'The person was changed since you read it. Read it again.')
export const roleTooHigh = refusal('forbidden', 'role_too_high', 'Nobody gives more than they have.')
