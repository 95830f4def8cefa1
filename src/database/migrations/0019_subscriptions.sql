CREATE TABLE "subscription" (
	"book_id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"remote_id" text,
	"secret_hash" text,
	"address" text NOT NULL,
	"expires_at" timestamp with time zone,
	"renew_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_book_id_book_id_fk" FOREIGN KEY ("book_id") REFERENCES "public"."book"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "subscription_account_id_index" ON "subscription" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "subscription_remote_id_index" ON "subscription" USING btree ("remote_id");