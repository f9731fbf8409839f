import { z } from 'zod'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Row } from '../dialect.ts'
import { a, link, maybe, maybe_link, moment, text, whole } from './members.ts'
import { Pathfinder, pathfinder_of } from './pathfinder.ts'
import { report, tool } from './tool.ts'

const chapter = 'Sustainability'
const reads = { chapter, group: 'read' } as const

const number = (says: string) =>
  z
    .number()
    .nullable()
    .meta({ description: `${says} Null where something is missing.` })

const Footprint = z
  .strictObject({
    production_order_id: link('The order.'),
    order_number: text('Its number.'),
    part_number_name: maybe('What is made.'),
    energy_kwh: number('Electricity, in kWh.'),
    total_kgco2e: number('The footprint, in kg CO₂ equivalent.'),
    good_units: whole('How many are good.'),
    carbon_footprint_kgco2e_per_unit: number('What each good one bears; what was scrapped is borne by them.'),
    scrap_kgco2e: number('What went into scrap.'),
    scrap_share: number('The share of it, from 0 to 1.'),
    steps: z
      .array(
        z.strictObject({
          step_number: whole('Its place in the route.'),
          name: text('What is done.'),
          workstation_id: maybe_link('Where.'),
          hours: number('Machine time.'),
          power_kw: number('What the machines draw.'),
          emission_factor_kgco2e_per_kwh: number('Of the plant’s electricity.'),
          energy_kwh: number('Electricity.'),
          kgco2e: number('Its footprint.'),
        }),
      )
      .meta({ description: 'Step by step.' }),
    missing: z
      .array(
        z.strictObject({
          step: text('The step.'),
          what: z.enum(['time', 'power', 'factor']).meta({ description: 'What is not known of it.' }),
        }),
      )
      .meta({ description: 'What has to be known before there is a sum.' }),
  })
  .meta({ id: 'CarbonFootprint' })

const OfLine = z
  .strictObject({
    line_id: link('The line.'),
    line_name: text('Its name.'),
    units: whole('Pieces that came out good of its steps.'),
    energy_kwh: number('Electricity.'),
    total_kgco2e: number('The footprint.'),
    carbon_footprint_kgco2e_per_unit: number('What each piece bears.'),
    unknown_steps: whole('Steps of which time, power or factor is not known; they are left out.'),
  })
  .meta({ id: 'CarbonOfLine' })

const Verified = z
  .strictObject({
    production_order_id: link('The order.'),
    verified: z.boolean().meta({ description: 'Not a byte has changed since it was signed.' }),
    checks: z
      .strictObject({
        signature: z.boolean().meta({ description: 'It was signed by the key it names.' }),
        key_is_ours: z.boolean().meta({ description: 'The key is the company’s.' }),
        seal_stands: z.boolean().meta({ description: 'The seal of the event log it was made under is as it was.' }),
        order_unchanged: z.boolean().meta({ description: 'The order is today what the certificate says.' }),
      })
      .meta({ description: 'What was looked at.' }),
    changed: z.array(z.string()).meta({ description: 'What is no longer as it was certified.' }),
    hash: text('SHA-256 of what the certificate says of the order.'),
    signature: text('Ed25519, base64.'),
    public_key: text('The company’s, as SPKI in PEM.'),
    certificate: text('The very text that was signed.'),
    anchored_at: moment('When it was signed.'),
  })
  .meta({ id: 'VerifiedOrder' })

const production_order_id = a('The order.')

export const sustainability_rows: readonly Row[] = [
  tool('get_carbon_footprint', verbs['reports.carbon_footprint'], {
    ...reads,
    says: 'Works out what an order has cost the climate: machine time × power × the plant’s factor.',
    input: z.object({ production_order_id }),
    takes: { production_order_id: 'job_id' },
    data: Footprint,
    gives: (found) => ({
      production_order_id: found.job_id,
      order_number: found.job_number,
      part_number_name: found.product?.product_number ?? null,
      energy_kwh: found.kwh,
      total_kgco2e: found.kg_co2e,
      good_units: found.good_units,
      carbon_footprint_kgco2e_per_unit: found.kg_co2e_per_unit,
      scrap_kgco2e: found.scrap_kg_co2e,
      scrap_share: found.scrap_share,
      steps: found.steps.map((step) => ({
        step_number: step.sequence,
        name: step.name,
        workstation_id: step.workstation_id,
        hours: step.hours,
        power_kw: step.power_kw,
        emission_factor_kgco2e_per_kwh: step.kg_co2e_per_kwh,
        energy_kwh: step.kwh,
        kgco2e: step.kg_co2e,
      })),
      missing: found.missing.map(({ name, what }) => ({ step: name, what })),
    }),
  }),
  report('compare_carbon_by_line', verbs['reports.carbon_by_line'], {
    chapter,
    says: 'Compares lines by what was completed on them in the last thirty days.',
    input: z.object({ line_ids: z.array(a('A line.')).min(2).max(100).meta({ description: 'The lines to compare.' }) }),
    takes: { line_ids: 'line_ids' },
    adds: { range: 'last_30_days' },
    one: OfLine,
    key: 'line_id',
    gives: ({ lines }) =>
      lines.map((line) => ({
        line_id: line.line_id,
        line_name: line.line_name,
        units: line.units,
        energy_kwh: line.kwh,
        total_kgco2e: line.kg_co2e,
        carbon_footprint_kgco2e_per_unit: line.kg_co2e_per_unit,
        unknown_steps: line.unknown,
      })),
  }),
  tool('export_pathfinder_json', verbs['reports.carbon_footprint'], {
    ...reads,
    says: 'Puts the footprint of an order as a product footprint of the Pathfinder Framework. It is refused while something of it is not known.',
    input: z.object({ production_order_id }),
    takes: { production_order_id: 'job_id' },
    data: Pathfinder,
    gives: pathfinder_of,
  }),
  tool('verify_blockchain_anchor', verbs['order_certificates.verify'], {
    chapter,
    group: 'run',
    says: 'Checks the signed certificate of a completed order, and says what of it has changed since. Where there is none, it is signed.',
    input: z.object({ production_order_id }),
    takes: { production_order_id: 'job_id' },
    data: Verified,
    gives: ({ valid, checks, changed, certificate }) => ({
      production_order_id: certificate.job_id,
      verified: valid,
      checks: {
        signature: checks.signature,
        key_is_ours: checks.key_is_ours,
        seal_stands: checks.seal_stands,
        order_unchanged: checks.job_unchanged,
      },
      changed,
      hash: certificate.hash,
      signature: certificate.signature,
      public_key: certificate.public_key,
      certificate: certificate.signed,
      anchored_at: certificate.created_at,
    }),
  }),
]
