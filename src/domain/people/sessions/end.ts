import { z } from 'zod'
import { refusal } from '../../../kernel/errors.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { sessionEnded } from './events.ts'

export const noSession = refusal('conflict', 'no_session', 'A key has no session to end. To stop it, switch the key off.')

export const end = verb({
  name: 'sessions.end',
  does: 'Signs the caller out.',
  kind: 'writes',
  allow: atLeast('viewer'),
  input: z.object({}),
  output: z.object({ id: Id }),
  refuses: [noSession],
  reports: [sessionEnded],
  examples: [{ given: {} }],
  async run(context) {
    const { session_id, person_id } = context.actor
    if (session_id === null || person_id === null) throw noSession.because()
    context.change('sessions', session_id, { ended_at: context.now })
    context.report(sessionEnded, { session_id, person_id })
    return { id: session_id }
  },
})
