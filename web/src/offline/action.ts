import type { Problem, VerbName } from '../api/client.ts'

/** What is pressed at a terminal and may wait for the network. */
export const pressable = [
  'operations.start',
  'operations.pause',
  'operations.resume',
  'operations.complete',
  'time_entries.start',
  'time_entries.stop',
  'time_entries.update',
  'quantity_reports.create',
  'quantity_reports.reverse',
  'substeps.complete',
  'substeps.reopen',
  'issues.create',
  'files.create',
] as const satisfies readonly VerbName[]
export type Pressable = (typeof pressable)[number]

/** The id of a clock that nobody knows yet: the answer to an earlier action will name it. */
export interface Borrowed {
  readonly of_key: string
}

export interface Figures {
  readonly good: number
  readonly scrap: number
  readonly rework: number
}

export interface Pressed {
  /** Its idempotency key: however often it is sent, it happens once. */
  readonly key: string
  readonly verb: Pressable
  readonly input: Readonly<Record<string, unknown>>
  /** Stands in for `input.id` until the other has been answered. */
  readonly borrowed: Borrowed | null
  /** A photo, where a file is sent. */
  readonly file: Blob | null
  /** Whoever pressed it; it is sent in nobody else's name. */
  readonly by: string
  readonly operation_id: string
  /** What it was pressed at, as people call it. */
  readonly place: string
  readonly pressed_at: string
  /** Pieces that it adds to the operation, or takes away. */
  readonly adds: Figures | null
}

/** One thing in line. It stands in the store until the server has answered, or somebody has thrown it away. */
export interface Action extends Pressed {
  /** Its place in line. */
  readonly order: number
  /** When it was first on its way: from then on it may have happened. */
  readonly tried_at: string | null
  readonly refusal: Problem | null
}
