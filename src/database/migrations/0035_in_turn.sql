CREATE SEQUENCE "public"."in_turn" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
ALTER TABLE "change" ADD COLUMN "nth" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "change" ALTER COLUMN "nth" SET DEFAULT nextval('in_turn');--> statement-breakpoint
ALTER TABLE "link" ADD COLUMN "nth" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "link" ALTER COLUMN "nth" SET DEFAULT nextval('in_turn');--> statement-breakpoint
ALTER TABLE "run_action" ADD COLUMN "nth" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "run_action" ALTER COLUMN "nth" SET DEFAULT nextval('in_turn');--> statement-breakpoint
ALTER TABLE "trash" ADD COLUMN "nth" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "trash" ALTER COLUMN "nth" SET DEFAULT nextval('in_turn');--> statement-breakpoint
ALTER TABLE "flag" ADD COLUMN "run_id" uuid;--> statement-breakpoint
UPDATE "flag" SET "run_id" = "run"."id"
  FROM "run_action", "run", "account"
  WHERE "flag"."on" AND "flag"."source" = 'import' AND "run_action"."type" IN ('import', 'merge')
    AND "run_action"."record_id" = "flag"."record_id" AND "run_action"."at" = "flag"."changed_at"
    AND "run"."id" = "run_action"."run_id" AND "account"."id" = "run"."account_id" AND "account"."user_id" = "flag"."user_id";--> statement-breakpoint
UPDATE "flag" SET "run_id" = "file_import"."id"
  FROM "file_import_row", "file_import"
  WHERE "flag"."on" AND "flag"."source" = 'import' AND "flag"."run_id" IS NULL
    AND "file_import_row"."record_id" = "flag"."record_id" AND "file_import_row"."outcome" IN ('added', 'merged')
    AND "file_import"."id" = "file_import_row"."import_id" AND "file_import"."user_id" = "flag"."user_id"
    AND "flag"."changed_at" BETWEEN "file_import"."started_at" AND coalesce("file_import"."finished_at", 'infinity');
