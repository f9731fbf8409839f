export interface Limits {
  readonly in_all: number
  readonly per_tenant: number
  readonly per_webhook: number
  /** Of a webhook whose receiver fails or is slow, and of all such together: the others always find room. */
  readonly per_troubled: number
  readonly of_troubled: number
}

export const usual_limits: Limits = { in_all: 256, per_tenant: 128, per_webhook: 8, per_troubled: 2, of_troubled: 128 }

export interface Place {
  readonly tenant_id: string
  readonly webhook_id: string
  readonly is_troubled: boolean
}

/** How many attempts are under way, and how many more may be made where. */
export class Slots {
  readonly #limits: Limits
  readonly #taken = new Map<string, number>()

  constructor(limits: Limits) {
    this.#limits = limits
  }

  room({ tenant_id, webhook_id, is_troubled }: Place): number {
    const { in_all, per_tenant, per_webhook, per_troubled, of_troubled } = this.#limits
    const left = [
      in_all - this.#count('all'),
      per_tenant - this.#count(tenant_id),
      (is_troubled ? per_troubled : per_webhook) - this.#count(webhook_id),
      ...(is_troubled ? [of_troubled - this.#count('troubled')] : []),
    ]
    return Math.max(0, Math.min(...left))
  }

  /** Answers how to give it back. */
  take({ tenant_id, webhook_id, is_troubled }: Place): () => void {
    const keys = ['all', tenant_id, webhook_id, ...(is_troubled ? ['troubled'] : [])]
    for (const key of keys) this.#taken.set(key, this.#count(key) + 1)
    return () => {
      for (const key of keys) {
        const left = this.#count(key) - 1
        if (left === 0) this.#taken.delete(key)
        else this.#taken.set(key, left)
      }
    }
  }

  #count(key: string): number {
    return this.#taken.get(key) ?? 0
  }
}
