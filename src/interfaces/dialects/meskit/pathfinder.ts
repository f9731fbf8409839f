import { z } from 'zod'
import type { verbs } from '../../../domain/verbs.gen.ts'
import { GembaError } from '../../../kernel/errors.ts'
import type { Output } from '../../../kernel/verb.ts'
import { moment, text } from './members.ts'

const list = (says: string) => z.array(z.string()).meta({ description: says })
const is = <Value extends string | number | boolean>(value: Value, says: string) => z.literal(value).meta({ description: says })

/** A product footprint as version 3 of the technical specification has it: the first that counts in pieces. Figures are decimal texts. */
export const Pathfinder = z
  .strictObject({
    id: text('Its id: the order’s.'),
    specVersion: is('3.0.0', 'The version of the technical specification.'),
    created: moment('When the order was completed, or begun.'),
    status: is('Active', 'It holds.'),
    companyName: text('Who made it.'),
    companyIds: list('Who made it, as URNs.'),
    productDescription: text('What was made.'),
    productIds: list('What was made, as URNs.'),
    productNameCompany: text('What was made, by name.'),
    comment: text('What the figures hold.'),
    pcf: z
      .strictObject({
        declaredUnitOfMeasurement: is('piece', 'One unit.'),
        declaredUnitAmount: is('1', 'One.'),
        productMassPerDeclaredUnit: is('0', 'Not known.'),
        referencePeriodStart: moment('When it was begun.'),
        referencePeriodEnd: moment('When it was completed.'),
        pcfExcludingBiogenicUptake: text('kg CO₂ equivalent a unit.'),
        pcfIncludingBiogenicUptake: text('The same: nothing of it is biogenic.'),
        fossilGhgEmissions: text('The same: all of it comes from electricity.'),
        fossilCarbonContent: is('0', 'Not known.'),
        ipccCharacterizationFactors: list('How gases are weighed.'),
        crossSectoralStandards: list('By which standards.'),
        boundaryProcessesDescription: text('From where to where.'),
        exemptedEmissionsPercent: is('0', 'What was left out within that boundary.'),
        packagingEmissionsIncluded: is(false, 'Packaging is not in it.'),
      })
      .meta({ description: 'The footprint.' }),
  })
  .meta({ id: 'PathfinderFootprint' })

const gate_to_gate =
  'Gate to gate: electricity of the machines at each step, scopes 1 and 2, scrap borne by good units. Materials, transport and packaging are not in it.'
const not_known = 'Mass and carbon content of the product are not known, and stand as 0.'

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
    specVersion: '3.0.0',
    created: until,
    status: 'Active',
    companyName: company.name,
    companyIds: [`urn:uuid:${company.id}`],
    productDescription: product?.description ?? name,
    productIds: [`urn:uuid:${product?.id ?? found.job_id}`],
    productNameCompany: product?.product_number ?? name,
    comment: `${gate_to_gate} ${not_known}`,
    pcf: {
      declaredUnitOfMeasurement: 'piece',
      declaredUnitAmount: '1',
      productMassPerDeclaredUnit: '0',
      referencePeriodStart: started_at,
      referencePeriodEnd: until,
      pcfExcludingBiogenicUptake: per_unit,
      pcfIncludingBiogenicUptake: per_unit,
      fossilGhgEmissions: per_unit,
      fossilCarbonContent: '0',
      ipccCharacterizationFactors: ['AR6'],
      crossSectoralStandards: ['ISO14067'],
      boundaryProcessesDescription: gate_to_gate,
      exemptedEmissionsPercent: '0',
      packagingEmissionsIncluded: false,
    },
  }
}
