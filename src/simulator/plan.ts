/** The floor that is simulated. It stands beside what a company has of its own, under names of its own. */
export const plant_name = 'Simulated works'
export const line_name = 'Simulated line'
export const customer = 'Simulated customer'

/** A tick is a minute of the simulated shop, however long it takes to run. */
export const tick_s = 60

export const station_names = ['Sawing', 'Milling', 'Welding', 'Inspection'] as const
export type StationName = (typeof station_names)[number]

export const defects = [
  { code: 'SIM-LENGTH', description: 'Cut to the wrong length', severity: 'major' },
  { code: 'SIM-BURR', description: 'Burr left on an edge', severity: 'minor' },
  { code: 'SIM-BORE', description: 'Bore out of tolerance', severity: 'major' },
  { code: 'SIM-CHATTER', description: 'Chatter marks', severity: 'minor' },
  { code: 'SIM-POROSITY', description: 'Porous weld', severity: 'critical' },
  { code: 'SIM-SPATTER', description: 'Weld spatter', severity: 'minor' },
  { code: 'SIM-SIZE', description: 'A dimension out of its limits', severity: 'major' },
  { code: 'SIM-SURFACE', description: 'Surface damaged', severity: 'minor' },
] as const
export type DefectCode = (typeof defects)[number]['code']

export interface StationPlan {
  readonly name: StationName
  readonly type: 'machine' | 'control'
  readonly machine: string
  readonly machine_type: string
  readonly power_kw: number
  /** What a piece should take. */
  readonly cycle_s: number
  readonly is_gate: boolean
  readonly defects: readonly [DefectCode, ...DefectCode[]]
}

/** In the order in which units pass them. */
export const stations: readonly StationPlan[] = [
  {
    ...{ name: 'Sawing', type: 'machine', machine: 'SIM-SAW-1', machine_type: 'Band saw', power_kw: 4 },
    ...{ cycle_s: 11.8, is_gate: false, defects: ['SIM-LENGTH', 'SIM-BURR'] },
  },
  {
    ...{ name: 'Milling', type: 'machine', machine: 'SIM-MILL-1', machine_type: 'Milling centre', power_kw: 15 },
    ...{ cycle_s: 12, is_gate: false, defects: ['SIM-BORE', 'SIM-CHATTER'] },
  },
  {
    ...{ name: 'Welding', type: 'machine', machine: 'SIM-WELD-1', machine_type: 'Welding robot', power_kw: 9 },
    ...{ cycle_s: 12.2, is_gate: true, defects: ['SIM-POROSITY', 'SIM-SPATTER'] },
  },
  {
    ...{ name: 'Inspection', type: 'control', machine: 'SIM-CMM-1', machine_type: 'Measuring machine', power_kw: 2 },
    ...{ cycle_s: 12.4, is_gate: true, defects: ['SIM-SIZE', 'SIM-SURFACE'] },
  },
]

export interface ProductPlan {
  readonly product_number: string
  readonly name: string
  readonly serial_prefix: string
  readonly stations: readonly StationName[]
}

export const products: readonly [ProductPlan, ProductPlan] = [
  { product_number: 'SIM-100', name: 'Simulated bracket', serial_prefix: 'SIM100', stations: station_names },
  { product_number: 'SIM-200', name: 'Simulated frame', serial_prefix: 'SIM200', stations: ['Sawing', 'Welding', 'Inspection'] },
]
