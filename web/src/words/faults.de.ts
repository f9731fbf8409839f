import type { faults_en } from './faults.en.ts'

export const faults_de: Readonly<Record<keyof typeof faults_en, string>> = {
  'fault.required': 'Das wird gebraucht.',
  'fault.type': 'Das lässt sich nicht lesen.',
  'fault.choice': 'Das steht nicht zur Wahl.',
  'fault.min_value': 'Das ist zu klein oder zu früh.',
  'fault.max_value': 'Das ist zu groß.',
  'fault.min_length': 'Das ist zu kurz.',
  'fault.max_length': 'Das ist zu lang.',
  'fault.date_format': 'Das ist kein Datum.',
  'fault.uuid_format': 'Das ist keine Kennung.',
  'fault.format': 'Das hat nicht die richtige Form.',
  'fault.unknown_reference': 'Das gibt es nicht mehr.',
  'fault.duplicate': 'Das steht hier zweimal.',
  'fault.circular': 'Das würde im Kreis führen.',
  'fault.unknown_field': 'Das gehört nicht hierher.',
}
