import type { FastifyReply, FastifyRequest } from 'fastify'

/** A person who has signed in in a browser, and the tablet he stands at: who is signed in counts first. */
export const session_cookie = 'gemba_session'
export const tablet_cookie = 'gemba_tablet'

const value_in = (header: string, name: string): string | null => {
  const found = header.split(';').find((one) => one.trim().startsWith(`${name}=`))
  const value = found?.slice(found.indexOf('=') + 1).trim()
  return value ? value : null
}

/** Changes nothing, wherever it comes from; or our own page asks: no other site may send that header, and none is sent our cookies. */
const may_use = ({ method, headers }: FastifyRequest): boolean =>
  method === 'GET' || method === 'HEAD' || headers['x-requested-by'] === 'gemba'

/** What a browser brings along by itself. Scripts never see it. */
export function token_in_cookies(request: FastifyRequest): string | null {
  const header = request.headers.cookie
  if (header === undefined || !may_use(request)) return null
  return value_in(header, session_cookie) ?? value_in(header, tablet_cookie)
}

interface Kept {
  readonly name: typeof session_cookie | typeof tablet_cookie
  readonly token: string
  readonly max_age_s: number
}

export const keep_cookie = (request: FastifyRequest, reply: FastifyReply, { name, token, max_age_s }: Kept): void => {
  const secure = request.protocol === 'https' ? '; Secure' : ''
  reply.header('set-cookie', `${name}=${token}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${max_age_s}${secure}`)
}

export const drop_cookie = (reply: FastifyReply, name: Kept['name']): void => {
  reply.header('set-cookie', `${name}=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0`)
}
