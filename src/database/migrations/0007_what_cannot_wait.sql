CREATE TABLE "database_identity" (
	"identity" text PRIMARY KEY NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pulse" (
	"id" smallint PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "card" ADD COLUMN "apart" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "queue_item" ADD COLUMN "alone" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "token" ADD COLUMN "expires_at" timestamp with time zone;