-- The tenant is set for each transaction; unset it raises, so that nothing is ever read without one.
create function current_tenant() returns uuid language sql stable parallel safe
  as $$ select current_setting('gemba.tenant')::uuid $$;

-- Names compare without regard to case and blanks.
create function name_key(name text) returns text language sql immutable strict parallel safe
  as $$ select lower(regexp_replace(btrim(name), '\s+', ' ', 'g')) $$;

-- Every table below is protected by this one procedure: rows of other tenants do not exist for the program's role.
create procedure protect(name text) language plpgsql as $$
begin
  execute format('alter table %I enable row level security', name);
  execute format('create policy tenant on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())', name);
  execute format('grant select, insert, update, delete on %I to gemba_app', name);
end $$;

create table tenants (
  id uuid primary key,
  number bigint generated always as identity unique,
  name text not null,
  slug text not null unique,
  sandbox_of uuid unique references tenants,
  time_zone text not null default 'UTC',
  limits jsonb not null default '{}',
  sequence_policy text not null default 'free' check (sequence_policy in ('free', 'warn', 'enforce', 'per_step')),
  overlap_policy text not null default 'allow' check (overlap_policy in ('allow', 'warn', 'refuse')),
  shift_ends text[] not null default '{}',
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  revision integer not null default 1
);
alter table tenants enable row level security;
create policy tenant on tenants using (id = current_tenant()) with check (id = current_tenant());
grant select, insert, update on tenants to gemba_app;

create table people (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  number bigint generated always as identity unique,
  name text not null,
  name_key text not null generated always as (name_key(name)) stored,
  role text not null check (role in ('viewer', 'operator', 'supervisor', 'planner', 'admin', 'system_admin')),
  email text,
  email_key text generated always as (lower(email)) stored,
  employee_number text,
  is_active boolean not null default true,
  has_password boolean not null default false,
  has_pin boolean not null default false,
  origin text not null default 'api',
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  revision integer not null default 1,
  primary key (tenant_id, id),
  check (email is not null or employee_number is not null)
);
create unique index people_email on people (tenant_id, email_key) where deleted_at is null;
create unique index people_employee_number on people (tenant_id, employee_number) where deleted_at is null;
-- An e-mail that can sign in is unique on the server, since signing in names no tenant.
create unique index people_sign_in_email on people (email_key) where has_password and deleted_at is null;
call protect('people');

create table credentials (
  tenant_id uuid not null default current_tenant(),
  id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('password', 'pin', 'badge')),
  secret_hash text not null,
  created_at timestamptz(3) not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references people
);
create index credentials_person on credentials (tenant_id, person_id);
call protect('credentials');

create table sessions (
  tenant_id uuid not null default current_tenant(),
  id uuid not null,
  person_id uuid not null,
  token_hash text not null unique,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  ended_at timestamptz(3),
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references people
);
create index sessions_person on sessions (tenant_id, person_id);
call protect('sessions');

-- A failed sign-in belongs to no company, for the account may be nobody's. What was typed is hashed: people type passwords into the wrong field.
create table sign_in_failures (
  id uuid primary key,
  account_hash text not null,
  address text not null,
  failed_at timestamptz(3) not null
);
create index sign_in_failures_account on sign_in_failures (account_hash, failed_at);
create index sign_in_failures_address on sign_in_failures (address, failed_at);
alter table sign_in_failures enable row level security;
create policy everyone on sign_in_failures using (true) with check (true);
grant select, insert, delete on sign_in_failures to gemba_app;

create table api_keys (
  tenant_id uuid not null default current_tenant(),
  id uuid not null,
  name text not null,
  prefix text not null,
  key_hash text not null unique,
  access text not null default 'read-write' check (access in ('read-only', 'read-write')),
  scopes text[] not null default '{*}',
  role text not null,
  person_id uuid not null,
  acts_in uuid not null references tenants,
  acts_as uuid not null,
  rate_limit_per_minute integer,
  is_active boolean not null default true,
  expires_at timestamptz(3),
  last_used_at timestamptz(3),
  created_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references people
);
call protect('api_keys');

create table idempotency (
  tenant_id uuid not null default current_tenant(),
  actor_id uuid not null,
  key text not null,
  verb text not null,
  fingerprint text not null,
  output json not null,
  expires_at timestamptz(3) not null,
  primary key (tenant_id, actor_id, key)
);
create index idempotency_expiry on idempotency (expires_at);
call protect('idempotency');

-- The log of facts, and the outbox. Readers take rows whose transaction is older than every running one, so none is skipped.
create table events (
  tenant_id uuid not null default current_tenant(),
  xid xid8 not null default pg_current_xact_id(),
  seq bigint generated always as identity,
  id uuid not null,
  name text not null,
  subject_id uuid not null,
  subject_ids uuid[] not null,
  facts jsonb not null,
  actor jsonb not null,
  verb text not null,
  request_id text not null,
  origin text not null,
  occurred_at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  primary key (tenant_id, xid, seq)
);
create index events_subjects on events using gin (subject_ids);
call protect('events');
revoke update, delete on events from gemba_app;

create table server_facts (name text primary key, value text not null);
grant select on server_facts to gemba_app;
insert into server_facts values ('events_epoch', to_char(clock_timestamp(), 'YYYYMMDDHH24MISS'));

-- Totals for lists, in one slot per connection so that writers do not wait for each other.
create table list_counts (
  tenant_id uuid not null default current_tenant(),
  list text not null,
  status text not null,
  slot integer not null,
  n bigint not null,
  primary key (tenant_id, list, status, slot)
) with (fillfactor = 50);
call protect('list_counts');

-- From here on: the few functions that may look across tenants. A test names and counts them.
create function actor_of_key(hash text) returns jsonb stable security definer set search_path = public language sql as $$
  select jsonb_build_object('kind', 'key', 'id', k.id, 'tenant_id', k.acts_in, 'person_id', k.acts_as, 'key_id', k.id,
    'role', p.role, 'key_role', k.role, 'access', k.access, 'scopes', k.scopes, 'home_tenant_id', k.tenant_id,
    'rate_limit_per_minute', k.rate_limit_per_minute, 'live', k.is_active and p.is_active,
    'expires_at', extract(epoch from k.expires_at) * 1000,
    'policies', jsonb_build_object('time_zone', t.time_zone, 'sequence_policy', t.sequence_policy, 'overlap_policy', t.overlap_policy, 'limits', t.limits))
  from api_keys k join people p on p.tenant_id = k.tenant_id and p.id = k.person_id join tenants t on t.id = k.acts_in
  where k.key_hash = hash and k.deleted_at is null and p.deleted_at is null
$$;

create function actor_of_session(hash text) returns jsonb stable security definer set search_path = public language sql as $$
  select jsonb_build_object('kind', 'person', 'id', p.id, 'tenant_id', p.tenant_id, 'person_id', p.id, 'key_id', null,
    'role', p.role, 'key_role', p.role, 'access', 'read-write', 'scopes', array['*'], 'home_tenant_id', p.tenant_id,
    'rate_limit_per_minute', null, 'live', p.is_active and s.ended_at is null, 'session_id', s.id,
    'expires_at', extract(epoch from s.expires_at) * 1000,
    'policies', jsonb_build_object('time_zone', t.time_zone, 'sequence_policy', t.sequence_policy, 'overlap_policy', t.overlap_policy, 'limits', t.limits))
  from sessions s join people p on p.tenant_id = s.tenant_id and p.id = s.person_id join tenants t on t.id = p.tenant_id
  where s.token_hash = hash and p.deleted_at is null
$$;

-- What the engine asks at the start of every transaction, in one statement: who is this token now, is it this repeat's turn, what did
-- the first one answer. It runs as whoever calls it; each statement within has its own snapshot, so the look-up sees what the lock waited for.
create function open_transaction(tenant uuid, token_hash text, is_session boolean, actor uuid, repeat_key text, at timestamptz)
  returns table (caller jsonb, mine boolean, verb text, fingerprint text, output json) language plpgsql as $$
begin
  perform set_config('gemba.tenant', tenant::text, true);
  if token_hash is not null then
    caller := case when is_session then actor_of_session(token_hash) else actor_of_key(token_hash) end;
  end if;
  if repeat_key is not null then
    mine := pg_try_advisory_xact_lock(hashtextextended(tenant || ' ' || actor || ' ' || repeat_key, 0));
    select i.verb, i.fingerprint, i.output into verb, fingerprint, output
    from idempotency i where i.actor_id = actor and i.key = repeat_key and i.expires_at > at;
  end if;
  return next;
end $$;

create function person_signing_in(email text) returns table (tenant_id uuid, person_id uuid) stable security definer set search_path = public language sql as $$
  select p.tenant_id, p.id from people p where p.email_key = lower(person_signing_in.email) and p.has_password and p.is_active and p.deleted_at is null
$$;

create function tenant_of_slug(slug text) returns uuid stable security definer set search_path = public language sql as $$
  select t.id from tenants t where t.slug = tenant_of_slug.slug
$$;

create function all_tenants() returns setof tenants stable security definer set search_path = public language sql as $$
  select * from tenants order by id
$$;

-- Containment is not leakproof, so row security would keep it out of the index: the tenant stands inside.
create function events_about(subject uuid, after_xid xid8, after_seq bigint, below xid8, most integer) returns setof events
  stable security definer set search_path = public language sql as $$
  select e.* from events e
  where e.tenant_id = current_tenant() and e.subject_ids @> array[subject] and (e.xid, e.seq) > (after_xid, after_seq) and e.xid < below
  order by e.xid, e.seq limit most
$$;
