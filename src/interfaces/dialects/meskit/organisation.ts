import { z } from 'zod'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Actor } from '../../../kernel/context.ts'
import type { Output } from '../../../kernel/verb.ts'
import type { Row } from '../dialect.ts'
import { a, created_at, Deleted, deleted, id, LongText, link, maybe, moment, Name, Nothing, text, whole } from './members.ts'
import { listing, played, tool } from './tool.ts'
import { member_role, member_words } from './words.ts'

const chapter = 'Organisation'
const configure = { chapter, group: 'configure' } as const

const metadata = z.strictObject({}).meta({ description: 'Nothing yet.' })
const organization = {
  id,
  name: text('What it is called.'),
  slug: text('Its short name; unique on the server.'),
  tier: z.literal('enterprise').meta({ description: 'Everything is there for everybody.' }),
  metadata,
  created_at,
}
const Organization = z.strictObject(organization).meta({ id: 'Organization' })
const organization_out = (tenant: Output<(typeof verbs)['tenants.get']>): z.input<typeof Organization> => ({
  id: tenant.id,
  name: tenant.name,
  slug: tenant.slug,
  tier: 'enterprise',
  metadata: {},
  created_at: tenant.created_at,
})

type Person = Output<(typeof verbs)['people.get']>
const Role = z.enum(['owner', ...member_words]).meta({ description: 'What they may do.' })
const role_of = (person: Person): z.output<typeof Role> => (person.is_owner ? 'owner' : member_role.theirs(person.role))

const Member = z
  .strictObject({
    user_id: link('The person.'),
    email: maybe('Their e-mail address; those who work at a tablet may have none.'),
    role: Role,
    joined_at: moment('When they were taken in.'),
  })
  .meta({ id: 'Member' })
const Membership = z
  .strictObject({
    id,
    org_id: link('The company.'),
    user_id: link('The person.'),
    role: Role,
    joined_at: moment('When they were taken in.'),
    email: maybe('Their e-mail address.'),
  })
  .meta({ id: 'Membership' })
const membership_out = (person: Person, { tenant_id }: Actor): z.input<typeof Membership> => ({
  id: person.id,
  org_id: tenant_id,
  user_id: person.id,
  role: role_of(person),
  joined_at: person.created_at,
  email: person.email,
})
const RoleGiven = z.enum(member_words).meta({ description: 'What they may do.' })
const role = { to: 'role', as: member_role.ours } as const

const Plant = z
  .strictObject({
    id,
    org_id: link('The company.'),
    name: text('Unique.'),
    location: maybe('Where it is.'),
    timezone: text('The zone of its clocks.'),
    metadata,
    created_at,
  })
  .meta({ id: 'Plant' })
const plant_out = (plant: Output<(typeof verbs)['plants.get']>, { tenant_id }: Actor): z.input<typeof Plant> => ({
  id: plant.id,
  org_id: tenant_id,
  name: plant.name,
  location: plant.location,
  timezone: plant.time_zone,
  metadata: {},
  created_at: plant.created_at,
})
const plant_fields = {
  name: Name.meta({ description: 'Unique.', examples: ['Works 2'] }),
  location: LongText.meta({ description: 'Where it is, in your words.' }),
  timezone: z.string().meta({ description: 'An IANA time zone; the company’s unless told.', examples: ['Europe/Berlin'] }),
}
const plant_takes = { name: 'name', location: 'location', timezone: 'time_zone' } as const

export const organisation_rows: readonly Row[] = [
  played('get_organization', verbs['sessions.current'], {
    chapter,
    group: 'read',
    says: 'Shows the company.',
    input: Nothing,
    takes: {},
    data: z.strictObject({ ...organization, member_count: whole('How many people belong to it.') }).meta({ id: 'OrganizationWithCount' }),
    play: async (player, run) => {
      const [{ tenant }, { total = 0 }] = [await run(), await player.run(verbs['people.list'], { limit: 1, with_total: true }, 'members')]
      return { ...organization_out(tenant), member_count: total }
    },
  }),
  played('update_organization', verbs['tenants.update'], {
    ...configure,
    says: 'Changes the name of the company, or its short name.',
    input: z.object({
      name: Name.optional().meta({ description: 'What it is called.' }),
      slug: z
        .string()
        .min(1)
        .max(63)
        .optional()
        .meta({ description: 'Its short name; unique on the server.', examples: ['acme-tools'] }),
    }),
    takes: { name: 'name', slug: 'slug' },
    needs_a_field: true,
    data: Organization,
    play: async (player, _run, { ours, faults }) =>
      organization_out(await player.run(verbs['tenants.update'], { ...ours, id: player.actor.tenant_id }, 'update', faults)),
  }),
  listing('list_members', verbs['people.list'], {
    chapter,
    says: 'Lists the people of the company, in the order in which they were taken in.',
    input: Nothing,
    takes: {},
    adds: { oldest_first: true },
    one: Member,
    gives: (person) => ({ user_id: person.id, email: person.email, role: role_of(person), joined_at: person.created_at }),
  }),
  played('invite_member', verbs['people.create'], {
    ...configure,
    says: 'Takes a person in by their e-mail address. An admin gives them a password, or a key.',
    input: z.object({
      email: z.email().meta({ description: 'Their e-mail address.', examples: ['jane@example.com'] }),
      role: RoleGiven,
    }),
    takes: { email: 'email', role },
    data: Membership,
    play: async (player, _run, { ours, faults }) =>
      membership_out(await player.run(verbs['people.create'], { name: ours.email, ...ours }, 'invite', faults), player.actor),
  }),
  tool('update_member_role', verbs['people.update'], {
    ...configure,
    says: 'Says what a person may do. Nobody changes their own role, nor the owner’s.',
    input: z.object({ user_id: a('The person.'), role: RoleGiven }),
    takes: { user_id: 'id', role },
    data: Membership,
    gives: (person, _given, asker) => membership_out(person, asker),
  }),
  tool('remove_member', verbs['people.delete'], {
    ...configure,
    says: 'Removes a person, but for the owner and oneself. What they did stays on record.',
    input: z.object({ user_id: a('The person.') }),
    takes: { user_id: 'id' },
    data: Deleted,
    gives: deleted,
  }),
  listing('list_plants', verbs['plants.list'], {
    chapter,
    says: 'Lists plants, oldest first.',
    input: Nothing,
    takes: {},
    adds: { oldest_first: true },
    one: Plant,
    gives: plant_out,
  }),
  tool('create_plant', verbs['plants.create'], {
    ...configure,
    says: 'Sets up a plant.',
    input: z.object({ name: plant_fields.name, location: plant_fields.location.optional(), timezone: plant_fields.timezone.optional() }),
    takes: plant_takes,
    data: Plant,
    gives: (plant, _given, asker) => plant_out(plant, asker),
  }),
  tool('update_plant', verbs['plants.update'], {
    ...configure,
    says: 'Changes a plant.',
    input: z.object({
      id: a('The plant.'),
      name: plant_fields.name.optional(),
      location: plant_fields.location.optional(),
      timezone: plant_fields.timezone.optional(),
    }),
    takes: { id: 'id', ...plant_takes },
    data: Plant,
    gives: (plant, _given, asker) => plant_out(plant, asker),
  }),
]
