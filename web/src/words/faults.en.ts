/** What is wrong with a field (`fault.<rule>`), and why the server says no (`refused.<reason>`), where it speaks a language it does not know. */
export const faults_en = {
  'fault.required': 'This is needed.',
  'fault.type': 'This cannot be read.',
  'fault.choice': 'This is not one of the choices.',
  'fault.min_value': 'This is too small or too early.',
  'fault.max_value': 'This is too large.',
  'fault.min_length': 'This is too short.',
  'fault.max_length': 'This is too long.',
  'fault.date_format': 'This is not a date.',
  'fault.uuid_format': 'This is no id.',
  'fault.format': 'This is not in the right form.',
  'fault.unknown_reference': 'This is not there any more.',
  'fault.duplicate': 'This stands here twice.',
  'fault.circular': 'This would go round in a circle.',
  'fault.unknown_field': 'This does not belong here.',
} as const
