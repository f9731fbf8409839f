-- A transaction may have its number long before it gets the lock it then writes under. In the log it stands where it wrote: not before any
-- that had ended by then, so that what happened under one lock is in order; and never before its own number, so that readers skip nothing.
create function place_in_log() returns xid8 volatile language sql as $$
  select greatest(pg_current_xact_id(), (pg_snapshot_xmax(pg_current_snapshot())::text::bigint - 1)::text::xid8)
$$;
alter table events alter column xid set default place_in_log();
-- Whose it is, for those who ask whether it was there at a moment. Empty in rows from before, where `xid` says it.
alter table events add column written_by xid8;
alter table events alter column written_by set default pg_current_xact_id();
