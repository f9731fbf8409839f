import { z } from 'zod'
import { new_id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { resourceCreated } from './events.ts'
import {
  expect_conflicts,
  Resource,
  read_resource,
  resource_fields,
  resource_row,
  resourceExternalTaken,
  resourceNameTaken,
} from './resource.ts'

export const create = verb({
  name: 'resources.create',
  does: 'Puts a tool, fixture, mould, material or piece of equipment on record.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ ...z.object(resource_fields).partial().shape, name: resource_fields.name, type: resource_fields.type }),
  output: Resource,
  refuses: [resourceNameTaken, resourceExternalTaken],
  reports: [resourceCreated],
  examples: [{ given: { name: 'Vice 160', type: 'fixture', identifier: 'FX-0042', location: 'Rack 3' } }],
  run(context, given) {
    const id = new_id()
    expect_conflicts(context, given.name)
    context.insert('resources', [resource_row(context, id, given)])
    context.report(resourceCreated, { resource_id: id })
    return read_resource(context, id)
  },
})
