// Written by `npm run gen` from src/domain. Do not edit.
import { create as jobsCreate } from './jobs/create.ts'
import { get as jobsGet } from './jobs/get.ts'
import { list as jobsList } from './jobs/list.ts'

export const verbs = {
  'jobs.create': jobsCreate,
  'jobs.get': jobsGet,
  'jobs.list': jobsList,
} as const
