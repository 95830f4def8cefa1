ALTER TABLE "provider_setting" ALTER COLUMN "installed" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "provider_setting" ADD COLUMN "enabled" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "provider_setting" ADD COLUMN "roles" text[] DEFAULT '{"administrator","user"}' NOT NULL;--> statement-breakpoint
UPDATE "provider_setting" SET "installed" = true, "enabled" = false WHERE NOT "installed";
