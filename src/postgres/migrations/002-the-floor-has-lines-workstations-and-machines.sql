create table lines (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  number bigint generated always as identity unique,
  name text not null,
  name_key text not null generated always as (name_key(name)) stored,
  description text,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  revision integer not null default 1,
  primary key (tenant_id, id)
);
create unique index lines_name on lines (tenant_id, name_key) where deleted_at is null;
call protect('lines');

create table workstations (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  number bigint generated always as identity unique,
  line_id uuid,
  name text not null,
  name_key text not null generated always as (name_key(name)) stored,
  type text not null default 'machine' check (type in ('machine', 'assembly', 'control', 'logistics', 'supply')),
  description text,
  color text,
  position integer not null default 1,
  is_active boolean not null default true,
  origin text not null default 'api',
  external_source text,
  external_id text,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, line_id) references lines
);
create unique index workstations_name on workstations (tenant_id, line_id, name_key) nulls not distinct where deleted_at is null;
create index workstations_name_key on workstations (tenant_id, name_key);
create unique index workstations_external on workstations (tenant_id, external_source, external_id) where deleted_at is null;
call protect('workstations');

create table machines (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  number bigint generated always as identity unique,
  workstation_id uuid,
  name text not null,
  name_key text not null generated always as (name_key(name)) stored,
  display_name text not null,
  display_name_key text not null generated always as (name_key(display_name)) stored,
  type text,
  is_active boolean not null default true,
  origin text not null default 'api',
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, workstation_id) references workstations
);
create unique index machines_name on machines (tenant_id, workstation_id, name_key) nulls not distinct where deleted_at is null;
create index machines_name_key on machines (tenant_id, name_key);
create index machines_display_name on machines (tenant_id, display_name_key);
call protect('machines');

-- Why something happened: scrap, rework, a stop, a correction.
create table reasons (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  kind text not null check (kind in ('scrap', 'rework', 'downtime', 'correction')),
  code text not null,
  description text not null,
  category text not null default 'other' check (category in ('material', 'process', 'equipment', 'operator', 'design', 'other')),
  is_active boolean not null default true,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  revision integer not null default 1,
  primary key (tenant_id, id)
);
create unique index reasons_code on reasons (tenant_id, kind, code) where deleted_at is null;
call protect('reasons');
