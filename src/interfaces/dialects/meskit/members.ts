import { z } from 'zod'
import type { Actor } from '../../../kernel/context.ts'

/** What their members hold. What is ours as well is left to the verb. */
export const Uuid = z.guid().meta({ format: 'uuid', examples: ['019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'] })
export const Name = z.string().min(1).max(255)
export const LongText = z.string().max(10_000)
export const Description = LongText.meta({ description: 'What is to be said of it.' })
export const Nothing = z.object({})

export const a = (what: string) => Uuid.meta({ description: what })

/** What goes out, and what it says. */
export const text = (says: string) => z.string().meta({ description: says })
export const maybe = (says: string) => z.string().nullable().meta({ description: says })
export const link = (says: string) => z.string().meta({ format: 'uuid', description: says })
export const maybe_link = (says: string) => z.string().nullable().meta({ format: 'uuid', description: says })
export const moment = (says: string) => z.iso.datetime().meta({ description: says })
export const maybe_moment = (says: string) => z.iso.datetime().nullable().meta({ description: says })
export const whole = (says: string) => z.number().int().meta({ description: says })
export const maybe_whole = (says: string) => z.number().int().nullable().meta({ description: says })

export const id = link('Its id.')
export const created_at = moment('When it was made.')

/** Of whom a row is: the company, under both of the names that the page has had for it. */
export const Owned = {
  user_id: link('The company. Who did what stands in the event log.'),
  org_id: link('The company.'),
}
export const owned = ({ tenant_id }: Pick<Actor, 'tenant_id'>) => ({ user_id: tenant_id, org_id: tenant_id })

export const Deleted = z.strictObject({ success: z.literal(true).meta({ description: 'It has gone.' }) })
export const deleted = () => ({ success: true as const })
