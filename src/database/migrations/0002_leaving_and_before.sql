ALTER TABLE "account" ADD COLUMN "before" jsonb;--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "leaving" uuid;