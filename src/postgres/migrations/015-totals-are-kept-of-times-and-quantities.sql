insert into list_counts (tenant_id, list, status, slot, n)
  select t.tenant_id, 'time_entries', 'live', 0, count(*)
  from time_entries t join operations o on o.tenant_id = t.tenant_id and o.id = t.operation_id
  where t.deleted_at is null and o.deleted_at is null group by t.tenant_id;
insert into list_counts (tenant_id, list, status, slot, n)
  select r.tenant_id, 'quantity_reports', f.figure, 0, sum(f.n)
  from quantity_reports r join operations o on o.tenant_id = r.tenant_id and o.id = r.operation_id,
    lateral (values ('counting', (r.reverses_id is null and r.reversed_by_id is null)::int::bigint),
      ('good', r.good), ('scrap', r.scrap), ('rework', r.rework), ('mrb', r.mrb)) as f (figure, n)
  where o.deleted_at is null group by r.tenant_id, f.figure;
