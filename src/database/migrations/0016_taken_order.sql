ALTER TABLE "link" ADD COLUMN "taken" bigserial NOT NULL;--> statement-breakpoint
UPDATE "link" SET "taken" = known."nth"
FROM (SELECT "id", row_number() OVER (ORDER BY coalesce("last_synced_at", "created_at"), "id") AS "nth" FROM "link") AS known
WHERE known."id" = "link"."id";
