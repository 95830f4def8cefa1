ALTER TABLE "card" ADD COLUMN "first_seen_by" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "card" ADD COLUMN "seen_by" bigint DEFAULT 0 NOT NULL;