import { z } from 'zod'
import type { Problem } from '../../../kernel/errors.ts'
import { new_id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { fileCreated } from './events.ts'
import { File, fileInForm, fileTooLarge, fileWithoutBytes, storeFull, uploadBroken } from './file.ts'

export const create = verb({
  name: 'files.create',
  does: 'Puts a file into the store; the body of the request is the file itself, of any type. The same content is stored once.',
  kind: 'writes',
  allow: atLeast('operator'),
  bytes: 'in',
  input: z.object({
    name: File.shape.name.meta({ description: 'What to call it, such as `bracket-rev-b.pdf`.' }),
    job_id: reference('jobs')
      .optional()
      .meta({ description: 'What it belongs to: a job, a part, an operation, or nothing in particular.' }),
    part_id: reference('parts').optional(),
    operation_id: reference('operations').optional(),
  }),
  output: File,
  refuses: [fileWithoutBytes, fileInForm, fileTooLarge, uploadBroken, storeFull],
  reports: [fileCreated],
  examples: [{ given: { name: 'bracket-rev-b.pdf' } }],
  faults: faults_of_owner,
  async run(context, { name, ...given }) {
    const { bytes } = context
    // Waits for the engine’s own questions, so that a key switched off is refused before its bytes are taken.
    await context.read`select`
    if (!bytes) throw fileWithoutBytes.because()
    const { job_id = null, part_id = null, operation_id = null } = given
    const file = { id: new_id(), name, ...bytes, job_id, part_id, operation_id, created_at: context.now }
    context.insert('files', [file])
    const { sha256, size_bytes } = bytes
    context.report(fileCreated, { file_id: file.id, job_id, part_id, operation_id, sha256, size_bytes })
    return file
  },
})

const Loose = z.record(z.string(), z.unknown()).catch({})

function faults_of_owner(raw: unknown): Problem[] {
  const given = Loose.parse(raw)
  const [, ...more] = ['job_id', 'part_id', 'operation_id'].filter((field) => given[field] !== undefined)
  return more.map((field) => ({ path: [field], rule: 'choice', message: 'A file belongs to one thing: a job, a part or an operation.' }))
}
