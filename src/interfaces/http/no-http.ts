import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { GembaError } from '../../kernel/errors.ts'
import { problem_document } from '../rest/problem-document.ts'

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** The last of each connection. */
const exchanges = new WeakMap<Socket, Exchange>()
const ending = new WeakSet<Socket>()

export function follow_exchanges(server: Server): void {
  server.on('request', (request, response) => exchanges.set(request.socket, { request, response }))
}

/**
 * Answers bytes that are no HTTP. Behind a whole request that is being worked on, this answer would be taken for that one's: then its own
 * is waited for, and the connection ends with it.
 */
export function refuse_bytes(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || ending.has(socket)) return
  ending.add(socket)
  const exchange = exchanges.get(socket)
  if (exchange?.request.complete && !exchange.response.writableFinished) {
    exchange.response.once('close', () => socket.destroy())
    return
  }
  if (socket.writable) socket.write(answer_to(error.code))
  socket.destroy()
}

function answer_to(code: string | undefined): string {
  const status = code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : code === 'HPE_HEADER_OVERFLOW' ? 431 : 400
  const unreadable = new GembaError('malformed', 'unreadable', 'This request cannot be read.')
  const body = JSON.stringify({ ...problem_document(unreadable, ''), status })
  const headers = `Content-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close`
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headers}\r\n\r\n${body}`
}
