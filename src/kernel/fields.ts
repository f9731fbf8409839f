import { z } from 'zod'

/** A name people read: 1 to 255 characters, no blanks around it. */
export const Name = z.string().trim().min(1).max(255)
export const Text = z.string().max(10_000)
/** Whole pieces. The most a tablet's clients can hold is 2³¹−1. */
export const Pieces = z.number().int().min(0).max(2_147_483_647)
export const Seconds = z.number().int().min(0).max(2_147_483_647)
/** A member list of the caller's own; we keep it and hand it back. */
export const Metadata = z.record(z.string().max(255), z.json()).meta({ description: 'Your own fields. We keep them and hand them back.' })
export const External = {
  external_source: z.string().trim().min(1).max(255).nullable().optional().meta({ description: 'The system this came from.' }),
  external_id: z.string().trim().min(1).max(255).nullable().optional().meta({ description: 'Its id there; unique per source.' }),
}
export const Revision = z.number().int().meta({ description: 'Raised by each update; it is the `ETag`.' })
