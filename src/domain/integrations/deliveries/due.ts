import type { Context } from '../../../kernel/context.ts'

/** Companies whose log holds something new for their webhooks; not ready while a transaction before it is still running. */
export const tenants_to_tell = (context: Context): Promise<{ tenant_id: string; is_ready: boolean }[]> =>
  context.read<{ tenant_id: string; is_ready: boolean }>`select tenant_id, is_ready from tenants_to_tell()`

export interface Due {
  readonly tenant_id: string
  readonly webhook_id: string
  readonly is_failing: boolean
}

/** Webhooks with something to send now. */
export const webhooks_due = (context: Context): Promise<Due[]> =>
  context.read<Due>`select tenant_id, webhook_id, is_failing from webhooks_due(${context.now})`
