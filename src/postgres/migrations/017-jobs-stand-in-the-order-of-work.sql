-- What is wanted first stands first: by priority, then by the date agreed, then by age. Both sort upwards, as an index does.
alter table jobs
  add column rank bigint not null generated always as (-(priority::bigint)) stored,
  add column due_key text collate "C" not null generated always as (coalesce(due_override, due, '9999')) stored;
create index jobs_rank on jobs (tenant_id, rank, due_key, id) where deleted_at is null;
create index jobs_due on jobs (tenant_id, due_key, id) where deleted_at is null;
