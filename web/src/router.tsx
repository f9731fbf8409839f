import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { session_query } from './api/session.ts'
import { jobs_search } from './pages/jobs/search.ts'
import { NothingHere } from './pages/nothing-here.tsx'
import { Shell } from './pages/shell.tsx'

interface Context {
  readonly queries: QueryClient
}

const root = createRootRouteWithContext<Context>()({ notFoundComponent: NothingHere })

/** Everything behind the sign-in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(session_query).catch(() => undefined)
    // With the network away what was known last counts; the server says no where it must.
    if (session === null) throw redirect({ to: '/sign-in', search: { to: location.href } })
  },
})

const sign_in = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { to?: string } => (typeof search.to === 'string' ? { to: search.to } : {}),
  component: lazyRouteComponent(() => import('./pages/sign-in.tsx'), 'SignIn'),
})

const start = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: async ({ context }) => {
    const session = await context.queries.ensureQueryData(session_query).catch(() => null)
    throw redirect({ to: session?.role === 'operator' || session?.kind === 'key' ? '/terminal' : '/jobs' })
  },
})

const terminal = createRoute({
  getParentRoute: () => inside,
  path: '/terminal',
  component: lazyRouteComponent(() => import('./pages/terminal/terminal.tsx'), 'Terminal'),
})
const operation = createRoute({
  getParentRoute: () => inside,
  path: '/terminal/$id',
  component: lazyRouteComponent(() => import('./pages/terminal/operation.tsx'), 'OperationPage'),
})
const jobs = createRoute({
  getParentRoute: () => inside,
  path: '/jobs',
  validateSearch: jobs_search,
  component: lazyRouteComponent(() => import('./pages/jobs/jobs.tsx'), 'Jobs'),
})
const new_job = createRoute({
  getParentRoute: () => inside,
  path: '/jobs/new',
  validateSearch: (search: Record<string, unknown>): { copy?: string } => (typeof search.copy === 'string' ? { copy: search.copy } : {}),
  component: lazyRouteComponent(() => import('./pages/jobs/new-job.tsx'), 'NewJob'),
})
const job = createRoute({
  getParentRoute: () => inside,
  path: '/jobs/$id',
  component: lazyRouteComponent(() => import('./pages/jobs/job.tsx'), 'JobPage'),
})
const setup = createRoute({
  getParentRoute: () => inside,
  path: '/setup',
  component: lazyRouteComponent(() => import('./pages/setup/setup.tsx'), 'Setup'),
})
const setup_of = createRoute({
  getParentRoute: () => inside,
  path: '/setup/$what',
  component: lazyRouteComponent(() => import('./pages/setup/setup.tsx'), 'Setup'),
})

const routes = root.addChildren([sign_in, inside.addChildren([start, terminal, operation, jobs, new_job, job, setup, setup_of])])

export const make_router = (queries: QueryClient) =>
  createRouter({ routeTree: routes, context: { queries }, defaultPreload: 'intent', scrollRestoration: true })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof make_router>
  }
}
