create table products (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  number bigint generated always as identity unique,
  product_number text not null,
  name text not null,
  name_key text not null generated always as (name_key(name)) stored,
  description text,
  drawing_number text,
  drawing_revision text,
  origin text not null default 'api',
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  revision integer not null default 1,
  primary key (tenant_id, id)
);
create unique index products_number on products (tenant_id, product_number) where deleted_at is null;
call protect('products');

-- A version is never changed once made; work is laid out by copying it.
create table routings (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  number bigint generated always as identity unique,
  product_id uuid not null,
  name text not null,
  version integer not null,
  is_current boolean not null,
  sequence_policy text check (sequence_policy in ('free', 'warn', 'enforce', 'per_step')),
  created_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  primary key (tenant_id, id),
  foreign key (tenant_id, product_id) references products
);
create unique index routings_version on routings (tenant_id, product_id, version);
create unique index routings_current on routings (tenant_id, product_id) where is_current and deleted_at is null;
call protect('routings');

create table routing_steps (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  number bigint generated always as identity unique,
  routing_id uuid not null,
  sequence integer not null,
  name text not null,
  workstation_id uuid,
  kind text not null default 'inside' check (kind in ('inside', 'outside')),
  planned_setup_s bigint,
  planned_run_s_per_piece numeric,
  planned_total_s bigint,
  instructions text,
  optional boolean not null default false,
  dependency text not null default 'preferred' check (dependency in ('physical', 'preferred', 'completion_gate')),
  primary key (tenant_id, id),
  foreign key (tenant_id, routing_id) references routings,
  foreign key (tenant_id, workstation_id) references workstations
);
create unique index routing_steps_sequence on routing_steps (tenant_id, routing_id, sequence);
create index routing_steps_workstation on routing_steps (tenant_id, workstation_id) where workstation_id is not null;
call protect('routing_steps');
