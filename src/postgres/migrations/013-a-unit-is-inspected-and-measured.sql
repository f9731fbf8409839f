create table defect_codes (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  code text not null,
  description text not null,
  severity text not null check (severity in ('minor', 'major', 'critical')),
  is_active boolean not null default true,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  revision integer not null default 1,
  primary key (tenant_id, id)
);
create unique index defect_codes_code on defect_codes (tenant_id, code) where deleted_at is null;
call protect('defect_codes');
alter table unit_visits add constraint unit_visits_defect_code foreign key (tenant_id, defect_code_id) references defect_codes;

-- What is measured at a step, and between which limits; one of them may be open.
create table test_definitions (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  product_id uuid not null,
  routing_step_id uuid not null,
  name text not null,
  property text not null,
  unit_of_measure text not null,
  lower_limit numeric,
  upper_limit numeric,
  method text,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, product_id) references products,
  foreign key (tenant_id, routing_step_id) references routing_steps,
  check (lower_limit < upper_limit),
  check (num_nonnulls(lower_limit, upper_limit) > 0)
);
create index test_definitions_step on test_definitions (tenant_id, routing_step_id) where deleted_at is null;
create index test_definitions_product on test_definitions (tenant_id, product_id) where deleted_at is null;
call protect('test_definitions');

create table quality_events (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  unit_id uuid not null,
  job_id uuid not null,
  operation_id uuid,
  workstation_id uuid,
  kind text not null check (kind in ('inspection', 'rework', 'scrap')),
  result text not null check (result in ('pass', 'fail')),
  defect_code_id uuid,
  notes text,
  person_id uuid,
  occurred_at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, unit_id) references units,
  foreign key (tenant_id, operation_id) references operations,
  foreign key (tenant_id, workstation_id) references workstations,
  foreign key (tenant_id, defect_code_id) references defect_codes,
  foreign key (tenant_id, person_id) references people
);
create index quality_events_unit on quality_events (tenant_id, unit_id, id);
create index quality_events_job on quality_events (tenant_id, job_id, id);
create index quality_events_workstation on quality_events (tenant_id, workstation_id, occurred_at);
create index quality_events_when on quality_events (tenant_id, occurred_at);
create index quality_events_defect_code on quality_events (tenant_id, defect_code_id, occurred_at) where defect_code_id is not null;
call protect('quality_events');

-- A value as it was measured, against the limits as they then were.
create table test_results (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  test_definition_id uuid not null,
  unit_id uuid not null,
  quality_event_id uuid not null,
  measured_value numeric not null,
  lower_limit numeric,
  upper_limit numeric,
  result text not null check (result in ('pass', 'fail')),
  person_id uuid,
  notes text,
  occurred_at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, test_definition_id) references test_definitions,
  foreign key (tenant_id, unit_id) references units,
  foreign key (tenant_id, quality_event_id) references quality_events,
  foreign key (tenant_id, person_id) references people
);
create index test_results_definition on test_results (tenant_id, test_definition_id, occurred_at);
create index test_results_unit on test_results (tenant_id, unit_id, id);
call protect('test_results');

-- For reports of what was lost.
create index units_scrapped on units (tenant_id, scrapped_at) where scrapped_at is not null and deleted_at is null;
