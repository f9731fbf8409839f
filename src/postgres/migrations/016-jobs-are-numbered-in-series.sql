-- The last number that was drawn: jobs without a number of their own get PO-0001, PO-0002, …
create table job_series (
  tenant_id uuid not null default current_tenant() references tenants,
  series text not null,
  last bigint not null,
  primary key (tenant_id, series)
);
call protect('job_series');
