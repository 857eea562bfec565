-- Which of these sites and organizations a case or packet names, whosever it is: asked before an entry of the directory is taken back.
create function cases.names_any(things uuid[]) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select c.site_id from cases."case" c where c.site_id = any (things)
    union select s.site_id from cases.share s where s.site_id = any (things)
    union select s.recipient_org from cases.share s where s.recipient_org = any (things)
$$;
grant create on schema cases to openilm_door;
-- The site of a case and nothing else of it.
grant select (site_id) on cases."case" to openilm_door;
create policy named_site on cases."case" for select to openilm_door using (true);
alter function cases.names_any(uuid[]) owner to openilm_door;
revoke create on schema cases from openilm_door;
grant execute on function cases.names_any(uuid[]) to openilm_app;
