CREATE TABLE "account" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"name" text NOT NULL,
	"username" text NOT NULL,
	"credentials" text,
	"identity" text NOT NULL,
	"discovery" jsonb NOT NULL,
	"settings" jsonb NOT NULL,
	"state" text NOT NULL,
	"problem" jsonb,
	"failures" integer DEFAULT 0 NOT NULL,
	"review" text,
	"next_run_at" timestamp with time zone,
	"last_checked_at" timestamp with time zone,
	"last_full_at" timestamp with time zone,
	"fence" bigint DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid,
	"action" text NOT NULL,
	"subject" text,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "book" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"remote_id" text NOT NULL,
	"name" text NOT NULL,
	"read_only" boolean NOT NULL,
	"cursor" text,
	"generation" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "card" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"book_id" uuid NOT NULL,
	"remote_id" text NOT NULL,
	"version" text NOT NULL,
	"uid" text,
	"marker" text,
	"raw" text NOT NULL,
	"contact" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"display_name" text NOT NULL,
	"search_text" text NOT NULL,
	"match_keys" text[] NOT NULL,
	"read_only" boolean DEFAULT false NOT NULL,
	"unreadable" boolean DEFAULT false NOT NULL,
	"state" text DEFAULT 'live' NOT NULL,
	"generation" integer DEFAULT 0 NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "card_group" (
	"account_id" uuid NOT NULL,
	"book_id" uuid NOT NULL,
	"remote_id" text NOT NULL,
	"name" text NOT NULL,
	"members" text[],
	CONSTRAINT "card_group_account_id_remote_id_pk" PRIMARY KEY("account_id","remote_id")
);
--> statement-breakpoint
CREATE TABLE "change" (
	"id" uuid PRIMARY KEY NOT NULL,
	"record_id" uuid NOT NULL,
	"field" text NOT NULL,
	"before" text,
	"after" text,
	"actor" text NOT NULL,
	"user_id" uuid,
	"account_id" uuid,
	"run_id" uuid,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conflict" (
	"id" uuid PRIMARY KEY NOT NULL,
	"link_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"record_id" uuid NOT NULL,
	"field" text NOT NULL,
	"crm_value" text,
	"book_value" text,
	"base_value" text,
	"resolution" text,
	"resolved_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"resolved_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "credential" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "field" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"type" text NOT NULL,
	"section" text NOT NULL,
	"label" jsonb,
	"choices" jsonb,
	"active" boolean DEFAULT true NOT NULL,
	"visible" boolean DEFAULT true NOT NULL,
	"required" boolean DEFAULT false NOT NULL,
	"custom" boolean DEFAULT false NOT NULL,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "flag" (
	"record_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"on" boolean NOT NULL,
	"source" text NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "flag_record_id_user_id_pk" PRIMARY KEY("record_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "invitation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "invitation_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "link" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"record_id" uuid NOT NULL,
	"card_id" uuid,
	"state" text NOT NULL,
	"marker" text NOT NULL,
	"base" jsonb,
	"intent" jsonb,
	"outbox" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"touched" bigint DEFAULT 1 NOT NULL,
	"settled" bigint DEFAULT 0 NOT NULL,
	"hold" jsonb,
	"retry_at" timestamp with time zone,
	"failures" smallint DEFAULT 0 NOT NULL,
	"verify_at" timestamp with time zone,
	"created_by_us" boolean NOT NULL,
	"keep_card" boolean DEFAULT false NOT NULL,
	"closed_reason" text,
	"former_uid" text,
	"former_remote_id" text,
	"last_synced_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "link_card_present" CHECK (state in ('new','creating','closed') or card_id is not null)
);
--> statement-breakpoint
CREATE TABLE "queue_item" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"card_id" uuid NOT NULL,
	"kind" text,
	"suggested_kind" text NOT NULL,
	"reason" text NOT NULL,
	"record_id" uuid,
	"state" text NOT NULL,
	"error" text,
	"run_id" uuid,
	"unlinked_before" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "queue_item_card_id_unique" UNIQUE("card_id")
);
--> statement-breakpoint
CREATE TABLE "record" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"values" jsonb NOT NULL,
	"display_name" text NOT NULL,
	"search_text" text NOT NULL,
	"sort_name" text NOT NULL,
	"match_keys" text[] NOT NULL,
	"company_key" text,
	"company_id" uuid,
	"owner_id" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"deleted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "restore_mark" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "run" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"state" text NOT NULL,
	"trigger" text NOT NULL,
	"full" boolean DEFAULT false NOT NULL,
	"counts" jsonb NOT NULL,
	"requests" jsonb NOT NULL,
	"progress" jsonb,
	"error" jsonb,
	"reason" text,
	"decided_by" uuid,
	"decision" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "run_action" (
	"id" uuid PRIMARY KEY NOT NULL,
	"run_id" uuid NOT NULL,
	"type" text NOT NULL,
	"link_id" uuid,
	"record_id" uuid,
	"card_id" uuid,
	"diff" jsonb NOT NULL,
	"pull" jsonb,
	"class" text,
	"approved" boolean DEFAULT false NOT NULL,
	"undone_at" timestamp with time zone,
	"outcome" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"token" text NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "token" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "token_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "trash" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"link_id" uuid NOT NULL,
	"record_id" uuid NOT NULL,
	"raw" text NOT NULL,
	"contact" jsonb NOT NULL,
	"reason" text NOT NULL,
	"run_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app_user" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text DEFAULT 'user' NOT NULL,
	"language" text,
	"disabled_at" timestamp with time zone,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "app_user_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" uuid PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_app_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "book" ADD CONSTRAINT "book_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card" ADD CONSTRAINT "card_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card" ADD CONSTRAINT "card_book_id_book_id_fk" FOREIGN KEY ("book_id") REFERENCES "public"."book"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_group" ADD CONSTRAINT "card_group_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_group" ADD CONSTRAINT "card_group_book_id_book_id_fk" FOREIGN KEY ("book_id") REFERENCES "public"."book"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflict" ADD CONSTRAINT "conflict_link_id_link_id_fk" FOREIGN KEY ("link_id") REFERENCES "public"."link"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential" ADD CONSTRAINT "credential_user_id_app_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flag" ADD CONSTRAINT "flag_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flag" ADD CONSTRAINT "flag_user_id_app_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_user_id_app_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link" ADD CONSTRAINT "link_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link" ADD CONSTRAINT "link_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link" ADD CONSTRAINT "link_card_id_card_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."card"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "queue_item" ADD CONSTRAINT "queue_item_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "queue_item" ADD CONSTRAINT "queue_item_card_id_card_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."card"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record" ADD CONSTRAINT "record_owner_id_app_user_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."app_user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_action" ADD CONSTRAINT "run_action_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_app_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "token" ADD CONSTRAINT "token_user_id_app_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trash" ADD CONSTRAINT "trash_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "account_identity" ON "account" USING btree ("user_id","provider","identity") WHERE state <> 'disconnected';--> statement-breakpoint
CREATE INDEX "account_due" ON "account" USING btree ("next_run_at") WHERE state in ('active','failing');--> statement-breakpoint
CREATE UNIQUE INDEX "book_account_id_remote_id_index" ON "book" USING btree ("account_id","remote_id");--> statement-breakpoint
CREATE UNIQUE INDEX "card_remote" ON "card" USING btree ("account_id","remote_id");--> statement-breakpoint
CREATE INDEX "card_book" ON "card" USING btree ("book_id","generation");--> statement-breakpoint
CREATE INDEX "card_uid" ON "card" USING btree ("account_id","uid");--> statement-breakpoint
CREATE INDEX "card_marker" ON "card" USING btree ("account_id","marker") WHERE marker is not null;--> statement-breakpoint
CREATE INDEX "card_keys" ON "card" USING gin ("match_keys") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "card_group_members_index" ON "card_group" USING gin ("members");--> statement-breakpoint
CREATE INDEX "change_record_id_at_index" ON "change" USING btree ("record_id","at");--> statement-breakpoint
CREATE INDEX "change_run_id_index" ON "change" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "conflict_record_id_index" ON "conflict" USING btree ("record_id");--> statement-breakpoint
CREATE INDEX "conflict_account_id_index" ON "conflict" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "credential_user_id_index" ON "credential" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "field_kind_key_index" ON "field" USING btree ("kind","key");--> statement-breakpoint
CREATE INDEX "flag_user_id_index" ON "flag" USING btree ("user_id") WHERE "on";--> statement-breakpoint
CREATE UNIQUE INDEX "link_record" ON "link" USING btree ("account_id","record_id") WHERE state <> 'closed';--> statement-breakpoint
CREATE UNIQUE INDEX "link_card" ON "link" USING btree ("account_id","card_id") WHERE state <> 'closed';--> statement-breakpoint
CREATE UNIQUE INDEX "link_marker" ON "link" USING btree ("account_id","marker");--> statement-breakpoint
CREATE INDEX "link_due" ON "link" USING btree ("account_id","id") WHERE state <> 'closed' and (touched <> settled or retry_at is not null);--> statement-breakpoint
CREATE INDEX "link_by_record" ON "link" USING btree ("record_id");--> statement-breakpoint
CREATE INDEX "link_by_card" ON "link" USING btree ("card_id");--> statement-breakpoint
CREATE INDEX "link_former" ON "link" USING btree ("former_uid") WHERE former_uid is not null;--> statement-breakpoint
CREATE INDEX "queue_state" ON "queue_item" USING btree ("account_id","state","id");--> statement-breakpoint
CREATE INDEX "queue_run" ON "queue_item" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "record_sort" ON "record" USING btree ("kind","sort_name","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "record_updated" ON "record" USING btree ("kind","updated_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "record_search" ON "record" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "record_keys" ON "record" USING gin ("match_keys") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "record_company" ON "record" USING btree ("company_id");--> statement-breakpoint
CREATE INDEX "record_company_key" ON "record" USING btree ("company_key");--> statement-breakpoint
CREATE INDEX "record_owner" ON "record" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "run_account_id_created_at_index" ON "run" USING btree ("account_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "run_one_queued" ON "run" USING btree ("account_id") WHERE state = 'queued';--> statement-breakpoint
CREATE INDEX "run_action_run_id_id_index" ON "run_action" USING btree ("run_id","id");--> statement-breakpoint
CREATE INDEX "run_action_link_id_at_index" ON "run_action" USING btree ("link_id","at");--> statement-breakpoint
CREATE INDEX "session_user_id_index" ON "session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "token_user_id_index" ON "token" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "trash_record_id_index" ON "trash" USING btree ("record_id");--> statement-breakpoint
CREATE INDEX "trash_created_at_index" ON "trash" USING btree ("created_at");