import { z } from 'zod'
import type { Problem } from '../../kernel/errors.ts'
import { reference } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { hashes_of, Password, Pin } from './credentials.ts'
import { personCreated } from './events.ts'
import {
  assert_not_above,
  Email,
  EmployeeNumber,
  make_person,
  Person,
  personEmailTaken,
  personNumberTaken,
  Role,
  read_person,
  roleTooHigh,
} from './person.ts'

export const create = verb({
  name: 'people.create',
  does: 'Takes in a person who works in the shop or signs in to it.',
  kind: 'writes',
  allow: atLeast('admin'),
  input: z.object({
    name: Person.shape.name,
    role: Role,
    email: Email.nullable().optional(),
    employee_number: EmployeeNumber.nullable().optional(),
    password: Password.optional(),
    pin: Pin.optional(),
    picture_file_id: reference('files').nullable().optional(),
  }),
  output: Person,
  refuses: [roleTooHigh, personEmailTaken, personNumberTaken],
  reports: [personCreated],
  examples: [
    { given: { name: 'Jane Miller', role: 'operator', employee_number: '1042', pin: '4711' } },
    { given: { name: 'Sam Planner', role: 'planner', email: 'sam@example.com', password: 'a long password' } },
  ],
  faults: faults_of_naming,
  async run(context, given) {
    assert_not_above(context, given.role)
    return read_person(context, make_person(context, given, await hashes_of(given)))
  },
})

const Naming = z.object({ email: z.unknown().optional(), employee_number: z.unknown().optional() }).catch({})

function faults_of_naming(raw: unknown): Problem[] {
  const { email, employee_number } = Naming.parse(raw)
  if ((email ?? employee_number ?? null) !== null) return []
  return [{ path: ['email'], rule: 'required', message: 'Give an e-mail address or an employee number.' }]
}
