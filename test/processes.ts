import { execFileSync } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'

/** PostgreSQL's processes of a data folder: some name it in their command line, the others have it as working directory. */
export function processes_of(folder: string): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,stat=,args='], { encoding: 'utf8' }).split('\n')
  const postgres = lines.filter((line) => /postgres|initdb|gemba/.test(line) && !/^\s*\d+\s+Z/.test(line))
  return postgres.filter((line) => line.includes(folder) || works_in(folder, pid_of(line))).map(pid_of)
}

const pid_of = (line: string): number => Number.parseInt(line, 10)

function works_in(folder: string, pid: number): boolean {
  if (!existsSync('/proc/self/cwd')) return false
  try {
    return realpathSync(`/proc/${pid}/cwd`).startsWith(folder)
  } catch {
    return false
  }
}
