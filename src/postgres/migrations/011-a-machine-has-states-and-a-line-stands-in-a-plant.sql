-- Who runs the company: the first of its admins, until they hand it over.
alter table people add column is_owner boolean not null default false;
update people set is_owner = true from tenants
  where tenants.id = people.tenant_id and tenants.sandbox_of is null and people.id = (
    select first.id from people first
    where first.tenant_id = people.tenant_id and first.role in ('admin', 'system_admin') and first.is_active and first.deleted_at is null
    order by first.id limit 1);
create unique index people_owner on people (tenant_id) where is_owner;

create table plants (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  number bigint generated always as identity unique,
  name text not null,
  name_key text not null generated always as (name_key(name)) stored,
  location text,
  time_zone text not null default 'UTC',
  -- For the footprint of what is made here.
  kg_co2e_per_kwh numeric check (kg_co2e_per_kwh >= 0),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  revision integer not null default 1,
  primary key (tenant_id, id)
);
create unique index plants_name on plants (tenant_id, name_key) where deleted_at is null;
call protect('plants');
alter table lines add column plant_id uuid;
alter table lines add constraint lines_plant foreign key (tenant_id, plant_id) references plants;
create index lines_plant on lines (tenant_id, plant_id) where plant_id is not null;
alter table workstations add column operator_name text;

-- The states of PackML that a job shop uses.
alter table machines add column state text not null default 'idle'
    check (state in ('stopped', 'idle', 'execute', 'held', 'suspended', 'complete', 'aborted')),
  add column state_since timestamptz(3),
  add column power_kw numeric check (power_kw >= 0);
create table machine_state_changes (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  machine_id uuid not null,
  from_state text not null,
  to_state text not null,
  -- Who may move it where: what a person asks for, or what the machine itself tells.
  source text not null check (source in ('person', 'machine')),
  reason_id uuid,
  notes text,
  actor jsonb not null,
  occurred_at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, machine_id) references machines,
  foreign key (tenant_id, reason_id) references reasons
);
create index machine_state_changes_machine on machine_state_changes (tenant_id, machine_id, occurred_at);
create index machine_state_changes_of on machine_state_changes (tenant_id, machine_id, id);
create index machine_state_changes_when on machine_state_changes (tenant_id, occurred_at);
create index machine_state_changes_reason on machine_state_changes (tenant_id, reason_id) where reason_id is not null;
call protect('machine_state_changes');

create table maintenance_requests (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  number bigint generated always as identity unique,
  machine_id uuid not null,
  kind text not null check (kind in ('corrective', 'preventive')),
  priority text not null check (priority in ('low', 'medium', 'high', 'critical')),
  status text not null check (status in ('open', 'in_progress', 'completed', 'cancelled')),
  description text not null,
  requested_by uuid,
  started_at timestamptz(3),
  finished_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, machine_id) references machines,
  foreign key (tenant_id, requested_by) references people
);
create index maintenance_requests_machine on maintenance_requests (tenant_id, machine_id, id);
call protect('maintenance_requests');

-- What machines and their sensors tell, as it came in.
create table machine_messages (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  machine_id uuid not null,
  topic text not null,
  kind text not null,
  payload jsonb not null,
  occurred_at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, machine_id) references machines
);
create index machine_messages_machine on machine_messages (tenant_id, machine_id, kind, occurred_at);
create index machine_messages_of on machine_messages (tenant_id, machine_id, id);
call protect('machine_messages');
