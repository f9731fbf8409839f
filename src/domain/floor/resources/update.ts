import { z } from 'zod'
import { changes_between } from '../../../kernel/changes.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { resourceUpdated } from './events.ts'
import {
  expect_conflicts,
  locked_resource,
  Resource,
  resource_fields,
  resourceExternalTaken,
  resourceNameTaken,
  resourceStale,
  resourceUnknown,
} from './resource.ts'

export const update = verb({
  name: 'resources.update',
  does: 'Changes fields of a resource.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id, ...z.object(resource_fields).partial().shape }),
  output: Resource,
  refuses: [resourceUnknown, resourceStale, resourceNameTaken, resourceExternalTaken],
  reports: [resourceUpdated],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', status: 'maintenance' } }],
  async run(context, { id, ...given }) {
    const resource = await locked_resource(context, id)
    if (context.expected_revision !== null && context.expected_revision !== resource.revision) throw resourceStale.because()
    const changes = changes_between(resource, given)
    if (changes.none) return resource
    expect_conflicts(context, given.name ?? resource.name)
    const written = { ...changes.columns, revision: resource.revision + 1, updated_at: context.now }
    context.change('resources', resource.id, written)
    context.report(resourceUpdated, { resource_id: resource.id, changes: changes.told })
    return { ...resource, ...written }
  },
})
