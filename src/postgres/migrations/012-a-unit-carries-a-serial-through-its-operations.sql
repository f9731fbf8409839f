create table units (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  code_number bigint not null,
  serial_number text not null,
  serial_key text not null generated always as (name_key(serial_number)) stored,
  product_id uuid,
  routing_id uuid,
  job_id uuid not null,
  part_id uuid not null,
  status text not null check (status in ('open', 'held', 'completed', 'scrapped')),
  -- Where it stands; null before its first operation, and after its last.
  operation_id uuid,
  -- How often it has been sent back to an operation it had left.
  reworks integer not null default 0,
  material_lot text,
  notes text,
  held_at timestamptz(3),
  completed_at timestamptz(3),
  scrapped_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, product_id) references products,
  foreign key (tenant_id, routing_id) references routings,
  foreign key (tenant_id, job_id) references jobs,
  foreign key (tenant_id, part_id) references parts,
  foreign key (tenant_id, operation_id) references operations
) with (fillfactor = 80);
create unique index units_serial on units (tenant_id, serial_number) where deleted_at is null;
create unique index units_code on units (tenant_id, code_number);
create index units_part on units (tenant_id, part_id, id) where deleted_at is null;
create index units_job on units (tenant_id, job_id, id) where deleted_at is null;
create index units_at_operation on units (tenant_id, operation_id, id) where deleted_at is null and operation_id is not null;
create index units_product on units (tenant_id, product_id, id) where deleted_at is null;
create index units_status on units (tenant_id, status, id) where deleted_at is null;
create index units_completed on units (tenant_id, completed_at) where completed_at is not null and deleted_at is null;
call protect('units');

-- Each stay of a unit at an operation, from when to when and what came of it.
create table unit_visits (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  unit_id uuid not null,
  operation_id uuid not null,
  job_id uuid not null,
  workstation_id uuid,
  visit integer not null,
  arrived_at timestamptz(3) not null,
  departed_at timestamptz(3),
  result text check (result in ('passed', 'failed', 'skipped', 'deferred', 'scrapped')),
  person_id uuid,
  defect_code_id uuid,
  notes text,
  primary key (tenant_id, id),
  foreign key (tenant_id, unit_id) references units,
  foreign key (tenant_id, operation_id) references operations,
  foreign key (tenant_id, workstation_id) references workstations,
  foreign key (tenant_id, person_id) references people,
  check (departed_at >= arrived_at),
  check ((departed_at is null) = (result is null))
);
create unique index unit_visits_visit on unit_visits (tenant_id, unit_id, operation_id, visit);
create unique index unit_visits_open on unit_visits (tenant_id, unit_id) where departed_at is null;
create index unit_visits_operation on unit_visits (tenant_id, operation_id, departed_at);
create index unit_visits_workstation on unit_visits (tenant_id, workstation_id, departed_at);
call protect('unit_visits');
