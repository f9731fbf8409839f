-- Short codes on travellers: one row of numbers for jobs, operations and units.
create sequence code_numbers;
grant usage on sequence code_numbers to gemba_app;

create table jobs (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  code_number bigint not null,
  job_number text not null,
  job_number_key text not null generated always as (name_key(job_number)) stored,
  name text not null,
  customer text,
  customer_key text generated always as (name_key(customer)) stored,
  status text not null check (status in ('draft', 'released', 'running', 'held', 'completed', 'closed', 'cancelled')),
  held_from text,
  -- Whether the last move was somebody's own or a roll-up's: a roll-up's may be asked for once more.
  moved_by text not null default 'call' check (moved_by in ('call', 'roll_up')),
  origin text not null default 'api',
  quantity bigint check (quantity > 0),
  -- A date or a UTC moment, as it was given; both sort and compare as text.
  due text check (due ~ '^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d\.\d{3}Z)?$'),
  due_override text check (due_override ~ '^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d\.\d{3}Z)?$'),
  priority integer not null default 0,
  notes text,
  metadata jsonb,
  workstation_id uuid,
  external_source text,
  external_id text,
  sync_hash text,
  started_at timestamptz(3),
  held_at timestamptz(3),
  resumed_at timestamptz(3),
  completed_at timestamptz(3),
  held_s bigint not null default 0,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, workstation_id) references workstations
) with (fillfactor = 80);
create unique index jobs_number on jobs (tenant_id, job_number) where deleted_at is null;
create index jobs_number_key on jobs (tenant_id, job_number_key) where deleted_at is null;
create unique index jobs_code on jobs (tenant_id, code_number);
create unique index jobs_external on jobs (tenant_id, external_source, external_id) where deleted_at is null;
create index jobs_status on jobs (tenant_id, status, id) where deleted_at is null;
create index jobs_live on jobs (tenant_id, id) where deleted_at is null;
call protect('jobs');

create table parts (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  job_id uuid not null,
  parent_id uuid,
  position integer not null,
  part_number text not null,
  part_number_key text not null generated always as (name_key(part_number)) stored,
  name text not null,
  product_id uuid,
  routing_id uuid,
  status text not null check (status in ('waiting', 'running', 'held', 'completed', 'cancelled')),
  quantity bigint not null check (quantity > 0),
  sequence_policy text not null check (sequence_policy in ('free', 'warn', 'enforce', 'per_step')),
  material text,
  material_key text generated always as (name_key(material)) stored,
  material_lot text,
  material_supplier text,
  material_cert_number text,
  drawing_number text,
  drawing_revision text,
  drawing_url text,
  step_file_url text,
  file_paths text[] not null default '{}',
  cnc_program_name text,
  is_bullet_card boolean not null default false,
  due text check (due ~ '^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d\.\d{3}Z)?$'),
  priority integer not null default 0,
  notes text,
  metadata jsonb,
  workstation_id uuid,
  external_source text,
  external_id text,
  sync_hash text,
  started_at timestamptz(3),
  completed_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, job_id) references jobs,
  foreign key (tenant_id, parent_id) references parts,
  foreign key (tenant_id, product_id) references products,
  foreign key (tenant_id, routing_id) references routings,
  foreign key (tenant_id, workstation_id) references workstations
) with (fillfactor = 80);
create unique index parts_number on parts (tenant_id, job_id, part_number) where deleted_at is null;
create index parts_number_key on parts (tenant_id, part_number_key, id) where deleted_at is null;
create unique index parts_external on parts (tenant_id, external_source, external_id) where deleted_at is null;
create index parts_parent on parts (tenant_id, parent_id) where parent_id is not null;
create index parts_product on parts (tenant_id, product_id) where product_id is not null;
create index parts_routing on parts (tenant_id, routing_id) where routing_id is not null;
create index parts_status on parts (tenant_id, status, id) where deleted_at is null;
create index parts_live on parts (tenant_id, id) where deleted_at is null;
call protect('parts');

create table operations (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  code_number bigint not null,
  job_id uuid not null,
  part_id uuid not null,
  sequence integer not null,
  name text not null,
  name_key text not null generated always as (name_key(name)) stored,
  workstation_id uuid,
  assigned_person_id uuid,
  kind text not null default 'inside' check (kind in ('inside', 'outside')),
  supplier text,
  sent_at timestamptz(3),
  returned_at timestamptz(3),
  status text not null check (status in ('waiting', 'running', 'held', 'completed', 'skipped', 'cancelled')),
  planned_setup_s bigint,
  planned_run_s_per_piece numeric,
  planned_total_s bigint,
  instructions text,
  notes text,
  optional boolean not null default false,
  dependency text not null default 'preferred' check (dependency in ('physical', 'preferred', 'completion_gate')),
  completion_percentage integer not null default 0 check (completion_percentage between 0 and 100),
  good bigint not null default 0,
  scrap bigint not null default 0,
  rework bigint not null default 0,
  mrb bigint not null default 0,
  worked_s bigint not null default 0,
  metadata jsonb,
  external_source text,
  external_id text,
  sync_hash text,
  started_at timestamptz(3),
  held_at timestamptz(3),
  resumed_at timestamptz(3),
  completed_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, part_id) references parts,
  foreign key (tenant_id, workstation_id) references workstations,
  foreign key (tenant_id, assigned_person_id) references people
) with (fillfactor = 80);
create unique index operations_sequence on operations (tenant_id, part_id, sequence) where deleted_at is null;
create unique index operations_code on operations (tenant_id, code_number);
create unique index operations_external on operations (tenant_id, external_source, external_id) where deleted_at is null;
create index operations_job on operations (tenant_id, job_id) where deleted_at is null;
create index operations_queue on operations (tenant_id, workstation_id, status, id) where deleted_at is null;
create index operations_by_sequence on operations (tenant_id, sequence, id) where deleted_at is null;
create index operations_status on operations (tenant_id, status, sequence, id) where deleted_at is null;
call protect('operations');

create table substeps (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  job_id uuid not null,
  operation_id uuid not null,
  sequence integer not null,
  description text not null,
  notes text,
  completed_at timestamptz(3),
  completed_by uuid,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, operation_id) references operations
);
create index substeps_operation on substeps (tenant_id, operation_id, sequence);
call protect('substeps');

create table time_entries (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  number bigint generated always as identity unique,
  job_id uuid not null,
  operation_id uuid not null,
  person_id uuid,
  machine_id uuid,
  kind text not null check (kind in ('setup', 'run', 'rework', 'wait', 'breakdown')),
  started_at timestamptz(3) not null,
  ended_at timestamptz(3),
  duration_s bigint,
  is_rework boolean not null default false,
  notes text,
  auto_closed boolean not null default false,
  confirmed_at timestamptz(3),
  origin text not null default 'api',
  external_source text,
  external_id text,
  recorded_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  revision integer not null default 1,
  primary key (tenant_id, id),
  check (ended_at >= started_at),
  foreign key (tenant_id, operation_id) references operations,
  foreign key (tenant_id, person_id) references people,
  foreign key (tenant_id, machine_id) references machines
);
create index time_entries_operation on time_entries (tenant_id, operation_id) where deleted_at is null;
create index time_entries_job on time_entries (tenant_id, job_id) where deleted_at is null;
create index time_entries_person on time_entries (tenant_id, person_id, started_at) where deleted_at is null;
create index time_entries_machine on time_entries (tenant_id, machine_id, started_at) where deleted_at is null;
create index time_entries_open on time_entries (tenant_id, started_at) where ended_at is null and deleted_at is null;
create unique index time_entries_external on time_entries (tenant_id, external_source, external_id) where deleted_at is null;
call protect('time_entries');

create table quantity_reports (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  number bigint generated always as identity unique,
  job_id uuid not null,
  operation_id uuid not null,
  time_entry_id uuid,
  person_id uuid,
  machine_id uuid,
  good bigint not null default 0,
  scrap bigint not null default 0,
  rework bigint not null default 0,
  mrb bigint not null default 0,
  reason_id uuid,
  material_lot text,
  notes text,
  occurred_at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  -- A wrong report is taken back by another one that carries the same figures below zero.
  reverses_id uuid,
  reversed_by_id uuid,
  origin text not null default 'api',
  external_source text,
  external_id text,
  primary key (tenant_id, id),
  foreign key (tenant_id, operation_id) references operations,
  foreign key (tenant_id, time_entry_id) references time_entries,
  foreign key (tenant_id, person_id) references people,
  foreign key (tenant_id, machine_id) references machines,
  foreign key (tenant_id, reason_id) references reasons,
  check (reverses_id is not null or least(good, scrap, rework, mrb) >= 0)
);
create index quantity_reports_operation on quantity_reports (tenant_id, operation_id);
create index quantity_reports_job on quantity_reports (tenant_id, job_id);
create index quantity_reports_person on quantity_reports (tenant_id, person_id) where person_id is not null;
create index quantity_reports_reason on quantity_reports (tenant_id, reason_id) where reason_id is not null;
create unique index quantity_reports_external on quantity_reports (tenant_id, external_source, external_id);
create unique index quantity_reports_reverses on quantity_reports (tenant_id, reverses_id);
call protect('quantity_reports');

-- Contents lie under the data folder by their SHA-256; a row says what they are and what they belong to.
create table files (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  name text not null,
  media_type text not null,
  size_bytes bigint not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  job_id uuid,
  part_id uuid,
  operation_id uuid,
  created_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  primary key (tenant_id, id),
  foreign key (tenant_id, job_id) references jobs,
  foreign key (tenant_id, part_id) references parts,
  foreign key (tenant_id, operation_id) references operations,
  check (num_nonnulls(job_id, part_id, operation_id) <= 1)
);
create index files_job on files (tenant_id, job_id) where job_id is not null;
create index files_part on files (tenant_id, part_id) where part_id is not null;
create index files_operation on files (tenant_id, operation_id) where operation_id is not null;
call protect('files');

-- Answers one question only, for the two published pages that order 403 for what is another tenant's: is it?
create function is_anothers(id uuid) returns boolean stable security definer set search_path = public language sql as $$
  select exists (
    select from tenants t where t.id <> current_tenant() and (
      exists (select from jobs r where r.tenant_id = t.id and r.id = is_anothers.id) or
      exists (select from parts r where r.tenant_id = t.id and r.id = is_anothers.id) or
      exists (select from operations r where r.tenant_id = t.id and r.id = is_anothers.id) or
      exists (select from substeps r where r.tenant_id = t.id and r.id = is_anothers.id) or
      exists (select from time_entries r where r.tenant_id = t.id and r.id = is_anothers.id) or
      exists (select from quantity_reports r where r.tenant_id = t.id and r.id = is_anothers.id) or
      exists (select from workstations r where r.tenant_id = t.id and r.id = is_anothers.id)))
$$;
