// Written by `npm run gen` from src/domain. Do not edit.

export const tasks = [
] as const
