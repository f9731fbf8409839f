import { z } from 'zod'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { apiKeyDeleted } from './api-keys/events.ts'
import { personDeleted } from './events.ts'
import {
  assert_not_above,
  end_sessions,
  locked_person,
  personAtWork,
  personIsOwner,
  personIsSelf,
  personUnknown,
  roleTooHigh,
} from './person.ts'

export const remove = verb({
  name: 'people.delete',
  does: 'Removes a person, their sessions and their keys. What they did stays on record.',
  kind: 'writes',
  allow: atLeast('admin'),
  input: z.object({ id: Id }),
  output: z.object({ id: Id }),
  refuses: [personUnknown, personIsSelf, personIsOwner, personAtWork, roleTooHigh],
  reports: [personDeleted, apiKeyDeleted],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const person = await locked_person(context, id)
    if (id === context.actor.person_id) throw personIsSelf.because()
    assert_not_above(context, person.role)
    if (person.is_owner) throw personIsOwner.because()
    const [running, keys] = await Promise.all([
      context.read<{ id: string }>`select id from time_entries where person_id = ${id} and ended_at is null and deleted_at is null limit 1`,
      context.read<{ id: string }>`select id from api_keys where person_id = ${id} and deleted_at is null`,
    ])
    if (running[0]) throw personAtWork.because(undefined, { time_entry_id: running[0].id })
    context.change('people', id, { deleted_at: context.now, is_active: false, updated_at: context.now })
    context.write`delete from credentials where person_id = ${id}`
    context.write`update api_keys set deleted_at = ${context.now} where person_id = ${id} and deleted_at is null`
    end_sessions(context, id)
    for (const key of keys) context.report(apiKeyDeleted, { api_key_id: key.id })
    context.report(personDeleted, { person_id: id })
    return { id }
  },
})
