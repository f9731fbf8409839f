// Written by `npm run gen` from src/domain. Do not edit.
import { clear_out as peopleClearOut } from './people/clear-out.ts'

export const tasks = [
  peopleClearOut,
] as const
