import { z } from 'zod'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Actor } from '../../../kernel/context.ts'
import type { Output } from '../../../kernel/verb.ts'
import type { Row } from '../dialect.ts'
import { a, created_at, id, LongText, link, maybe, Name, Owned, owned, text, whole } from './members.ts'
import { QualityEvent, quality_event_out } from './quality-shapes.ts'
import { listing, tool } from './tool.ts'

const chapter = 'Quality'
const configure = { chapter, group: 'configure' } as const
const run = { chapter, group: 'run' } as const

const severities = ['minor', 'major', 'critical'] as const
const DefectCode = z
  .strictObject({
    id,
    ...Owned,
    code: text('Unique.'),
    description: text('What it means.'),
    severity: z.enum(severities).meta({ description: 'How bad it is.' }),
  })
  .meta({ id: 'DefectCode' })
const defect_code_out = (defect: Output<(typeof verbs)['defect_codes.get']>, asker: Actor): z.input<typeof DefectCode> => ({
  id: defect.id,
  ...owned(asker),
  code: defect.code,
  description: defect.description,
  severity: defect.severity,
})

const limit = (says: string) => z.number().nullable().meta({ description: says })
const TestDefinition = z
  .strictObject({
    id,
    ...Owned,
    part_number_id: link('Whose units are tested.'),
    route_step_id: link('The step at which it is measured.'),
    test_name: text('What people call it.'),
    property: text('What is measured.'),
    unit_of_measure: text('In which unit.'),
    lower_limit: limit('The least that is good; null where there is none.'),
    upper_limit: limit('The most that is good; null where there is none.'),
    measurement_method: maybe('How, and with what.'),
    created_at,
  })
  .meta({ id: 'TestDefinition' })
type Definition = Output<(typeof verbs)['test_definitions.get']>
const test_definition_out = (test: Definition, asker: Actor): z.input<typeof TestDefinition> => ({
  id: test.id,
  ...owned(asker),
  part_number_id: test.product_id,
  route_step_id: test.routing_step_id,
  test_name: test.name,
  property: test.property,
  unit_of_measure: test.unit_of_measure,
  lower_limit: test.lower_limit,
  upper_limit: test.upper_limit,
  measurement_method: test.method,
  created_at: test.created_at,
})

const Step = z
  .strictObject({
    name: text('What is done.'),
    step_number: whole('Its place in the route.'),
    workstations: z
      .strictObject({ name: text('Its name.') })
      .nullable()
      .meta({ description: 'Where it is done, by name.' }),
  })
  .meta({ description: 'The step at which it is measured.' })

const Measured = z
  .strictObject({
    quality_event: QualityEvent,
    test_name: text('What people call the test.'),
    property: text('What was measured.'),
    unit_of_measure: text('In which unit.'),
    measured_value: z.number().meta({ description: 'What was measured.' }),
    lower_limit: limit('The least that was good.'),
    upper_limit: limit('The most that was good.'),
    result: z.enum(['pass', 'fail']).meta({ description: 'Whether it lies within the limits; they are good themselves.' }),
    deviation: z.number().nullable().meta({ description: 'How far it lies beyond the limit; null where it is good.' }),
  })
  .meta({ id: 'TestResult' })

const notes = LongText.optional().meta({ description: 'What is to be said of it.' })

export const quality_rows: readonly Row[] = [
  tool('create_quality_event', verbs['quality_events.create'], {
    ...run,
    says: 'Writes down what an inspection, rework or scrap said of a unit. The unit stays where it is, and as it is.',
    input: z.object({
      unit_id: a('The unit.'),
      workstation_id: a('Where it was found.'),
      event_type: z.enum(['inspection', 'rework', 'scrap']).meta({ description: 'What was done.' }),
      result: z.enum(['pass', 'fail']).meta({ description: 'What came of it.' }),
      defect_code_id: a('What is wrong.').optional(),
      notes,
    }),
    takes: {
      unit_id: 'unit_id',
      workstation_id: 'workstation_id',
      event_type: 'kind',
      result: 'result',
      defect_code_id: 'defect_code_id',
      notes: 'notes',
    },
    data: QualityEvent,
    gives: quality_event_out,
  }),
  listing('list_defect_codes', verbs['defect_codes.list'], {
    chapter,
    says: 'Lists defect codes, the worst first, each by its code.',
    input: z.object({ severity: z.enum(severities).optional().meta({ description: 'Only those that are so bad.' }) }),
    takes: { severity: 'severity' },
    adds: { sort: 'severity' },
    one: DefectCode,
    gives: defect_code_out,
  }),
  tool('create_defect_code', verbs['defect_codes.create'], {
    ...configure,
    says: 'Adds a kind of defect.',
    input: z.object({
      code: Name.meta({ description: 'Unique.', examples: ['SOLDER-BRIDGE'] }),
      description: LongText.min(1).meta({ description: 'What it means.' }),
      severity: z.enum(severities).meta({ description: 'How bad it is.' }),
    }),
    takes: { code: 'code', description: 'description', severity: 'severity' },
    data: DefectCode,
    gives: (defect, _given, asker) => defect_code_out(defect, asker),
  }),
  tool('create_test_definition', verbs['test_definitions.create'], {
    ...configure,
    says: 'Says what is measured at a step of a route, and between which limits.',
    input: z.object({
      part_number_id: a('Whose units are tested.'),
      route_step_id: a('The step at which it is measured.'),
      test_name: Name.meta({ description: 'What people call it.', examples: ['Joint resistance'] }),
      property: Name.meta({ description: 'What is measured.', examples: ['resistance'] }),
      unit_of_measure: Name.meta({ description: 'In which unit.', examples: ['mΩ'] }),
      lower_limit: z.number().meta({ description: 'The least that is good. It must be below the upper limit.' }),
      upper_limit: z.number().meta({ description: 'The most that is good.' }),
      measurement_method: LongText.optional().meta({ description: 'How, and with what.' }),
    }),
    takes: {
      part_number_id: 'product_id',
      route_step_id: 'routing_step_id',
      test_name: 'name',
      property: 'property',
      unit_of_measure: 'unit_of_measure',
      lower_limit: 'lower_limit',
      upper_limit: 'upper_limit',
      measurement_method: 'method',
    },
    data: TestDefinition,
    gives: (test, _given, asker) => test_definition_out(test, asker),
  }),
  listing('list_test_definitions', verbs['test_definitions.list'], {
    chapter,
    says: 'Lists what is measured, oldest first.',
    input: z.object({
      part_number_id: a('Only for this part number.').optional(),
      route_step_id: a('Only at this step; what was to be measured there in earlier versions of the route still is.').optional(),
    }),
    takes: { part_number_id: 'product_id', route_step_id: 'routing_step_id' },
    adds: { oldest_first: true },
    one: TestDefinition.extend({ route_steps: Step }).meta({ id: 'ListedTestDefinition' }),
    gives: (test, asker) => ({
      ...test_definition_out(test, asker),
      route_steps: {
        name: test.step.name,
        step_number: test.step.sequence,
        workstations: test.step.workstation && { name: test.step.workstation.name },
      },
    }),
  }),
  tool('record_test_result', verbs['test_results.create'], {
    ...run,
    says: 'Writes down what was measured, and whether it lies within the limits. It is an inspection of the unit.',
    input: z.object({
      test_definition_id: a('The test.'),
      unit_id: a('The unit.'),
      measured_value: z.number().meta({ description: 'What was measured.' }),
      notes,
    }),
    takes: { test_definition_id: 'test_definition_id', unit_id: 'unit_id', measured_value: 'measured_value', notes: 'notes' },
    data: Measured,
    gives: ({ quality_event, definition, ...measured }) => ({
      quality_event: quality_event_out(quality_event),
      test_name: definition.name,
      property: definition.property,
      unit_of_measure: definition.unit_of_measure,
      measured_value: measured.measured_value,
      lower_limit: measured.lower_limit,
      upper_limit: measured.upper_limit,
      result: measured.result,
      deviation: measured.deviation,
    }),
  }),
]
