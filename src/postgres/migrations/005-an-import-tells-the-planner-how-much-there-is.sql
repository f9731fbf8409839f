-- Plans made while tables were empty, above all those of checks of foreign keys, are followed until autovacuum comes by: too late for an
-- import that fills them. Statistics are of all companies together, so only the owner gathers them; nobody is shown a row.
create function refresh_statistics() returns void security definer set search_path = public language plpgsql as $$
begin
  if exists (
    select from pg_class
    where oid in ('operations'::regclass, 'time_entries'::regclass, 'quantity_reports'::regclass)
      and pg_relation_size(oid) > 4 * greatest(relpages, 1) * current_setting('block_size')::bigint
  ) then
    analyze (skip_locked) tenants, people, workstations, machines, products, jobs, parts, operations, time_entries, quantity_reports;
  end if;
end $$;
