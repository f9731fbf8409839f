import { z } from 'zod'

export const QualityEventKind = z.enum(['inspection', 'rework', 'scrap']).meta({ id: 'QualityEventKind' })
export const QualityResult = z.enum(['pass', 'fail']).meta({ id: 'QualityResult' })
