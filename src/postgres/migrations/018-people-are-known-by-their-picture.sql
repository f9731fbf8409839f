-- Where many share a tablet, a face is found sooner than a name.
alter table people
  add column picture_file_id uuid,
  add foreign key (tenant_id, picture_file_id) references files;
