CREATE TABLE "setting_version" (
	"one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"version" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
DROP INDEX "account_due";--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "due_rank" smallint DEFAULT 2 NOT NULL;--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "quiet_checks" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "account_due" ON "account" USING btree ("due_rank","next_run_at") WHERE state in ('active','failing');--> statement-breakpoint
UPDATE "account" SET "due_rank" = 3 WHERE "state" = 'failing';--> statement-breakpoint
INSERT INTO "setting_version" DEFAULT VALUES;--> statement-breakpoint
CREATE FUNCTION "raise_setting_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE "setting_version" SET "version" = "version" + 1;
	RETURN NULL;
END $$;--> statement-breakpoint
-- At the end of a transaction, which has all its other locks by then: nobody who has this one waits for another.
CREATE CONSTRAINT TRIGGER "setting_version" AFTER INSERT OR UPDATE OR DELETE ON "provider_setting" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "raise_setting_version"();--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "setting_version" AFTER INSERT OR DELETE OR UPDATE OF "active" ON "field" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "raise_setting_version"();--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "setting_version" AFTER INSERT OR UPDATE OR DELETE ON "role_permission" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "raise_setting_version"();--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "setting_version" AFTER INSERT OR UPDATE OR DELETE ON "user_permission" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "raise_setting_version"();--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "setting_version" AFTER DELETE OR UPDATE OF "role", "disabled_at" ON "app_user" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "raise_setting_version"();
