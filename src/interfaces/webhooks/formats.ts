import type { Format } from '../../domain/integrations/webhooks/format.ts'
import { eryxon_format } from '../dialects/eryxon/events.ts'
import { meskit_format } from '../dialects/meskit/events.ts'
import type { WebhookFormat } from './format.ts'
import { standard_format } from './standard.ts'

export const webhook_formats: Readonly<Record<Format, WebhookFormat>> = {
  gemba: standard_format,
  eryxon: eryxon_format,
  meskit: meskit_format,
}
