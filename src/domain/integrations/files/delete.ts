import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { fileDeleted } from './events.ts'
import { fileUnknown, read_file } from './file.ts'

export const remove = verb({
  name: 'files.delete',
  does: 'Removes a file. Its content stays in the store, where other files may have the same.',
  kind: 'writes',
  allow: atLeast('supervisor'),
  input: z.object({ id: Id }),
  output: z.object({ id: Id }),
  refuses: [fileUnknown],
  reports: [fileDeleted],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    context.read`select id from files where id = ${id} for no key update`
    const { job_id, part_id, operation_id } = await read_file(context, id)
    context.change('files', id, { deleted_at: context.now })
    context.report(fileDeleted, { file_id: id, job_id, part_id, operation_id })
    return { id }
  },
})
