import { z } from 'zod'
import type { OperationNamed, PersonNamed } from '../../../domain/operations/told-along.ts'

/** An operation with its part and job, as it stands beside what belongs to it. */
export const OperationOfIt = z.strictObject({
  id: z.string(),
  operation_name: z.string(),
  part: z.strictObject({
    id: z.string(),
    part_number: z.string(),
    job: z.strictObject({ id: z.string(), job_number: z.string(), customer: z.string().nullable() }),
  }),
})
export const operation_of_it = ({ id, name, part, job }: z.output<typeof OperationNamed>): z.input<typeof OperationOfIt> => ({
  id,
  operation_name: name,
  part: { ...part, job },
})

export const Person = z.strictObject({ id: z.string(), username: z.string(), full_name: z.string() })
export const person_of_it = ({ id, name, email }: z.output<typeof PersonNamed>): z.input<typeof Person> => ({
  id,
  username: email ?? name,
  full_name: name,
})
