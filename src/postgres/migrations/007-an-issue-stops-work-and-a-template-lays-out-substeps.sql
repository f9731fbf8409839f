-- Something wrong at an operation. One of kind `ncr` carries a number that people and auditors read.
create table issues (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  job_id uuid not null,
  part_id uuid not null,
  operation_id uuid not null,
  kind text not null check (kind in ('general', 'ncr')),
  status text not null check (status in ('open', 'in_progress', 'resolved', 'closed')),
  severity text not null check (severity in ('low', 'medium', 'high', 'critical')),
  title text not null,
  description text,
  ncr_number text,
  ncr_category text check (ncr_category in ('material', 'process', 'equipment', 'design', 'supplier', 'documentation', 'other')),
  ncr_subcategory text,
  disposition text check (disposition in ('use_as_is', 'rework', 'repair', 'scrap', 'return_to_supplier')),
  root_cause text,
  corrective_action text,
  preventive_action text,
  affected_quantity bigint check (affected_quantity >= 0),
  stops_work boolean not null default false,
  verification_required boolean not null default false,
  verified_by uuid,
  verified_at timestamptz(3),
  is_rejected boolean not null default false,
  resolution_notes text,
  resolved_by uuid,
  resolved_at timestamptz(3),
  closed_at timestamptz(3),
  reported_by uuid,
  reported_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, operation_id) references operations,
  foreign key (tenant_id, reported_by) references people,
  foreign key (tenant_id, resolved_by) references people,
  foreign key (tenant_id, verified_by) references people,
  check ((kind = 'ncr') = (ncr_number is not null))
);
create unique index issues_ncr_number on issues (tenant_id, ncr_number) where deleted_at is null;
create index issues_operation on issues (tenant_id, operation_id) where deleted_at is null;
create index issues_job on issues (tenant_id, job_id) where deleted_at is null;
create index issues_status on issues (tenant_id, status, id) where deleted_at is null;
create index issues_live on issues (tenant_id, id) where deleted_at is null;
call protect('issues');

-- The last number drawn in a year. It is the last row a transaction locks.
create table ncr_counters (
  tenant_id uuid not null default current_tenant() references tenants,
  year integer not null,
  last bigint not null,
  primary key (tenant_id, year)
);
call protect('ncr_counters');

-- Where an issue stops the work: what the operation was before, and will be again.
alter table operations add column parked_from text check (parked_from in ('waiting', 'running', 'held'));

create table substep_templates (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  name text not null,
  name_key text not null generated always as (name_key(name)) stored,
  description text,
  operation_type text,
  -- Substeps to be, in their order: description, notes, sequence. They are only ever read and written whole.
  items jsonb not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  revision integer not null default 1,
  primary key (tenant_id, id)
);
create unique index substep_templates_name on substep_templates (tenant_id, name_key) where deleted_at is null;
call protect('substep_templates');

create index parts_material on parts (tenant_id, material_key, id) where material_key is not null and deleted_at is null;

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
      exists (select from workstations r where r.tenant_id = t.id and r.id = is_anothers.id)))
$$;
