import { z } from 'zod'
import type { verbs } from '../../../domain/verbs.gen.ts'
import { GembaError } from '../../../kernel/errors.ts'
import type { Output } from '../../../kernel/verb.ts'
import { moment, text } from './members.ts'

const list = (says: string) => z.array(z.string()).meta({ description: says })
const is = <Value extends string | number | boolean>(value: Value, says: string) => z.literal(value).meta({ description: says })

/** A product footprint as the Pathfinder Framework's technical specification 2.2 has it. Figures are decimal texts. */
export const Pathfinder = z
  .strictObject({
    id: text('Its id: the order’s.'),
    specVersion: is('2.2.0', 'The version of the technical specification.'),
    version: is(0, 'The version of this footprint.'),
    created: moment('When the order was completed, or begun.'),
    status: is('Active', 'It holds.'),
    companyName: text('Who made it.'),
    companyIds: list('Who made it, as URNs.'),
    productDescription: text('What was made.'),
    productIds: list('What was made, as URNs.'),
    productCategoryCpc: text('Not known.'),
    productNameCompany: text('What was made, by name.'),
    comment: text('What the figures hold.'),
    pcf: z
      .strictObject({
        declaredUnit: is('piece', 'One unit.'),
        unitaryProductAmount: text('One.'),
        pCfExcludingBiogenic: text('kg CO₂ equivalent a unit.'),
        fossilGhgEmissions: text('The same: all of it comes from electricity.'),
        fossilCarbonContent: text('Not known.'),
        biogenicCarbonContent: text('Not known.'),
        characterizationFactors: is('AR6', 'How gases are weighed.'),
        ipccCharacterizationFactorsSources: list('The same.'),
        crossSectoralStandardsUsed: list('By which standards.'),
        boundaryProcessesDescription: text('From where to where.'),
        referencePeriodStart: moment('When it was begun.'),
        referencePeriodEnd: moment('When it was completed.'),
        exemptedEmissionsPercent: z.number().meta({ description: 'What was left out.' }),
        exemptedEmissionsDescription: text('What was left out.'),
        packagingEmissionsIncluded: is(false, 'Packaging is not in it.'),
      })
      .meta({ description: 'The footprint.' }),
  })
  .meta({ id: 'PathfinderFootprint' })

const gate_to_gate =
  'Gate to gate: electricity of the machines at each step, scopes 1 and 2, scrap borne by good units. Materials are not in it.'

/** The form has no room for what is not known. */
export function pathfinder_of(found: Output<(typeof verbs)['reports.carbon_footprint']>): z.input<typeof Pathfinder> {
  const { kg_co2e_per_unit, product, company, started_at, missing } = found
  if (kg_co2e_per_unit === null || started_at === null) {
    const what = missing.map(({ name, what }) => `${what} of ${name}`).join(', ')
    throw new GembaError(
      'refused',
      'footprint_unknown',
      `The footprint of order ${found.job_number} is not known: ${what || 'nothing is made yet'}.`,
    )
  }
  const until = found.completed_at ?? started_at
  const per_unit = kg_co2e_per_unit.toFixed(6)
  const name = product?.name ?? found.job_number
  return {
    id: found.job_id,
    specVersion: '2.2.0',
    version: 0,
    created: until,
    status: 'Active',
    companyName: company.name,
    companyIds: [`urn:uuid:${company.id}`],
    productDescription: product?.description ?? name,
    productIds: [`urn:uuid:${product?.id ?? found.job_id}`],
    productCategoryCpc: '',
    productNameCompany: product?.product_number ?? name,
    comment: gate_to_gate,
    pcf: {
      declaredUnit: 'piece',
      unitaryProductAmount: '1',
      pCfExcludingBiogenic: per_unit,
      fossilGhgEmissions: per_unit,
      fossilCarbonContent: '0',
      biogenicCarbonContent: '0',
      characterizationFactors: 'AR6',
      ipccCharacterizationFactorsSources: ['AR6'],
      crossSectoralStandardsUsed: ['ISO Standard 14067'],
      boundaryProcessesDescription: gate_to_gate,
      referencePeriodStart: started_at,
      referencePeriodEnd: until,
      exemptedEmissionsPercent: 0,
      exemptedEmissionsDescription: 'Materials, transport, packaging.',
      packagingEmissionsIncluded: false,
    },
  }
}
