ALTER TABLE "card" ADD COLUMN "apart" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "queue_item" ADD COLUMN "alone" boolean DEFAULT false NOT NULL;