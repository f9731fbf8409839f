import { z } from 'zod'
import { refusal } from '../../kernel/errors.ts'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { personUpdated } from './events.ts'
import { Person, personUnknown, read_person } from './person.ts'

const notOwner = refusal('forbidden', 'not_owner', 'Only the owner of the company, or a system admin, hands it over.')
const personNoAdmin = refusal('conflict', 'person_no_admin', 'Only an admin who is switched on can be the owner.')

export const hand_over = verb({
  name: 'people.hand_over',
  does: 'Makes another admin the owner of the company.',
  kind: 'writes',
  allow: atLeast('admin'),
  input: z.object({ id: Id }),
  output: Person,
  refuses: [personUnknown, notOwner, personNoAdmin],
  reports: [personUpdated],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    context.read`select id from people where id = ${id} or is_owner order by id for no key update`
    const [person, [owner]] = await Promise.all([
      read_person(context, id),
      context.read<{ id: string }>`select id from people where is_owner`,
    ])
    const { actor } = context
    if (actor.role !== 'system_admin' && actor.person_id !== owner?.id) throw notOwner.because()
    if (!person.is_active || !atLeast('admin').includes(person.role)) throw personNoAdmin.because()
    if (person.is_owner) return person
    for (const [one, is_owner] of [...(owner ? [[owner.id, false] as const] : []), [id, true] as const]) {
      context.change('people', one, { is_owner, updated_at: context.now })
      context.report(personUpdated, { person_id: one, changes: { is_owner: { before: !is_owner, after: is_owner } } })
    }
    return { ...person, is_owner: true, updated_at: context.now }
  },
})
