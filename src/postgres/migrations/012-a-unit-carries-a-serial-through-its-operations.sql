-- Company, job and routing are its part's: to ask for them once more, unit by unit, costs more than all else in making many.
create table units (
  tenant_id uuid not null default current_tenant(),
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
  -- Passed, but sent back from further on: it no longer counts among the good ones there.
  taken_back boolean not null default false,
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

-- From the first unit on a part is counted by its units: what others then report is kept as they claim it.
alter table parts add column units_made integer not null default 0;
alter table quantity_reports add column claimed jsonb;

-- Those still on their way, by where they stand: whether an operation may yet get another one.
create index units_on_their_way on units (tenant_id, part_id, operation_id) where status in ('open', 'held') and deleted_at is null;

create extension if not exists pg_trgm;
create index units_text on units using gin (serial_key gin_trgm_ops, lower(material_lot) gin_trgm_ops) where deleted_at is null;

-- Which units have this as part of their serial number or lot. Row security lets no search of texts into an index, so the company is
-- named here, as a text: only the index of texts is to be taken. Null where it is more than `most`: then so many have it that they are
-- quicker found one by one.
create function units_with_text(part text, in_lots boolean, most integer) returns uuid[]
  stable security definer set search_path = public set enable_seqscan = off set enable_indexscan = off language sql as $$
  select case when count(*) <= most then coalesce(array_agg(found.id), '{}') end from (
    select u.id from units u where u.tenant_id::text = current_tenant()::text and u.deleted_at is null and u.serial_key like part
    union all select u.id from units u
      where in_lots and u.tenant_id::text = current_tenant()::text and u.deleted_at is null and lower(u.material_lot) like part
        and u.serial_key not like part
    limit most + 1) as found
$$;
