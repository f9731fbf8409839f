import type { faults_en } from './faults.en.ts'

export const faults_nl: Readonly<Record<keyof typeof faults_en, string>> = {
  'fault.required': 'Dit is nodig.',
  'fault.type': 'Dit is niet te lezen.',
  'fault.choice': 'Dit is geen van de keuzes.',
  'fault.min_value': 'Dit is te klein of te vroeg.',
  'fault.max_value': 'Dit is te groot.',
  'fault.min_length': 'Dit is te kort.',
  'fault.max_length': 'Dit is te lang.',
  'fault.date_format': 'Dit is geen datum.',
  'fault.uuid_format': 'Dit is geen id.',
  'fault.format': 'Dit heeft niet de juiste vorm.',
  'fault.unknown_reference': 'Dit bestaat niet meer.',
  'fault.duplicate': 'Dit staat hier twee keer.',
  'fault.circular': 'Dit zou in een kring lopen.',
  'fault.unknown_field': 'Dit hoort hier niet.',
}
