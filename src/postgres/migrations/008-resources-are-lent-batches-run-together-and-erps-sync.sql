-- What is lent to operations: tools, fixtures, moulds, material, equipment.
create table resources (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  name text not null,
  name_key text not null generated always as (name_key(name)) stored,
  type text not null check (type in ('tooling', 'fixture', 'mold', 'material', 'equipment')),
  status text not null check (status in ('available', 'in_use', 'maintenance')),
  identifier text,
  description text,
  location text,
  is_active boolean not null default true,
  metadata jsonb,
  origin text not null default 'api',
  external_source text,
  external_id text,
  sync_hash text,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  revision integer not null default 1,
  primary key (tenant_id, id)
);
create unique index resources_name on resources (tenant_id, name_key) where deleted_at is null;
create unique index resources_external on resources (tenant_id, external_source, external_id) where deleted_at is null;
create index resources_live on resources (tenant_id, id) where deleted_at is null;
call protect('resources');

-- One loan of a resource to an operation, from assigning to releasing it.
create table operation_resources (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  resource_id uuid not null,
  operation_id uuid not null,
  quantity numeric not null check (quantity > 0),
  notes text,
  assigned_at timestamptz(3) not null,
  assigned_by uuid,
  released_at timestamptz(3),
  primary key (tenant_id, id),
  foreign key (tenant_id, resource_id) references resources,
  foreign key (tenant_id, operation_id) references operations,
  foreign key (tenant_id, assigned_by) references people
);
create unique index operation_resources_lent on operation_resources (tenant_id, resource_id, operation_id) where released_at is null;
create index operation_resources_operation on operation_resources (tenant_id, operation_id);
call protect('operation_resources');

-- Whose work a job or a part is.
create table assignments (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  job_id uuid not null,
  part_id uuid,
  person_id uuid not null,
  status text not null check (status in ('assigned', 'accepted', 'in_progress', 'completed')),
  notes text,
  assigned_by uuid,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, job_id) references jobs,
  foreign key (tenant_id, part_id) references parts,
  foreign key (tenant_id, person_id) references people,
  foreign key (tenant_id, assigned_by) references people
);
create unique index assignments_open on assignments (tenant_id, job_id, part_id, person_id) nulls not distinct
  where deleted_at is null and status <> 'completed';
create index assignments_person on assignments (tenant_id, person_id, id) where deleted_at is null;
create index assignments_part on assignments (tenant_id, part_id) where part_id is not null;
create index assignments_live on assignments (tenant_id, id) where deleted_at is null;
call protect('assignments');

-- Operations of several jobs run together: one nest, one furnace load.
create table batches (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  batch_number text not null,
  type text not null check (type in ('laser_nesting', 'tube_batch', 'saw_batch', 'finishing_batch', 'general')),
  production_mode text not null check (production_mode in ('manual', 'automated')),
  status text not null check (status in ('draft', 'ready', 'running', 'completed', 'cancelled', 'blocked')),
  workstation_id uuid not null,
  parent_id uuid,
  material text,
  thickness_mm numeric check (thickness_mm > 0),
  notes text,
  nesting jsonb,
  nesting_image_url text,
  layout_image_url text,
  started_at timestamptz(3),
  started_by uuid,
  machine_id uuid,
  ended_at timestamptz(3),
  ended_by uuid,
  elapsed_s bigint,
  distribution text check (distribution in ('weighted', 'equal', 'none')),
  external_source text,
  external_id text,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  revision integer not null default 1,
  primary key (tenant_id, id),
  check (production_mode = 'manual' or type = 'laser_nesting'),
  foreign key (tenant_id, workstation_id) references workstations,
  foreign key (tenant_id, parent_id) references batches,
  foreign key (tenant_id, started_by) references people,
  foreign key (tenant_id, machine_id) references machines,
  foreign key (tenant_id, ended_by) references people
);
create unique index batches_number on batches (tenant_id, batch_number) where deleted_at is null;
create unique index batches_external on batches (tenant_id, external_source, external_id) where deleted_at is null;
create index batches_workstation on batches (tenant_id, workstation_id, status, id) where deleted_at is null;
create index batches_parent on batches (tenant_id, parent_id) where parent_id is not null;
create index batches_live on batches (tenant_id, id) where deleted_at is null;
call protect('batches');

create table batch_operations (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  batch_id uuid not null,
  operation_id uuid not null,
  job_id uuid not null,
  sequence integer not null,
  -- The clock that the batch started here, and the share of the batch's time that it came to.
  time_entry_id uuid,
  share_s bigint,
  -- Until the batch has ended: an operation is in one such batch at most.
  is_live boolean not null default true,
  primary key (tenant_id, id),
  foreign key (tenant_id, batch_id) references batches,
  foreign key (tenant_id, operation_id) references operations,
  foreign key (tenant_id, time_entry_id) references time_entries
);
create unique index batch_operations_live on batch_operations (tenant_id, operation_id) where is_live;
create unique index batch_operations_sequence on batch_operations (tenant_id, batch_id, sequence);
create index batch_operations_operation on batch_operations (tenant_id, operation_id);
call protect('batch_operations');

-- What another system's list brought about, as whoever carried it over tells it.
create table sync_runs (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  entity_type text not null check (entity_type in ('jobs', 'parts', 'operations', 'workstations', 'resources')),
  source text not null,
  status text not null check (status in ('running', 'completed', 'failed')),
  total integer not null,
  created integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  failed integer not null default 0,
  faults jsonb not null default '[]',
  started_at timestamptz(3) not null,
  ended_at timestamptz(3),
  primary key (tenant_id, id),
  check (status = 'running' or created + updated + unchanged + failed = total)
);
create index sync_runs_source on sync_runs (tenant_id, entity_type, source, id);
call protect('sync_runs');

alter table workstations add column sync_hash text;

-- As before, with the nouns that came since.
create or replace function is_anothers(id uuid) returns boolean stable security definer set search_path = public language sql as $$
  select exists (
    select from tenants t where t.id <> current_tenant() and (
      exists (select from jobs r where r.tenant_id = t.id and r.id = is_anothers.id) or
      exists (select from parts r where r.tenant_id = t.id and r.id = is_anothers.id) or
      exists (select from operations r where r.tenant_id = t.id and r.id = is_anothers.id) or
      exists (select from substeps r where r.tenant_id = t.id and r.id = is_anothers.id) or
      exists (select from substep_templates r where r.tenant_id = t.id and r.id = is_anothers.id) or
      exists (select from issues r where r.tenant_id = t.id and r.id = is_anothers.id) or
      exists (select from reasons r where r.tenant_id = t.id and r.id = is_anothers.id) or
      exists (select from time_entries r where r.tenant_id = t.id and r.id = is_anothers.id) or
      exists (select from quantity_reports r where r.tenant_id = t.id and r.id = is_anothers.id) or
      exists (select from webhooks r where r.tenant_id = t.id and r.id = is_anothers.id) or
      exists (select from workstations r where r.tenant_id = t.id and r.id = is_anothers.id) or
      exists (select from resources r where r.tenant_id = t.id and r.id = is_anothers.id) or
      exists (select from assignments r where r.tenant_id = t.id and r.id = is_anothers.id) or
      exists (select from batches r where r.tenant_id = t.id and r.id = is_anothers.id)))
$$;
