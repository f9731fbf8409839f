import { verbs } from './domain/verbs.gen.ts'
import { run_cli } from './interfaces/cli/cli.ts'
import { read_client, read_settings } from './settings.ts'

const usage = `gemba serve                       start the server (and PostgreSQL, where DATABASE_URL names none)
gemba work                        only do background work, beside servers started with GEMBA_WORK=off
gemba migrate                     bring the database to this version's shape
gemba demo                        a server with a small shop at work
gemba import production-log FILE  take in a shop's log over HTTP
gemba import csv KIND FILE        take in jobs, parts, operations, workstations or resources over HTTP
gemba verify                      compare the event log with its seals, over HTTP
gemba simulate                    put a simulated shop to work on a server, over HTTP
gemba <subject> <verb> [--field value ...]   call one verb over HTTP, e.g. gemba jobs list --status running
`

async function main([command = 'help', ...rest]: readonly string[]): Promise<void> {
  switch (command) {
    case 'serve':
      return (await import('./serve.ts')).serve(read_settings(process.env))
    case 'work':
      return (await import('./work.ts')).work(read_settings(process.env))
    case 'migrate':
      return (await import('./work.ts')).migrate_only(read_settings(process.env))
    case 'demo':
      return (await import('./demo/demo.ts')).demo(process.env)
    case 'import':
      if (rest[0] === 'csv') return (await import('./interfaces/cli/import-csv.ts')).import_csv(rest.slice(1), read_client(process.env))
      return (await import('./interfaces/cli/import-production-log.ts')).import_production_log(rest, read_client(process.env))
    case 'verify':
      return (await import('./interfaces/cli/verify-log.ts')).verify_log(rest, read_client(process.env))
    case 'simulate':
      return (await import('./interfaces/cli/simulate.ts')).simulate(rest, read_client(process.env))
    default: {
      const wants_all = (command === 'help' || command === '--help') && rest.length === 0
      if (wants_all) console.log(usage)
      const answer = await run_cli([command, ...rest], Object.values(verbs), read_client(process.env))
      process.stdout.write(typeof answer === 'string' ? `${answer}\n` : answer)
    }
  }
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  if (error instanceof Error && error.cause) console.error(error.cause)
  process.exit(1)
}
