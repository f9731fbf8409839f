import { first_id_at } from '../../../kernel/id.ts'
import { task } from '../../../kernel/task.ts'

const kept_ms = 30 * 24 * 3600_000
const most = 20_000

export const clear_out = task({
  name: 'deliveries.clear_out',
  does: 'Deletes deliveries that were done with 30 days ago. The events themselves are kept for ever.',
  every: '41 * * * *',
  async run(context) {
    const before = first_id_at(Date.parse(context.now) - kept_ms)
    context.write`delete from deliveries
      where id in (select id from deliveries where id < ${before} and status <> 'pending' order by id limit ${most})`
  },
})
