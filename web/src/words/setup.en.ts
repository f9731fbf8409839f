/** Signing in, the shell, and all of set-up. */
export const setup_en = {
  'sign_in.office': 'For the office',
  'sign_in.show': 'Show',
  'sign_in.hide': 'Hide',
  'sign_in.who': 'Who are you?',
  'sign_in.search': 'Scan your badge, or type a name or number',
  'sign_in.nobody': 'Nobody here has that name or number.',
  'sign_in.no_people': 'Nobody has a PIN yet. Give people one in set-up, under People.',
  'sign_in.pin_of': 'PIN of {name}',
  'sign_in.pin_digits': '{count} digits typed',
  'sign_in.pin_delete': 'Delete a digit',
  'sign_in.pin_enter': 'Go',
  'sign_in.somebody_else': 'Somebody else',
  'sign_in.with_email': 'Sign in by e-mail',
  'sign_in.with_pin': 'Sign in by PIN',
  'sign_in.at': 'at {company}',
} as const
