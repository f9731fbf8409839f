-- Where somebody wants to be told of what happens.
create table webhooks (
  tenant_id uuid not null default current_tenant() references tenants,
  id uuid not null,
  url text not null,
  format text not null,
  events text[] not null,
  description text,
  is_active boolean not null default true,
  paused_at timestamptz(3),
  -- Since when nothing has been delivered, and until when the receiver has asked for a pause.
  failing_since timestamptz(3),
  not_before timestamptz(3),
  switched_off_at timestamptz(3),
  -- It is told of what committed after this, and nothing before.
  since pg_snapshot not null default pg_current_snapshot(),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  revision integer not null default 1,
  primary key (tenant_id, id)
);
create index webhooks_active on webhooks (tenant_id, id) where is_active and deleted_at is null;
call protect('webhooks');

-- Apart from the webhooks, so that no answer and no export can hold one by oversight. After a change the one before signs along for a while.
create table webhook_secrets (
  tenant_id uuid not null default current_tenant(),
  id uuid not null,
  webhook_id uuid not null,
  secret text not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3),
  primary key (tenant_id, id),
  foreign key (tenant_id, webhook_id) references webhooks
);
create index webhook_secrets_webhook on webhook_secrets (tenant_id, webhook_id);
call protect('webhook_secrets');

-- How far the log has been read for a company's webhooks.
create table webhook_readers (
  tenant_id uuid primary key default current_tenant() references tenants,
  xid xid8 not null,
  seq bigint not null
);
call protect('webhook_readers');

-- One event for one webhook. Those about the same thing (a job and all of it, else the thing itself) go one after the other:
-- `due_at` is null while one waits behind another. Whoever adds or ends one holds the webhook's row, so none is left waiting behind nothing.
create table deliveries (
  tenant_id uuid not null default current_tenant(),
  id uuid not null,
  webhook_id uuid not null,
  event_id uuid not null,
  event_xid xid8 not null default pg_current_xact_id(),
  event_seq bigint not null default 0,
  about_id uuid not null,
  event text not null,
  body text,
  status text not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
  due_at timestamptz(3),
  -- Every attempt, and those since the schedule of retries last began.
  attempts integer not null default 0,
  tries integer not null default 0,
  outcome text,
  answered integer,
  created_at timestamptz(3) not null,
  finished_at timestamptz(3),
  primary key (tenant_id, id),
  foreign key (tenant_id, webhook_id) references webhooks
) with (fillfactor = 70);
create unique index deliveries_once on deliveries (tenant_id, webhook_id, event_id);
create index deliveries_due on deliveries (tenant_id, webhook_id, due_at) where status = 'pending' and due_at is not null;
create index deliveries_in_order on deliveries (tenant_id, webhook_id, about_id, event_xid, event_seq) where status = 'pending';
create index deliveries_of_webhook on deliveries (tenant_id, webhook_id, id);
create index deliveries_status on deliveries (tenant_id, status, id) where status <> 'delivered';
call protect('deliveries');

create table delivery_attempts (
  tenant_id uuid not null default current_tenant(),
  id uuid not null,
  delivery_id uuid not null,
  number integer not null,
  started_at timestamptz(3) not null,
  duration_ms integer not null,
  outcome text not null,
  status integer,
  answer text,
  error text,
  primary key (tenant_id, id),
  foreign key (tenant_id, delivery_id) references deliveries on delete cascade
);
create index delivery_attempts_delivery on delivery_attempts (tenant_id, delivery_id);
call protect('delivery_attempts');

-- The two questions of the worker that look across companies. They tell where there is work, and nothing of what it is.
create function tenants_to_tell() returns table (tenant_id uuid, is_ready boolean)
  stable security definer set search_path = public language sql as $$
  select r.tenant_id, next.xid < pg_snapshot_xmin(pg_current_snapshot())
  from webhook_readers r cross join lateral (
    select e.xid from events e where e.tenant_id = r.tenant_id and (e.xid, e.seq) > (r.xid, r.seq) order by e.xid, e.seq limit 1
  ) next
  where exists (select from webhooks w where w.tenant_id = r.tenant_id and w.is_active and w.deleted_at is null)
$$;

create function webhooks_due(at timestamptz) returns table (tenant_id uuid, webhook_id uuid, is_failing boolean)
  stable security definer set search_path = public language sql as $$
  select w.tenant_id, w.id, w.failing_since is not null from webhooks w
  where w.is_active and w.deleted_at is null and w.paused_at is null and (w.not_before is null or w.not_before <= at)
    and exists (
      select from deliveries d
      where d.tenant_id = w.tenant_id and d.webhook_id = w.id and d.status = 'pending' and d.due_at is not null and d.due_at <= at)
$$;
