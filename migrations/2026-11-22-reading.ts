import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table delivery add column subject text collate "C";
    create index delivery_subject on delivery (environment_id, endpoint_id, subject, created_at desc) where subject is not null;
    alter table sync add column told_seq bigint not null default 0;
    alter table sync no force row level security;
    update sync set told_seq = last_seq;
    alter table sync force row level security;`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table sync drop column told_seq;
    drop index delivery_subject;
    alter table delivery drop column subject;`.execute(db);
}
