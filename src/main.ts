import { serve } from './serve.ts'
import { read_settings } from './settings.ts'

const usage = `gemba serve                       start the server (and PostgreSQL, where DATABASE_URL names none)
gemba work                        only do background work, beside servers started with GEMBA_WORK=off
gemba migrate                     bring the database to this version's shape
gemba demo                        a server with a small shop at work
gemba import production-log FILE  take in a shop's log over HTTP
gemba <subject> <verb> [--field value ...]   call one verb over HTTP, e.g. gemba jobs list --status running`

async function main([command = 'help', ...rest]: readonly string[]): Promise<void> {
  switch (command) {
    case 'serve':
      return serve(read_settings(process.env))
    case 'help':
    case '--help':
      console.log(usage)
      return
    default:
      throw new Error(`There is no command ${[command, ...rest].join(' ')}.\n\n${usage}`)
  }
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  if (error instanceof Error && error.cause) console.error(error.cause)
  process.exit(1)
}
