import { z } from 'zod'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { ExpandedJob, expanded, JobExpand } from './expand.ts'
import { jobUnknown, read_job } from './job.ts'

export const get = verb({
  name: 'jobs.get',
  does: 'Shows one job.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id, expand: JobExpand }),
  output: ExpandedJob,
  refuses: [jobUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', expand: ['operations'] } }],
  async run(context, { id, expand }) {
    const [job] = await expanded(context, [await read_job(context, id)], expand)
    if (!job) throw jobUnknown.because(`There is no job ${id}.`)
    return job
  },
})
