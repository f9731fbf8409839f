/** A small job shop that nobody owns: what stands on its floor, who works there, and what it makes. */
export const shop_name = 'Harbour Works (demo)'

export interface DemoWorkstation {
  readonly name: string
  readonly type: 'machine' | 'assembly' | 'control' | 'logistics'
  readonly color: string
  readonly machines: readonly string[]
}
export interface DemoLine {
  readonly name: string
  readonly workstations: readonly DemoWorkstation[]
}

const machine = (name: string, color: string, ...machines: string[]): DemoWorkstation => ({ name, type: 'machine', color, machines })
const by_hand = (name: string, type: DemoWorkstation['type'], color: string): DemoWorkstation => ({ name, type, color, machines: [] })

export const lines: readonly DemoLine[] = [
  {
    name: 'Machining',
    workstations: [
      machine('Sawing', '#6D4C41', 'SAW-1'),
      machine('Turning', '#1E88E5', 'LATHE-1', 'LATHE-2', 'LATHE-3'),
      machine('Milling', '#00897B', 'MILL-1', 'MILL-2', 'MILL-3'),
      machine('Five-axis milling', '#3949AB', 'MILL-5X'),
      machine('Grinding', '#8E24AA', 'GRIND-1', 'GRIND-2'),
    ],
  },
  {
    name: 'Sheet and welding',
    workstations: [
      machine('Laser cutting', '#E53935', 'LASER-1'),
      machine('Bending', '#FB8C00', 'BEND-1', 'BEND-2'),
      machine('Welding', '#F4511E', 'WELD-1', 'WELD-2'),
      by_hand('Deburring', 'machine', '#757575'),
    ],
  },
  {
    name: 'Assembly and inspection',
    workstations: [
      by_hand('Assembly', 'assembly', '#43A047'),
      by_hand('Inspection', 'control', '#FDD835'),
      by_hand('Packing', 'logistics', '#5E35B1'),
    ],
  },
]

export interface DemoPerson {
  readonly name: string
  readonly role: 'operator' | 'supervisor' | 'planner' | 'viewer'
  readonly employee_number: string
  readonly pin: string
  /** The line where an operator works. */
  readonly line: string | null
}

const people_of = (role: DemoPerson['role'], line: string | null, first: number, names: readonly string[]): DemoPerson[] =>
  names.map((name, at) => ({ name, role, line, employee_number: String(first + at), pin: String(4000 + first + at) }))

/** Nineteen, and the administrator. */
export const people: readonly DemoPerson[] = [
  ...people_of('operator', 'Machining', 101, ['Ana Costa', 'Ben Okafor', 'Chiara Russo', 'Deniz Kaya', 'Emil Novak', 'Farah Haddad']),
  ...people_of('operator', 'Sheet and welding', 201, ['Goran Ilic', 'Hana Sato', 'Ivan Petrov', 'Jana Vos', 'Kofi Mensah']),
  ...people_of('operator', 'Assembly and inspection', 301, ['Lea Fischer', 'Milan Horvat', 'Nina Berg']),
  ...people_of('supervisor', null, 401, ['Oscar Lindqvist', 'Paula Mendes']),
  ...people_of('planner', null, 501, ['Quentin Moreau', 'Rosa Keller']),
  ...people_of('viewer', null, 601, ['Sofia Danese']),
]

export interface DemoStep {
  readonly name: string
  /** Where it is done; null where a supplier does it. */
  readonly workstation: string | null
  readonly setup_min: number
  readonly run_min: number
}
export interface DemoProduct {
  readonly product_number: string
  readonly name: string
  readonly drawing_revision: string
  readonly material: string
  readonly steps: readonly DemoStep[]
}

const step = (workstation: string, setup_min: number, run_min: number): DemoStep => ({ name: workstation, workstation, setup_min, run_min })
export const supplier = 'Northside Anodising'
const anodising: DemoStep = { name: 'Anodising', workstation: null, setup_min: 0, run_min: 0 }

export const products: readonly [DemoProduct, ...DemoProduct[]] = [
  {
    product_number: 'SP-100',
    name: 'Spindle shaft',
    drawing_revision: 'C',
    material: '42CrMo4',
    steps: [step('Sawing', 10, 2), step('Turning', 35, 5), step('Milling', 25, 4), step('Grinding', 30, 4), step('Inspection', 5, 2)],
  },
  {
    product_number: 'VB-220',
    name: 'Valve body',
    drawing_revision: 'F',
    material: '1.4404',
    steps: [
      step('Turning', 40, 6),
      step('Five-axis milling', 45, 8),
      step('Deburring', 0, 2),
      step('Inspection', 5, 2),
      step('Packing', 0, 1),
    ],
  },
  {
    product_number: 'BR-200',
    name: 'Bracket',
    drawing_revision: 'B',
    material: 'S235JR',
    steps: [step('Laser cutting', 10, 1), step('Bending', 20, 2), step('Deburring', 0, 1), step('Packing', 0, 0.5)],
  },
  {
    product_number: 'HS-310',
    name: 'Sensor housing',
    drawing_revision: 'D',
    material: 'AlMgSi1',
    steps: [step('Milling', 30, 6), step('Deburring', 0, 2), anodising, step('Inspection', 5, 2), step('Packing', 0, 1)],
  },
  {
    product_number: 'FR-400',
    name: 'Machine frame',
    drawing_revision: 'A',
    material: 'S355J2',
    steps: [step('Sawing', 15, 5), step('Welding', 30, 14), step('Milling', 40, 10), step('Assembly', 10, 9), step('Inspection', 10, 4)],
  },
  {
    product_number: 'GW-150',
    name: 'Gear wheel',
    drawing_revision: 'E',
    material: '16MnCr5',
    steps: [step('Sawing', 10, 1), step('Turning', 30, 4), step('Milling', 35, 5), step('Grinding', 30, 3), step('Inspection', 5, 1)],
  },
  {
    product_number: 'CP-120',
    name: 'Cover plate',
    drawing_revision: 'A',
    material: 'DC01',
    steps: [step('Laser cutting', 10, 1), step('Bending', 15, 1.5), step('Packing', 0, 0.5)],
  },
  {
    product_number: 'PU-500',
    name: 'Pump unit',
    drawing_revision: 'G',
    material: 'Assembly',
    steps: [step('Assembly', 20, 12), step('Inspection', 10, 4), step('Packing', 5, 2)],
  },
]

export const customers = [
  'Alder Pumps',
  'Brightwater Marine',
  'Castell Robotics',
  'Dune Railways',
  'Elm & Ash Furniture',
  'Fjord Energy',
] as const

export interface DemoReason {
  readonly kind: 'scrap' | 'rework' | 'downtime'
  readonly code: string
  readonly description: string
  readonly category: 'material' | 'process' | 'equipment' | 'operator' | 'design'
}
export const reasons: readonly DemoReason[] = [
  { kind: 'scrap', code: 'S-01', description: 'Out of tolerance', category: 'process' },
  { kind: 'scrap', code: 'S-02', description: 'Surface damaged', category: 'operator' },
  { kind: 'scrap', code: 'S-03', description: 'Flaw in the material', category: 'material' },
  { kind: 'rework', code: 'R-01', description: 'Burr left', category: 'process' },
  { kind: 'rework', code: 'R-02', description: 'Thread to be cut again', category: 'process' },
  { kind: 'downtime', code: 'D-01', description: 'Spindle fault', category: 'equipment' },
  { kind: 'downtime', code: 'D-02', description: 'Waiting for material', category: 'material' },
]
export const scrap_codes = ['S-01', 'S-02', 'S-03'] as const
