import cluster from 'node:cluster'
import { AggregatorRegistry, type Registry } from 'prom-client'

interface Message {
  readonly type: 'gemba:metrics_wanted' | 'gemba:metrics'
  readonly id: number
  readonly text?: string
}

const is_message = (message: unknown): message is Message =>
  message !== null && typeof message === 'object' && 'type' in message && String(message.type).startsWith('gemba:metrics')

const longest_ms = 6000
const waiting = new Map<number, (text: string | undefined) => void>()
let questions = 0

/** With several HTTP processes, whichever is asked answers for all: it asks the parent, and the parent asks each. Nothing, where one is silent. */
export function join_the_others(registries: Registry[]): () => Promise<string | undefined> {
  AggregatorRegistry.setRegistries(registries)
  // Answers the parent's questions from now on.
  new AggregatorRegistry()
  process.on('message', (message: unknown) => {
    if (is_message(message)) waiting.get(message.id)?.(message.text)
  })
  return ask_parent
}

async function ask_parent(): Promise<string | undefined> {
  const id = ++questions
  const { promise, resolve } = Promise.withResolvers<string | undefined>()
  waiting.set(id, resolve)
  const late = setTimeout(() => resolve(undefined), longest_ms)
  process.send?.({ type: 'gemba:metrics_wanted', id } satisfies Message)
  const text = await promise
  clearTimeout(late)
  waiting.delete(id)
  return text
}

/** The parent's side. */
export function answer_for_all(): void {
  const all = new AggregatorRegistry()
  cluster.on('message', (worker, message: unknown) => {
    if (!is_message(message)) return
    const answer = (text?: string): void => {
      if (worker.isConnected())
        worker.send({ type: 'gemba:metrics', id: message.id, ...(text === undefined ? {} : { text }) } satisfies Message)
    }
    all.clusterMetrics().then(answer, () => answer())
  })
}
