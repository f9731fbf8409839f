-- What a product was at a time: its drawing and what it was made of, frozen.
create table product_revisions (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  product_id uuid not null,
  label text not null,
  drawing_number text,
  drawing_revision text,
  notes text,
  bom jsonb not null,
  created_at timestamptz(3) not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, product_id) references products
);
create unique index product_revisions_label on product_revisions (tenant_id, product_id, label);
call protect('product_revisions');

-- Bought and raw things.
create table items (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  number bigint generated always as identity unique,
  name text not null,
  name_key text not null generated always as (name_key(name)) stored,
  description text,
  unit_of_measure text not null default 'pcs',
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  revision integer not null default 1,
  primary key (tenant_id, id)
);
call protect('items');

-- A line is an item or another product, which has lines of its own.
create table bom_lines (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  product_id uuid not null,
  item_id uuid,
  component_id uuid,
  quantity numeric not null check (quantity > 0),
  position integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, product_id) references products,
  foreign key (tenant_id, item_id) references items,
  foreign key (tenant_id, component_id) references products,
  check (num_nonnulls(item_id, component_id) = 1)
);
create unique index bom_lines_item on bom_lines (tenant_id, product_id, item_id) where deleted_at is null and item_id is not null;
create unique index bom_lines_component on bom_lines (tenant_id, product_id, component_id) where deleted_at is null and component_id is not null;
create index bom_lines_product on bom_lines (tenant_id, product_id, position) where deleted_at is null;
create index bom_lines_used_item on bom_lines (tenant_id, item_id) where deleted_at is null;
create index bom_lines_used_component on bom_lines (tenant_id, component_id) where deleted_at is null;
call protect('bom_lines');

-- How the next units of a product are numbered; the last number is taken under this row's lock.
create table serial_rules (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  product_id uuid not null,
  prefix text not null,
  separator text not null default '-',
  pad_length integer not null default 5 check (pad_length between 1 and 30),
  last_number bigint not null default 0,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, product_id) references products
);
create unique index serial_rules_product on serial_rules (tenant_id, product_id);
call protect('serial_rules');

-- A product may be made in several ways; each way has versions of its own, of which one is the newest.
alter table routings add column family_id uuid, add column is_latest boolean not null default false,
  add column gate_policy text not null default 'pass' check (gate_policy in ('pass', 'refuse'));
update routings r set family_id = (select f.id from routings f where f.tenant_id = r.tenant_id and f.product_id = r.product_id order by f.version limit 1);
update routings r set is_latest = r.deleted_at is null and r.version =
  (select max(f.version) from routings f where f.tenant_id = r.tenant_id and f.family_id = r.family_id and f.deleted_at is null);
alter table routings alter column family_id set not null;
drop index routings_version;
create unique index routings_version on routings (tenant_id, family_id, version);
create unique index routings_latest on routings (tenant_id, family_id) where is_latest and deleted_at is null;
create index routings_product on routings (tenant_id, product_id);

alter table routing_steps add column is_gate boolean not null default false;
alter table operations add column is_gate boolean not null default false, add column routing_step_id uuid;
alter table operations add constraint operations_routing_step foreign key (tenant_id, routing_step_id) references routing_steps;
create index operations_routing_step on operations (tenant_id, routing_step_id) where routing_step_id is not null;
alter table parts add column gate_policy text not null default 'pass' check (gate_policy in ('pass', 'refuse'));
