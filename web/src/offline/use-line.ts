import { useQueryClient } from '@tanstack/react-query'
import { use, useSyncExternalStore } from 'react'
import type { Line, Waiting } from './line.ts'
import { line_of_device } from './sending.ts'

/** What waits on this device to be sent, and the means to add to it. Put `Suspense` around. */
export function useLine(): { readonly line: Line; readonly waiting: Waiting } {
  const waiting = use(line_of_device(useQueryClient()))
  return { line: useSyncExternalStore(waiting.subscribe, waiting.shown), waiting }
}
