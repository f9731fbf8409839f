import { createHmac } from 'node:crypto'
import type { About } from '../../../domain/integrations/deliveries/about.ts'
import type { RecordedEvent } from '../../../domain/integrations/events/event-log.ts'
import { type EryxonEvent, test_event } from '../../../domain/integrations/webhooks/format.ts'
import type { WebhookFormat } from '../../webhooks/format.ts'
import { changes_out, issue_data, job_data, operation_data, part_data, substep_data } from './event-data.ts'
import { job_status, operation_status, part_status } from './words.ts'

type Data = Readonly<Record<string, unknown>>

interface Told {
  readonly as: EryxonEvent
  data(event: RecordedEvent, about: About): Data
}

/** Facts of a move are statuses of the noun that moved. */
const moved = (event: RecordedEvent, word: (ours: never) => string): Data => ({
  previous_status: word(event.facts.previous_status as never),
  new_status: word(event.facts.new_status as never),
})

const job = (as: EryxonEvent): Told => ({ as, data: (event, about) => job_data(event, about) })
const job_moved = (as: EryxonEvent): Told => ({
  as,
  data: (event, about) => job_data(event, about, moved(event, job_status.theirs)),
})
const part = (as: EryxonEvent): Told => ({ as, data: (event, about) => part_data(event, about) })
const part_moved = (as: EryxonEvent): Told => ({
  as,
  data: (event, about) => part_data(event, about, moved(event, part_status.theirs)),
})
const operation_moved = (as: EryxonEvent): Told => ({
  as,
  data: (event, about) => ({
    ...operation_data(event, about, moved(event, operation_status.theirs)),
    user_id: event.subjects.person_id ?? null,
  }),
})
const issue = (as: EryxonEvent): Told => ({ as, data: issue_data })
const step = (as: EryxonEvent): Told => ({ as, data: substep_data })

/** A change of status that the page has no event for is a change of that field. */
function status_changed(as: 'job.updated' | 'part.updated'): Told {
  const { data } = as === 'job.updated' ? job_moved(as) : part_moved(as)
  return {
    as,
    data: (event, about) => {
      const told = data(event, about)
      return { ...told, changes: { status: { before: told.previous_status, after: told.new_status } } }
    },
  }
}

/** Which of our events is which of the page's nineteen. What is not here is not told. */
const told: Readonly<Record<string, Told>> = {
  'job.created': {
    as: 'job.created',
    data: (event, about) => ({
      ...job_data(event, about),
      parts_count: event.facts.parts_count,
      operations_count: event.facts.operations_count,
    }),
  },
  'job.started': job_moved('job.started'),
  'job.held': job_moved('job.stopped'),
  'job.resumed': job_moved('job.resumed'),
  'job.completed': job_moved('job.completed'),
  'job.updated': {
    ...job('job.updated'),
    data: (event, about) => ({ ...job_data(event, about), changes: changes_out(event) }),
  },
  'job.reopened': status_changed('job.updated'),
  'job.cancelled': status_changed('job.updated'),
  'part.created': part('part.created'),
  'part.updated': {
    ...part('part.updated'),
    data: (event, about) => ({ ...part_data(event, about), changes: changes_out(event) }),
  },
  'part.started': part_moved('part.started'),
  'part.completed': part_moved('part.completed'),
  'part.held': status_changed('part.updated'),
  'part.reopened': status_changed('part.updated'),
  'part.cancelled': status_changed('part.updated'),
  'operation.started': operation_moved('operation.started'),
  'operation.paused': operation_moved('operation.paused'),
  'operation.resumed': operation_moved('operation.resumed'),
  'operation.completed': operation_moved('operation.completed'),
  'issue.created': issue('issue.created'),
  'ncr.created': issue('ncr.created'),
  'ncr.verified': issue('ncr.verified'),
  'substep.added': step('step.added'),
  'substep.completed': step('step.completed'),
}

const test_data: Told['data'] = ({ subjects }) => ({ webhook_id: subjects.webhook_id, message: 'This is a test.' })

const hmac = (secret: string, ...pieces: readonly (string | Buffer)[]): string =>
  pieces.reduce((all, piece) => all.update(piece), createHmac('sha256', secret)).digest('hex')

/** The page's payload and its signature: bare hex over the very bytes, so that the page's own sample accepts it. */
export const eryxon_format: WebhookFormat = {
  called: (name) => told[name]?.as ?? null,
  tells_things: true,
  body: (event, called, about) =>
    JSON.stringify({
      id: event.id,
      event_type: called,
      event: called,
      timestamp: event.at,
      tenant_id: about.tenant_id,
      data: (called === test_event ? test_data : told[event.name]?.data)?.(event, about) ?? {},
    }),
  headers: ({ delivery_id, event, body, secrets: [secret = ''], at_s }) => {
    const signature = hmac(secret, body)
    return {
      'X-Eryxon-Signature': signature,
      'X-Eryxon-Signature-256': `sha256=${signature}`,
      'X-Eryxon-Signature-V1': `t=${at_s},v1=${hmac(secret, `${at_s}.`, body)}`,
      'X-Eryxon-Event': event,
      'X-Eryxon-Delivery': delivery_id,
    }
  },
}
