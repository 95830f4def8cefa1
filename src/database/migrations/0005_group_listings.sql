ALTER TABLE "card_group" ADD COLUMN "generation" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "trash" ADD COLUMN "listed_by" text[] DEFAULT '{}' NOT NULL;