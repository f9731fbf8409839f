import type { Action } from './action.ts'
import { type Store, store_in_memory } from './store.ts'

const actions = 'actions'
const known = 'known'

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('gemba', 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore(actions, { keyPath: 'order', autoIncrement: true })
      request.result.createObjectStore(known)
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
    request.onblocked = () => reject(new Error('another version of this page holds the store'))
  })
}

let database: Promise<IDBDatabase> | undefined
/** Does some work on one of the two stores, and is done when it is on the disk: a battery may be flat the next moment. */
async function work<Result>(
  name: typeof actions | typeof known,
  mode: IDBTransactionMode,
  does: (store: IDBObjectStore) => IDBRequest<Result> | undefined,
): Promise<Result | undefined> {
  database ??= opened()
  const transaction = (await database).transaction(name, mode, { durability: 'strict' })
  const request = does(transaction.objectStore(name))
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request?.result)
    transaction.onerror = () => reject(transaction.error)
    transaction.onabort = () => reject(transaction.error)
  })
}

const store_on_device: Store = {
  // What was written is what is read.
  all: async () => ((await work(actions, 'readonly', (store) => store.getAll())) ?? []) as readonly Action[],
  async add(pressed) {
    await work(actions, 'readwrite', (store) => store.add({ ...pressed, tried_at: null, refusal: null }))
  },
  async write(changed, gone) {
    await work(actions, 'readwrite', (store) => {
      for (const action of changed) store.put(action)
      for (const { order } of gone) store.delete(order)
      return undefined
    })
  },
}

/** A browser that lets nothing be kept, as some do in a private window, still works while its page is open. */
export async function store_of_device(): Promise<Store> {
  try {
    await store_on_device.all()
    return store_on_device
  } catch {
    return store_in_memory()
  }
}

/** What the server said last, by name. Where nothing can be kept, nothing is known. */
export const last_known = {
  read: (name: string): Promise<unknown> => work(known, 'readonly', (store) => store.get(name)).catch(() => undefined),
  write: (name: string, what: unknown): Promise<unknown> =>
    work(known, 'readwrite', (store) => store.put(what, name)).catch(() => undefined),
}
