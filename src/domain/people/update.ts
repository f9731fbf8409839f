import { z } from 'zod'
import { type Changes, changes_between } from '../../kernel/changes.ts'
import type { Context } from '../../kernel/context.ts'
import { Id, reference } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { type Hashes, hashes_of, Password, Pin, replace_credentials } from './credentials.ts'
import { personUpdated } from './events.ts'
import {
  assert_not_above,
  Email,
  EmployeeNumber,
  end_sessions,
  expect_conflicts,
  locked_person,
  Person,
  personEmailTaken,
  personIsOwner,
  personIsSelf,
  personNumberTaken,
  personStale,
  personUnknown,
  Role,
  roleTooHigh,
} from './person.ts'

export const update = verb({
  name: 'people.update',
  does: 'Changes a person, switches them on or off, or gives them another password or PIN.',
  kind: 'writes',
  allow: atLeast('admin'),
  input: z.object({
    id: Id,
    name: Person.shape.name.optional(),
    role: Role.optional(),
    email: Email.nullable().optional(),
    employee_number: EmployeeNumber.nullable().optional(),
    is_active: z.boolean().optional().meta({ description: 'Off: their sessions end and their keys open nothing.' }),
    password: Password.nullable().optional().meta({ description: 'Replaces the password; null takes it away.' }),
    pin: Pin.nullable().optional().meta({ description: 'Replaces the PIN; null takes it away.' }),
    picture_file_id: reference('files').nullable().optional(),
  }),
  output: Person,
  refuses: [personUnknown, personStale, personIsSelf, personIsOwner, roleTooHigh, personEmailTaken, personNumberTaken],
  reports: [personUpdated],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', is_active: false } }],
  async run(context, { id, password, pin, ...fields }) {
    const [person, hashes] = await Promise.all([locked_person(context, id), hashes_of({ password, pin })])
    if (context.expected_revision !== null && context.expected_revision !== person.revision) throw personStale.because()
    assert_may_change(context, person, fields)
    const changes = changes_between(person, fields)
    const after: Person = { ...person, ...changes.columns }
    if (after.email === null && after.employee_number === null)
      context.problem(['email'], 'required', 'Give an e-mail address or an employee number.')
    context.settle()
    const new_secret = Object.keys(hashes).length > 0
    if (changes.none && !new_secret) return person
    expect_conflicts(context)
    const columns = {
      ...changes.columns,
      ...replace_credentials(context, id, hashes),
      updated_at: context.now,
      revision: person.revision + 1,
    }
    context.change('people', id, columns)
    if (new_secret || !after.is_active) end_sessions(context, id)
    context.report(personUpdated, { person_id: id, changes: told(changes, hashes) })
    return { ...after, ...columns }
  },
})

function assert_may_change(context: Context, person: Person, fields: { role?: Role | undefined; is_active?: boolean | undefined }): void {
  assert_not_above(context, person.role)
  if (fields.role) assert_not_above(context, fields.role)
  const moved = fields.role !== undefined && fields.role !== person.role
  if (person.id === context.actor.person_id && (moved || fields.is_active === false)) throw personIsSelf.because()
  if (person.is_owner && (fields.is_active === false || (fields.role && !atLeast('admin').includes(fields.role))))
    throw personIsOwner.because()
}

const impersonal = new Set(['role', 'is_active'])

/** The log is for ever, names are not: of personal data it says only that it changed. */
function told(changes: Changes, hashes: Hashes): Changes['told'] {
  const fields = Object.entries(changes.told).map(([field, change]) => [field, impersonal.has(field) ? change : {}])
  const secrets = Object.keys(hashes).map((kind) => [kind, {}])
  return Object.fromEntries([...fields, ...secrets])
}
