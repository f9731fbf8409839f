-- Each seal covers the events up to a place in the log, and the seal before it.
create table seals (
  tenant_id uuid not null default current_tenant() references tenants,
  n bigint not null,
  up_to_xid xid8 not null,
  up_to_seq bigint not null,
  count bigint not null,
  hash text not null,
  sealed_at timestamptz(3) not null,
  primary key (tenant_id, n)
);
call protect('seals');
revoke update, delete on seals from gemba_app;

-- Signs what is given to customers. The private half leaves the database with no answer, event or export.
create table signing_keys (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  public_key text not null,
  private_key text not null,
  created_at timestamptz(3) not null,
  primary key (tenant_id, id)
);
create unique index signing_keys_one on signing_keys (tenant_id);
call protect('signing_keys');
revoke update, delete on signing_keys from gemba_app;

-- What a finished job was, signed. Made once; as long as nothing of it changes, it is the same.
create table order_certificates (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  job_id uuid not null,
  -- The very text that was signed, and the hash of what it says of the job.
  signed text not null,
  hash text not null,
  signature text not null,
  public_key text not null,
  seal_n bigint,
  seal_hash text,
  created_at timestamptz(3) not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, job_id) references jobs
);
create unique index order_certificates_same on order_certificates (tenant_id, job_id, hash);
call protect('order_certificates');
revoke update, delete on order_certificates from gemba_app;

-- A company's own thresholds; a kind that has no row is watched as it is delivered.
create table monitors (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  kind text not null check (kind in ('yield_drop', 'defect_cluster', 'scrap_rate', 'machine_health')),
  is_active boolean not null,
  settings jsonb not null,
  updated_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  revision integer not null default 1,
  primary key (tenant_id, id)
);
create unique index monitors_kind on monitors (tenant_id, kind);
call protect('monitors');

create table alerts (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  kind text not null,
  severity text not null check (severity in ('info', 'warning', 'critical')),
  -- What it is about, so that the same is not raised again while it stands.
  subject_id uuid,
  says text not null,
  facts jsonb not null,
  raised_at timestamptz(3) not null,
  acknowledged_at timestamptz(3),
  acknowledged_by uuid,
  notes text,
  primary key (tenant_id, id),
  foreign key (tenant_id, acknowledged_by) references people
);
create unique index alerts_standing on alerts (tenant_id, kind, subject_id) nulls not distinct where acknowledged_at is null;
call protect('alerts');
