import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { verbs } from '../../domain/verbs.gen.ts'
import type { Engine } from '../../engine/run.ts'
import type { AnyVerb } from '../../kernel/verb.ts'
import { inline } from '../files/disposition.ts'
import { caller_of, count_request } from '../http/caller.ts'
import type { RateLimit } from '../http/rate-limit.ts'
import { read_query } from '../rest/query.ts'
import { route_of } from '../rest/route.ts'
import type { Labels } from './labels.ts'
import type { Traveller } from './traveller-rows.ts'
import { words } from './words.ts'

interface Paper {
  readonly name: string
  readonly media_type: string
  readonly content: Uint8Array | string
}

const pdf = 'application/pdf'

/** What stands on paper is the verbs' matter; here it is drawn. The drawing is loaded when first asked for. */
export function serve_paper(server: FastifyInstance, engine: Engine, limit: RateLimit): void {
  const serve = <V extends AnyVerb>(
    verb: V,
    draw: (output: Awaited<ReturnType<typeof engine.run<V>>>['output']) => Promise<Paper>,
  ): void => {
    const { method, path } = route_of(verb)
    server.route({
      method,
      url: path.replace('{id}', ':id'),
      config: { interface: 'rest', verb: verb.name },
      handler: async (request: FastifyRequest, reply: FastifyReply) => {
        const caller = caller_of(request)
        await count_request(engine, limit, caller, reply)
        // Fastify hands over what its router and query parser made: text by name.
        const query = read_query(verb.input, request.query as Record<string, string>)
        const { output } = await engine.run(verb, caller, { ...query, ...(request.params as Record<string, string>) })
        const { name, media_type, content } = await draw(output)
        reply.headers({
          'content-type': media_type,
          'content-disposition': inline(name),
          'cache-control': 'private, no-store',
          'x-content-type-options': 'nosniff',
        })
        return reply.send(typeof content === 'string' ? content : Buffer.from(content.buffer, content.byteOffset, content.byteLength))
      },
    })
  }
  serve(verbs['parts.traveller'], traveller_of)
  serve(verbs['unit_labels.print'], (labels) => labels_of(labels, new Date(engine.now())))
}

async function traveller_of(given: Traveller): Promise<Paper> {
  const { traveller_pdf } = await import('./traveller.ts')
  const name = `${words[given.language].traveller} ${given.job.job_number} ${given.part.part_number}.pdf`
  return { name, media_type: pdf, content: await traveller_pdf(given) }
}

async function labels_of(given: Labels, printed_at: Date): Promise<Paper> {
  const name = `labels ${given.labels[0]?.serial_number ?? ''}`.trim()
  if (given.format === 'zpl') {
    const { labels_zpl } = await import('./zpl.ts')
    return { name: `${name}.zpl`, media_type: 'application/zpl; charset=utf-8', content: labels_zpl(given) }
  }
  const { labels_pdf } = await import('./labels.ts')
  return { name: `${name}.pdf`, media_type: pdf, content: await labels_pdf(given, printed_at) }
}
