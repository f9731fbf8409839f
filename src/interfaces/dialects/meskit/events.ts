import { createHmac } from 'node:crypto'
import type { About } from '../../../domain/integrations/deliveries/about.ts'
import type { RecordedEvent } from '../../../domain/integrations/events/event-log.ts'
import { type MeskitEvent, test_event } from '../../../domain/integrations/webhooks/format.ts'
import type { WebhookFormat } from '../../webhooks/format.ts'
import { quality_event_out } from './quality-shapes.ts'
import { machine_out } from './shop-floor.ts'
import { moved_out } from './unit-shapes.ts'
import { machine_state } from './words.ts'

type Data = Readonly<Record<string, unknown>>

interface Told {
  readonly as: MeskitEvent
  data(event: RecordedEvent, about: About): Data
}

/** Facts of a machine's move are states. */
const state = (fact: unknown) => machine_state.theirs(fact as never)

const machine_status_change: Told = {
  as: 'machine_status_change',
  data: ({ subjects, facts }, about) => {
    const machine = about.machines.get(subjects.machine_id ?? '')
    const new_status = state(facts.new_state)
    return { ...(machine ? machine_out(machine, about) : {}), status: new_status, old_status: state(facts.old_state), new_status }
  },
}

const quality_event: Told = {
  as: 'quality_event',
  data: ({ subjects }, about) => {
    const found = about.quality_events.get(subjects.quality_event_id ?? '')
    return found ? { ...quality_event_out(found), defect_code: found.defect_code, workstation: found.workstation } : { ...subjects }
  },
}

/** The unit may have gone on since: where it stood then is in the fact. */
const unit_moved: Told = {
  as: 'unit_moved',
  data: ({ subjects, facts }, about) => {
    const unit = about.units.get(subjects.unit_id ?? '')
    if (!unit) return { ...subjects, completed: facts.completed }
    const operation = about.operations.get(subjects.to_operation_id ?? '') ?? null
    // What an event tells of a status is one.
    const status = facts.new_status as typeof unit.status
    return moved_out({ ...unit, status, operation, operation_id: operation?.id ?? null }, about)
  },
}

/** Which of our events is which of the page's three. What is not here is not told. */
const told: Readonly<Record<string, Told>> = {
  'unit.moved': unit_moved,
  'machine.state_changed': machine_status_change,
  'quality_event.recorded': quality_event,
}

const test_data: Told['data'] = ({ subjects }) => ({ webhook_id: subjects.webhook_id, message: 'This is a test.' })

/** The page's body and its signature: over the very bytes, with the secret as it is written. */
export const meskit_format: WebhookFormat = {
  called: (name) => told[name]?.as ?? null,
  tells_things: true,
  body: (event, called, about) =>
    JSON.stringify({
      event: called,
      data: (called === test_event ? test_data : told[event.name]?.data)?.(event, about) ?? {},
      timestamp: event.at,
    }),
  headers: ({ event, body, secrets: [secret = ''] }) => ({
    'X-Webhook-Event': event,
    'X-Webhook-Signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  }),
}
