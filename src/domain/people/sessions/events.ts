import { z } from 'zod'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'

const facts = z.object({ session_id: Id, person_id: Id })
const subject = 'session_id' as const

export const sessionStarted = event({ name: 'session.started', says: 'Somebody signed in.', subject, facts })
export const sessionEnded = event({ name: 'session.ended', says: 'Somebody signed out.', subject, facts })
