ALTER TABLE "card_group" ADD COLUMN "system" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "card_group" ADD COLUMN "gone_at" timestamp with time zone;