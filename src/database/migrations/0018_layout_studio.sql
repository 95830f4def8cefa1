ALTER TABLE "field" RENAME COLUMN "choices" TO "options";--> statement-breakpoint
ALTER TABLE "field" ADD COLUMN "deleted_at" timestamp with time zone;--> statement-breakpoint
UPDATE "field" SET "type" = 'longText' WHERE "type" = 'multiline';